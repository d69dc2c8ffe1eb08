"""The three tables of a report as typed values. Blank is None, never zero."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

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
