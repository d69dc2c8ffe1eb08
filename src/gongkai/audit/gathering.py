"""Collects the rows of the three tables from whatever carries them: grids, runs of cells, or lines.

A row is *firm* where its blank cells are visible; from bare lines blanks have vanished.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.audit.figures import Noise
from gongkai.audit.folding import fold
from gongkai.audit.labels import (
    DISPUTES,
    GRANTED,
    ITEM,
    NUMBERED,
    OTHER,
    PROACTIVE,
    PROACTIVE_MARKS,
    REQUEST_MARKS,
    REQUESTS,
    Kind,
    Label,
    Token,
    classify,
)
from gongkai.audit.source import Cells

GROUP = ""
WIDTH = 7
REQUEST_WORDS = re.compile(
    "|".join(
        [
            *sorted({mark for mark, _ in REQUEST_MARKS} | set(NUMBERED) | OTHER, key=len, reverse=True),
            GRANTED.pattern,
        ]
    )
)
REQUEST_KEYS = {**dict(REQUEST_MARKS), **NUMBERED, **dict.fromkeys(OTHER, "other"), "予以公开": "granted"}
PROACTIVE_WORDS = re.compile("|".join(mark for mark, _ in PROACTIVE_MARKS))
PROACTIVE_KEYS = dict(PROACTIVE_MARKS)


@dataclass(slots=True)
class Entry:
    """A row as met: its key (None: no label; ``GROUP``: a group's own row), and the cells after it.

    ``header`` is, in table 2, the folded words of the column headings above it.
    """

    key: str | None
    cells: list[Token]
    firm: bool
    header: str = ""


@dataclass
class Gatherer:
    """The rows met so far. ``table`` is the table the blocks now belong to."""

    table: str | None = None
    header: str = ""
    words: str = ""
    met: set[str] = field(default_factory=set)
    entries: dict[str, list[Entry]] = field(
        default_factory=lambda: {PROACTIVE: [], REQUESTS: [], DISPUTES: []}
    )

    def enter(self, table: str | None) -> None:
        """A heading: what follows belongs to that table, or to none."""
        self.table, self.words, self.header = table, "", ""

    def row(self, cells: Cells) -> None:
        """One row of a grid."""
        tokens = [classify(cell) for cell in cells]
        labels = [(at, token) for at, token in enumerate(tokens) if type(token) is Label]
        rows = [(at, label) for at, label in labels if label.kind is Kind.ROW]
        if not rows:
            self._row_without_label(tokens, [label for _, label in labels])
            return
        self._place(rows[0][1])
        if len(rows) > 1 and not any(_is_figure(token) for token in tokens):
            return
        starts = [at for at, _ in labels] + [len(tokens)]
        for at, label in rows:
            end = next(start for start in starts if start > at)
            self._add(label.table, Entry(label.key, tokens[at + 1 : end], firm=True, header=self.header))
        self.words = ""

    def run(self, cells: Cells) -> None:
        """Cells whose rows are lost, blanks visible: each label owns what follows it."""
        row: list[str] = []
        for cell in cells:
            token = classify(cell)
            if type(token) is Label and row:
                self.row(row)
                row = []
            row.append(cell)
        self.row(row)

    def line(self, words: str, figures: list[Token]) -> None:
        """A bare line of a table: some words, then some figures; either may be missing."""
        self.words += words
        if not figures or self.table is None:
            return
        entries = self.entries[self.table]
        added = [] if self.table == DISPUTES else list(self._labelled())
        if added:
            entries += added
        elif not entries or self._is_full(entries[-1]):
            entries.append(Entry(None, [], firm=False, header=self.header))
        entries[-1].cells += figures
        self.words = ""

    def close(self) -> None:
        """The end of a table of bare lines: labels without figures are rows too."""
        if self.table in (PROACTIVE, REQUESTS):
            self.entries[self.table] += self._labelled()
        if self.table == DISPUTES and any(mark in fold(self.words) for mark in ("结果维持", "尚未审结")):
            self.met.add(DISPUTES)
        self.words = ""

    def _is_full(self, entry: Entry) -> bool:
        return self.table == REQUESTS and len(entry.cells) >= WIDTH

    def _labelled(self) -> Iterator[Entry]:
        """An empty row for each label among the words, the last one to be filled."""
        folded = fold(self.words)
        pattern, keys = (
            (REQUEST_WORDS, REQUEST_KEYS) if self.table == REQUESTS else (PROACTIVE_WORDS, PROACTIVE_KEYS)
        )
        start, last = 0, None
        for found in pattern.finditer(folded):
            if self.table == PROACTIVE:
                self._read_header(folded[start : found.start()])
                start = found.end()
            key = keys[found.group()]
            if key != last:
                yield Entry(key, [], firm=False, header=self.header)
            last = key
        if self.table == PROACTIVE:
            self._read_header(folded[start:])

    def _read_header(self, folded: str) -> None:
        items = list(ITEM.finditer(folded))
        if items:
            self.header = folded[items[-1].end() :]
        elif "信息内容" in folded or len(folded) > WIDTH:
            self.header = folded

    def _row_without_label(self, tokens: list[Token], labels: list[Label]) -> None:
        group = next((label for label in labels if label.kind is Kind.GROUP), None)
        for label in labels:
            self._place(label)
        if any(label.kind is not Kind.GROUP and label.table for label in labels):
            self._head(labels)
            return
        is_row = any(map(_is_figure, tokens)) or self._is_blank_row(tokens, group)
        if self.table is None or not is_row:
            self.words += "".join(token.text for token in tokens if type(token) is Noise)
            return
        last = max((at for at, token in enumerate(tokens) if type(token) is Label), default=-1)
        entry = Entry(GROUP if group else None, tokens[last + 1 :], firm=True, header=self.header)
        if group and group.key:
            entry.key = group.key
        previous = self.entries[self.table][-1:]
        if entry.key is None and previous and previous[0].firm and not previous[0].cells:
            previous[0].cells = entry.cells
            return
        self._name(entry, tokens)
        self._add(self.table, entry)

    def _name(self, entry: Entry, tokens: list[Token]) -> None:
        """Give a row of figures the label that stands before it, torn off or among unknown cells."""
        if entry.key is None and self.table in (PROACTIVE, REQUESTS):
            self.words += "".join(token.text for token in tokens if type(token) is Noise)
            named = list(self._labelled())
            if named:
                entry.key = named[-1].key
                self.entries[self.table] += [Entry(other.key, [], firm=False) for other in named[:-1]]
            while entry.cells and type(entry.cells[0]) is Noise:
                del entry.cells[0]
        self.words = ""

    def _is_blank_row(self, tokens: list[Token], group: Label | None) -> bool:
        if group:
            return group.key == "other" and len(tokens) > WIDTH
        return self.table == DISPUTES and DISPUTES in self.met and len(tokens) >= 2 * WIDTH

    def _head(self, labels: list[Label]) -> None:
        if any(label.kind is Kind.ITEM for label in labels):
            self.header = ""
        else:
            self.header = "".join(label.text for label in labels)
        self.words = ""

    def _place(self, label: Label) -> None:
        if label.table:
            self.table = label.table
            self.met.add(label.table)

    def _add(self, table: str, entry: Entry) -> None:
        self.entries[table].append(entry)


def _is_figure(token: Token) -> bool:
    return token is not None and type(token) is not Label and type(token) is not Noise
