"""Reads any published annual report into a ``PublishedReport``; never invents a figure."""

from pathlib import Path

from gongkai.audit import sniffing, titles
from gongkai.audit.folding import squeeze
from gongkai.audit.gathering import Gatherer
from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS
from gongkai.audit.lines import is_page_number, is_prose, take_apart
from gongkai.audit.outline import heading
from gongkai.audit.report import PublishedReport
from gongkai.audit.source import Grid, Line, Run, Source, UnreadableError
from gongkai.audit.tables import settle

__all__ = ["UnreadableError", "read", "read_bytes"]

TABLE_OF_PART = {2: PROACTIVE, 3: REQUESTS, 4: DISPUTES}
NO_PART = 0


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
    return _understood(sniffing.reader(name, data)(data), Path(name).stem)


def _understood(source: Source, name: str) -> PublishedReport:
    walk = _Walk()
    for block in source.blocks:
        walk.take(block)
    walk.met.close()
    used, tables, doubts = settle(walk.met)
    heading_of_report = titles.find(source, walk.paragraphs, name)
    return PublishedReport(
        organ=heading_of_report.organ,
        year=heading_of_report.year,
        form=used,
        tables=tables,
        parts={part: "\n".join(texts) for part, texts in sorted(walk.parts.items()) if part != NO_PART},
        text="\n".join(walk.paragraphs),
        doubts=(*source.doubts, *doubts),
    )


class _Walk:
    """Goes through the blocks in reading order and sorts them into parts and tables."""

    def __init__(self) -> None:
        self.met = Gatherer()
        self.part = NO_PART
        self.parts: dict[int, list[str]] = {}
        self.paragraphs: list[str] = []

    def take(self, block: str | Grid | Run | Line) -> None:
        if isinstance(block, Grid):
            for row in block.rows:
                self.met.row(row)
        elif isinstance(block, Run):
            self.met.run(block.cells)
        else:
            self._line(block if isinstance(block, str) else block.text)

    def _line(self, raw: str) -> None:
        text = squeeze(raw)
        if not text:
            return
        part = heading(text)
        if part is not None:
            self.met.close()
            self.met.enter(TABLE_OF_PART.get(part))
            self.part = part
            self.parts.setdefault(part, [])
            self.paragraphs.append(text)
        elif self.met.table is None or is_prose(text):
            self.paragraphs.append(text)
            self.parts.setdefault(self.part, []).append(text)
        elif not is_page_number(raw):
            for words, figures in take_apart(raw):
                self.met.line(words, figures)
