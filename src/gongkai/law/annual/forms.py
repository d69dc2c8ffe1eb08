"""The two forms of the annual report, as values: which rows, columns and blocks there are.

The forms themselves are data (``gongkai.data``, ``forms/``); this gives them types and names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TOTAL = "total"
NEW, CARRIED_IN, CARRIED_OUT = "new", "carried_in", "carried_out"
FRAME_ROWS = (NEW, CARRIED_IN, TOTAL, CARRIED_OUT)


@dataclass(frozen=True)
class ProactiveRow:
    """A row of table 2; ``item`` is the item of article 20 it reports on."""

    key: str
    label: str
    item: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class RequestRow:
    """A row of table 3; ``group`` names the result group the row belongs to."""

    key: str
    number: str
    label: str
    group: str | None

    @property
    def is_leaf(self) -> bool:
        """Whether closed requests are counted here, each in one such row."""
        return self.key not in FRAME_ROWS


@dataclass(frozen=True)
class Block:
    """One of the three blocks of table 4; ``over`` is the header cell above it."""

    key: str
    label: str
    over: str | None


@dataclass(frozen=True)
class Form:
    """One version of the form, with every label as printed."""

    version: str
    source: str
    proactive_title: str
    proactive_rows: tuple[ProactiveRow, ...]
    proactive_columns: Mapping[str, str]
    requests_title: str
    identity: str
    applicants: Mapping[str, str]
    groups: Mapping[str, str]
    request_rows: tuple[RequestRow, ...]
    disputes_title: str
    blocks: tuple[Block, ...]
    outcomes: Mapping[str, str]
    headings: tuple[str, ...]

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Form":
        """The form from its data file."""
        proactive, requests, disputes = facts["proactive"], facts["requests"], facts["disputes"]
        return cls(
            version=facts["version"],
            source=facts["source"],
            proactive_title=proactive["title"],
            proactive_rows=tuple(
                ProactiveRow(key, label, group["item"], tuple(group["columns"]))
                for group in proactive["items"]
                for key, label in group["rows"]
            ),
            proactive_columns=dict(proactive["columns"]),
            requests_title=requests["title"],
            identity=requests["identity"],
            applicants=dict(requests["columns"]),
            groups=dict(requests["groups"]),
            request_rows=tuple(RequestRow(*row) for row in requests["rows"]),
            disputes_title=disputes["title"],
            blocks=tuple(Block(*block) for block in disputes["blocks"]),
            outcomes=dict(disputes["columns"]),
            headings=tuple(facts["headings"]),
        )

    @cached_property
    def leaf_keys(self) -> tuple[str, ...]:
        """The rows a closed request can end in."""
        return tuple(row.key for row in self.request_rows if row.is_leaf)

    @cached_property
    def rows_by_key(self) -> dict[str, RequestRow]:
        return {row.key: row for row in self.request_rows}

    @cached_property
    def proactive_by_key(self) -> dict[str, ProactiveRow]:
        return {row.key: row for row in self.proactive_rows}

    @cached_property
    def rows_of_group(self) -> dict[str, tuple[str, ...]]:
        """The rows of each result group; a row of its own, as （一）予以公开, is a group of one."""
        names = {row.group or row.key for row in self.request_rows if row.is_leaf}
        return {
            name: tuple(row.key for row in self.request_rows if name in (row.group, row.key))
            for name in names
        }

    @cached_property
    def totals_of_group(self) -> dict[str, tuple[str, ...]]:
        """As ``rows_of_group``, the cells under 总计 in those rows."""
        return {
            name: tuple(f"requests.{row}.{TOTAL}" for row in rows)
            for name, rows in self.rows_of_group.items()
        }

    @cached_property
    def cells_of_request(self) -> dict[str, tuple[str, ...]]:
        """The cells of each row of table 3, named as in findings."""
        return {
            row.key: tuple(f"requests.{row.key}.{column}" for column in self.applicants)
            for row in self.request_rows
        }

    def group_of(self, row: str) -> str | None:
        return self.rows_by_key[row].group

    def cell_label(self, cell: str) -> str:
        """How to call a cell in a sentence to a clerk, as 表三“一、新收”的“自然人”列.

        ``cell`` is written as in findings: table, row or block, column, joined by dots.
        """
        table, rest = cell.split(".", 1)
        row, _, column = rest.rpartition(".")
        if not row:
            row, column = column, ""
        if table == "proactive":
            return f"表二“{self.proactive_by_key[row].label}”{self._column(self.proactive_columns, column)}"
        if table == "requests":
            named = self.rows_by_key.get(rest)
            row, column = (rest, "") if named else (row, column)
            return f"表三“{self.request_label(row)}”{self._column(self.applicants, column)}"
        block = next(block.label for block in self.blocks if block.key == row)
        return f"表四“{block}”{self._column(self.outcomes, column)}"

    def request_label(self, row: str) -> str:
        """The row's number and the first words of its label, as 三（三）1.属于国家秘密."""
        found = self.rows_by_key[row]
        short = found.label.split("（", 1)[0]
        number = found.number.replace("(", "（").replace(")", "）")
        return f"{number}{'.' if number[-1].isdigit() else '、'}{short}"

    @staticmethod
    def _column(labels: Mapping[str, str], column: str) -> str:
        return f"的“{labels[column]}”" if column else ""
