"""The three tables of a report as typed values. Blank is None, never zero."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import cast

from gongkai.law.annual.forms import Form

Figure = int | Decimal | None
Row = tuple[int | None, ...]


@dataclass(frozen=True)
class Tables:
    """The figures of tables 2, 3 and 4 on one form.

    A row or block that was not found is absent from its mapping; a cell that was found blank is
    None. ``requests`` rows have the form's seven columns in order: six kinds of applicant, total.
    """

    form: Form
    proactive: Mapping[str, Mapping[str, Figure]]
    requests: Mapping[str, Row]
    disputes: Mapping[str, Mapping[str, int | None]]

    def cells(self) -> Iterator[tuple[str, Figure]]:
        """Every cell found, with its name (``requests.new.total``)."""
        for row, figures in self.proactive.items():
            for column, figure in figures.items():
                yield f"proactive.{row}.{column}", figure
        for row, values in self.requests.items():
            for column, value in zip(self.form.applicants, values, strict=True):
                yield f"requests.{row}.{column}", value
        for block, outcomes in self.disputes.items():
            for column, outcome in outcomes.items():
                yield f"disputes.{block}.{column}", outcome

    @cached_property
    def filled_requests(self) -> Mapping[str, Sequence[int]]:
        """Table 3, each row ``filled``."""
        if None in self.request_figures:
            return {row: filled(values) for row, values in self.requests.items()}
        return cast("Mapping[str, Sequence[int]]", self.requests)

    @cached_property
    def request_figures(self) -> frozenset[int | None]:
        """The different figures of table 3; None among them where a cell is blank."""
        return frozenset[int | None]().union(*self.requests.values())

    def request(self, row: str, column: str = "total") -> int | None:
        """A cell of table 3; None where it is blank or the row was not found."""
        values = self.requests.get(row)
        return None if values is None else values[tuple(self.form.applicants).index(column)]

    def group(self, group: str, column: str = "total") -> int | None:
        """The sum of a result group's rows; None where every row is blank or missing."""
        rows = [row.key for row in self.form.request_rows if group in (row.group, row.key)]
        found = [value for row in rows if (value := self.request(row, column)) is not None]
        return sum(found) if found else None


def filled(values: Row) -> list[int]:
    """The row with blanks as 0; a blank 总计 is the row's sum, so that one blank is one finding.

    >>> filled((3, None, 1, None, None, None, None))
    [3, 0, 1, 0, 0, 0, 4]
    """
    if None not in values:
        return list(cast("list[int]", values))
    figures = [value or 0 for value in values]
    if values[-1] is None:
        figures[-1] = sum(figures)
    return figures
