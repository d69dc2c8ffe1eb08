"""Collects the rows of the three tables from whatever carries them: grids, runs of cells, or lines.

A row is *firm* where its blank cells are visible; from bare lines blanks have vanished.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

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
    full_labels,
)
from gongkai.audit.source import Cells

GROUP, ROW = "", Kind.ROW
LAST_ROWS = frozenset({"fees", "procurement", "carried_out"})
COLUMNS = {REQUESTS: 7, DISPUTES: 15}
HEADER_LENGTH = 7
WIDEST_REMEMBERED, LONGEST_REMEMBERED, REMEMBERED = 20, 400, 4096  # cells and characters of a row; rows
DISPUTE_WORDS = ("结果维持", "尚未审结")
REQUEST_KEYS = {**dict(REQUEST_MARKS), **NUMBERED, **dict.fromkeys(OTHER, "other"), "予以公开": "granted"}
LABELS_OF = {
    PROACTIVE: (re.compile("|".join(mark for mark, _ in PROACTIVE_MARKS)), dict(PROACTIVE_MARKS)),
    REQUESTS: (
        re.compile(
            "|".join(
                GRANTED.pattern if mark == "予以公开" else mark
                for mark in sorted(REQUEST_KEYS, key=len, reverse=True)
            )
        ),
        REQUEST_KEYS,
    ),
}


@dataclass(slots=True)
class Entry:
    """A row as met: its key (None: no label; ``GROUP``: a group's own row), and the cells after it.

    ``header`` is, in table 2, the folded words of the column headings above it; in table 4, those of
    the label before the cells.
    """

    key: str | None
    cells: list[Token]
    firm: bool
    header: str = ""


@dataclass
class Gatherer:
    """The rows met so far. ``table`` is the table the blocks now belong to.

    ``repeats`` tells whether any bare line of the tables has been met twice.
    """

    table: str | None = None
    header: str = ""
    words: str = ""
    met: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    repeats: bool = False
    entries: dict[str, list[Entry]] = field(
        default_factory=lambda: {PROACTIVE: [], REQUESTS: [], DISPUTES: []}
    )

    def enter(self, table: str | None) -> None:
        """What follows belongs to that table, or to none."""
        self.close()
        self.table, self.header = table, ""

    def row(self, cells: Cells) -> None:
        """One row of a grid."""
        is_short = len(cells) <= WIDEST_REMEMBERED and len("".join(cells)) <= LONGEST_REMEMBERED
        said = _remembered(tuple(cells)) if is_short else _said(cells)
        if said.is_head:
            self._other_row(said)
        for label, own in said.rows:
            self.table = label.table
            self.met.add(label.table)
            self.entries[label.table].append(Entry(label.key, list(own), firm=True, header=self.header))
            self.words = ""

    def run(self, cells: Cells) -> None:
        """Cells whose rows are lost, blanks visible: each label owns what follows it."""
        row: list[str] = []
        follows_label = True
        for cell in cells:
            token = classify(cell)
            is_label = type(token) is Label
            if is_label and row and (token.kind is not Kind.HEADER or not follows_label):  # type: ignore[union-attr]  # as told
                self.row(row)
                row = []
            row.append(cell)
            follows_label = is_label
        self.row(row)

    def line(self, words: str, figures: Sequence[Token]) -> None:
        """A bare line of a table: some words, then some figures; either may be missing."""
        written = f"{words} {figures}"
        self.repeats = self.repeats or written in self.lines
        self.lines.add(written)
        self.words += words
        if not figures or self.table is None:
            return
        entries = self.entries[self.table]
        named = [] if self.table == DISPUTES else self._named_for_figures()
        entries += named
        if not named and (not entries or self._begins_anew(entries[-1])):
            entries.append(Entry(None, [], firm=False, header=self.header))
        entries[-1].cells += figures
        self.words = ""

    def close(self) -> None:
        """The end of a table: labels of bare lines left without figures are rows too."""
        if self.table in LABELS_OF:
            known = {entry.key for entry in self.entries[self.table]}
            self.entries[self.table] += [entry for entry in self._named() if entry.key not in known]
        elif self.table == DISPUTES and any(mark in fold(self.words) for mark in DISPUTE_WORDS):
            self.met.add(DISPUTES)
        self.words = ""

    def is_outside(self, text: str) -> bool:
        """Whether a line can be no part of a table: none is open, or the last row of it is full."""
        if self.table is None:
            return True
        entries = self.entries[self.table]
        if self.table == DISPUTES:
            is_complete = sum(len(entry.cells) for entry in entries) >= COLUMNS[DISPUTES]
        else:
            is_complete = bool(entries) and entries[-1].key in LAST_ROWS and bool(entries[-1].cells)
        return is_complete and not _may_belong(text)

    def _begins_anew(self, last: Entry) -> bool:
        """Whether figures without a label cannot belong to the row before."""
        if last.firm:
            return True
        if self.table == DISPUTES:
            return False
        return bool(fold(self.words)) or (self.table == REQUESTS and len(last.cells) >= COLUMNS[REQUESTS])

    def _named_for_figures(self) -> list[Entry]:
        """The rows that the words before some figures name; the figures belong to the last.

        A label may be printed half before and half after its figures, so a single name after
        figures that have none yet may be theirs: then it is no name, and the place must decide.
        """
        named = list(self._named())
        before = self.entries[self.table or PROACTIVE][-1:]
        if not named or self._ends_with_label(named[-1].key):
            return named
        if before and before[0].cells and named[0].key == before[0].key:
            del named[0]
        is_theirs = len(named) == 1 and before and before[0].cells and before[0].key is None
        if not named or is_theirs or named[-1].key == "other":
            return [Entry(None, [], firm=False, header=self.header)]
        return named

    def _ends_with_label(self, key: str | None) -> bool:
        return fold(self.words).endswith(full_labels().get((self.table or "", key or ""), "\0"))

    def _named(self) -> Iterator[Entry]:
        """An empty row for each label among the words, the last one to be filled."""
        folded = fold(self.words)
        pattern, keys = LABELS_OF[self.table or PROACTIVE]
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
        elif "信息内容" in folded or len(folded) > HEADER_LENGTH:
            self.header = folded

    def _other_row(self, said: "_Said") -> None:
        """A row without a row's label: headings, a group's own figures, or figures alone."""
        if said.tables:
            self.table = said.tables[-1]
            self.met.update(said.tables)
        if said.header is not None:
            self.header = said.header
            self.words = ""
        tail = said.tail
        if self.table is None or not (said.has_figures or self._is_blank_row(tail, said.group)):
            self.words += said.noise
            return
        entry = Entry(said.group, list(tail), firm=True, header=self.header)
        if self.table == DISPUTES:
            entry.header = said.last_key
        elif said.group is None:
            self._name(entry, said.noise)
        self._add(entry)
        self.words = ""

    def _name(self, entry: Entry, noise: str) -> None:
        """Give a row of figures the label that stands before it, torn off or among unknown cells."""
        self.words += noise
        named = self._named_for_figures()
        if named:
            entry.key = named[-1].key
            self.entries[self.table or PROACTIVE] += named[:-1]
        while entry.cells and type(entry.cells[0]) is Noise:
            del entry.cells[0]

    def _add(self, entry: Entry) -> None:
        """Add a row; figures alone complete the row before them if that has only its label."""
        entries = self.entries[self.table or PROACTIVE]
        if entry.key is None and entries and entries[-1].firm and not entries[-1].cells:
            entries[-1].cells = entry.cells
        else:
            entries.append(entry)

    def _is_blank_row(self, tail: Sequence[Token], group: str | None) -> bool:
        if self.table == DISPUTES:
            return DISPUTES in self.met and len(tail) >= COLUMNS[DISPUTES]
        return group == "other" and len(tail) >= COLUMNS[REQUESTS]


class _Said(NamedTuple):
    """What the cells of a row say by themselves, whatever table it belongs to.

    ``rows`` are the labels of rows, each with the cells that follow. The others are said of a row without
    one: the ``tables`` and the ``group`` that its labels are of, the ``header`` they make for the rows
    below (None: they are none), the key of the last, the cells after it, and the words of cells that
    are neither figures nor labels.
    """

    rows: tuple[tuple[Label, tuple[Token, ...]], ...] = ()
    is_head: bool = False
    tables: tuple[str, ...] = ()
    group: str | None = None
    header: str | None = None
    last_key: str = ""
    tail: tuple[Token, ...] = ()
    has_figures: bool = False
    noise: str = ""


def _said(cells: Sequence[str]) -> _Said:
    tokens = tuple(map(classify, cells))
    labels = [token for token in tokens if type(token) is Label]
    rows = [label for label in labels if label.kind is ROW]
    if len(rows) == 1 and labels[-1] is rows[0]:
        return _Said(((rows[0], tokens[tokens.index(rows[0]) + 1 :]),))
    places = [at for at, token in enumerate(tokens) if type(token) is Label]
    if not rows:
        return _head(tokens, labels, tokens[places[-1] + 1 :] if places else tokens)
    if len(rows) > 1 and not any(map(is_figure, tokens)):
        return _Said()
    ends = [*places[1:], len(tokens)]
    parted = zip(labels, places, ends, strict=True)
    return _Said(tuple((label, tokens[at + 1 : end]) for label, at, end in parted if label.kind is ROW))


# Headings, and rows of nothing but zeros, are those of many reports.
_remembered = lru_cache(maxsize=REMEMBERED)(_said)


def _head(tokens: tuple[Token, ...], labels: list[Label], tail: tuple[Token, ...]) -> _Said:
    """What a row without a row's label says."""
    heads = [label for label in labels if label.table and label.kind is not Kind.GROUP]
    header = None
    if heads:
        is_item = any(label.kind is Kind.ITEM for label in heads)
        header = "" if is_item else "".join([label.text for label in labels])
    groups = [label.key for label in labels if label.kind is Kind.GROUP]
    return _Said(
        is_head=True,
        tables=tuple(label.table for label in labels if label.table),
        group=groups[-1] if groups else None,
        header=header,
        last_key=labels[-1].key if labels else "",
        tail=tail,
        has_figures=any(map(is_figure, tail)),
        noise="".join([token.text for token in tokens if type(token) is Noise]),
    )


def is_figure(token: Token) -> bool:
    return token is not None and type(token) is not Label and type(token) is not Noise


def _may_belong(text: str) -> bool:
    """Whether the text is a label, a figure, or the end of a label."""
    token = classify(text)
    return type(token) is not Noise or any(fold(text) in label for label in full_labels().values())
