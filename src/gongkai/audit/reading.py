"""Reads any published annual report into a ``PublishedReport``; never invents a figure."""

from functools import lru_cache
from pathlib import Path

from gongkai.audit import sniffing, titles
from gongkai.audit.alignment import adds_up
from gongkai.audit.folding import squeeze
from gongkai.audit.gathering import Gatherer
from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS
from gongkai.audit.lines import is_page_number, is_prose, take_apart
from gongkai.audit.outline import heading
from gongkai.audit.readers.pages import width
from gongkai.audit.report import PublishedReport
from gongkai.audit.source import Block, Grid, Run, Source, UnreadableError
from gongkai.audit.tables import settle

__all__ = ["UnreadableError", "read", "read_bytes"]

TABLE_OF_PART = {2: PROACTIVE, 3: REQUESTS, 4: DISPUTES}
NO_PART = 0
UNREAD = frozenset(
    {"READ-ALIGN", "READ-CELL", "READ-DEDUPED", "READ-EXTRA", "READ-ROW", "READ-TABLE", "READ-TWICE"}
)
WEIGHTS = (40, 7, 1)
"""What an unread table, row and cell weigh in comparing two readings of a file."""
FULL = 0.85
STOPS = "。！？；：…"
LONGEST_REMEMBERED, REMEMBERED = 50, 4096


def read(path: Path) -> PublishedReport:
    """The report in the file.

    Raises:
        UnreadableError: it is no report that can be read; the message is one Chinese line.
    """
    return read_bytes(path.name, sniffing.contents(path))


def read_bytes(name: str, data: bytes) -> PublishedReport:
    """The report in a file of that name with that content.

    Raises:
        UnreadableError: as ``read``.
    """
    source = sniffing.reader(name, data)(data)
    report = _understood(source, name)
    wants_care = source.again and not all(map(adds_up, report.tables.requests.values()))
    while source.again and (wants_care or _unknown(report)):
        source, wants_care = source.again(), False
        report = min(_understood(source, name), report, key=_unknown)
    return report


def _unknown(report: PublishedReport) -> int:
    """How much could not be read: doubted cells, rows and tables, the larger weighing more."""
    cells = (cell for doubt in report.doubts if doubt.code in UNREAD for cell in doubt.cells)
    return sum(WEIGHTS[min(cell.count("."), len(WEIGHTS) - 1)] for cell in cells)


def _understood(source: Source, name: str) -> PublishedReport:
    walk = _Walk(source.measure)
    for block in source.blocks:
        walk.take(block)
    walk.met.close()
    used, tables, doubts = settle(walk.met)
    head = titles.find(source, walk.paragraphs, Path(name).stem)
    return PublishedReport(
        organ=head.organ,
        year=head.year,
        form=used,
        tables=tables,
        parts={part: "\n".join(texts) for part, texts in sorted(walk.parts.items()) if part != NO_PART},
        text="\n".join(walk.paragraphs),
        doubts=(*source.doubts, *doubts),
    )


def _squeezed(raw: str) -> tuple[str, int | None]:
    """The text without white space, and the part that it heads."""
    text = squeeze(raw)
    return text, heading(text)


# A site's menus stand on all its pages, and headings in all reports.
_remembered = lru_cache(maxsize=REMEMBERED)(_squeezed)


class _Walk:
    """Goes through the blocks in reading order and sorts them into parts and tables.

    ``measure`` is how many characters fill a line, where lines are not paragraphs.
    """

    def __init__(self, measure: float) -> None:
        self.met = Gatherer()
        self.part = NO_PART
        self.parts: dict[int, list[str]] = {NO_PART: []}
        self.paragraphs: list[str] = []
        self._full = measure * FULL
        self._is_open = False

    def take(self, block: Block) -> None:
        """Sort the next block in."""
        if isinstance(block, str):
            self._line(block)
        elif isinstance(block, Grid):
            for row in block.rows:
                self.met.row(row)
        elif isinstance(block, Run):
            self.met.run(block.cells)
        else:
            self._line(block.text)

    def _line(self, raw: str) -> None:
        text, part = _remembered(raw) if len(raw) <= LONGEST_REMEMBERED else _squeezed(raw)
        if not text:
            return
        if part is not None:
            self.met.enter(TABLE_OF_PART.get(part))
            self.part = part
            self.parts.setdefault(part, [])
            self.paragraphs.append(text)
            self._is_open = False
        elif self.met.table is None or self.met.is_outside(text) or is_prose(raw):
            self._tell(text)
        elif not is_page_number(raw):
            for words, figures in take_apart(raw):
                self.met.line(words, figures)

    def _tell(self, text: str) -> None:
        """Add a paragraph, or the next line of one that is broken into lines."""
        own = self.parts[self.part]
        if self._is_open and own:
            own[-1] += text
            self.paragraphs[-1] += text
        else:
            own.append(text)
            self.paragraphs.append(text)
        if self._full:
            self._is_open = width(text) >= self._full and text[-1] not in STOPS
