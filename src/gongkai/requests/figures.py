"""Table 3 of the annual report, counted by the database from the rows of requests, and what is behind it.

``law.annual.counting`` says what counts where; here the same is asked of the database in one aggregation.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, F, Q, QuerySet, Value, When

from gongkai import facts
from gongkai.law.annual.counting import CountedRequest, request_rows
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, NEW, TOTAL, Form
from gongkai.law.annual.tables import Row
from gongkai.law.events import Applicant
from gongkai.law.procedure import Kind
from gongkai.requests.models import InfoRequest


class NoSuchCellError(ValueError):
    """Table 3 of that year has no such row or column."""


@dataclass(frozen=True, slots=True)
class RequestsTable:
    """Table 3 of a year.

    Attributes:
        rows: every row of the form, six kinds of applicant and their total.
        without_kind: requests that came in and cannot be counted, for nobody has entered who asked.
    """

    rows: Mapping[str, Row]
    without_kind: int


def table_of(organs: Collection[int], year: int) -> RequestsTable:
    """Table 3 of these organs together."""
    counts = _counts(year).filter(organ_id__in=organs)
    return _table(counts.values(*GROUPS).annotate(count=Count("*")), facts.form_of(year))


def tables_of_all(year: int) -> dict[int, RequestsTable]:
    """Table 3 of each organ that the reader may see and that has something to count, by one query."""
    found: dict[int, list[dict[str, Any]]] = {}
    for group in _counts(year).values("organ_id", *GROUPS).annotate(count=Count("*")):
        found.setdefault(group["organ_id"], []).append(group)
    form = facts.form_of(year)
    return {organ: _table(groups, form) for organ, groups in found.items()}


def behind(organs: Collection[int], year: int, row: str, kind: str = TOTAL) -> QuerySet[InfoRequest]:
    """The requests that a cell of table 3 counts.

    Args:
        organs: ids of the organs that are counted together.
        year: of the report.
        row: of the form, as ``new`` or ``denied.internal``; a group of rows, as ``denied``, is its sum.
        kind: of applicant, or ``total``.

    Raises:
        NoSuchCellError: the form of that year has no such row or column.
    """
    form = facts.form_of(year)
    if kind not in form.applicants:
        raise NoSuchCellError(f"表三没有“{kind}”这一列")
    asked_by = Q(applicant_kind=kind) if kind != TOTAL else ~Q(applicant_kind="")
    return _in_year(year).filter(asked_by, _in_row(form, year, row), organ_id__in=organs)


def without_kind(organs: Collection[int], year: int) -> QuerySet[InfoRequest]:
    """Requests that belong into table 3 of a year and cannot be counted: nobody has entered who asked."""
    return _in_year(year).filter(organ_id__in=organs, applicant_kind="")


def cells_of(request: InfoRequest, year: int) -> tuple[str, ...]:
    """The cells of table 3 that a request adds one to in a year, without the totals of rows."""
    if request.kind != Kind.REQUEST or request.received_on is None or not request.applicant_kind:
        return ()
    kind = Applicant(request.applicant_kind)
    row = _leaf(facts.form_of(year), request.row) if request.closed_on else None
    counted = CountedRequest(kind, request.received_on, request.closed_on, row)
    return tuple(f"requests.{found}.{kind}" for found in request_rows(year, counted))


def cells_by_year(request: InfoRequest, *, last: int) -> dict[int, tuple[str, ...]]:
    """The cells that a request feeds, for each year from its receipt on."""
    if request.received_on is None:
        return {}
    years = range(request.received_on.year, last + 1)
    return {year: cells for year in years if (cells := cells_of(request, year))}


GROUPS = ("applicant_kind", "is_new", "result")


def _in_year(year: int) -> QuerySet[InfoRequest]:
    """What table 3 of a year counts in some row: received by its end and not closed before it began."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    still_there = Q(closed_on__isnull=True) | Q(closed_on__gte=first)
    return InfoRequest.objects.filter(still_there, kind=Kind.REQUEST.value, received_on__lte=last)


def _counts(year: int) -> QuerySet[InfoRequest]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    is_new = ExpressionWrapper(Q(received_on__gte=first), output_field=BooleanField())
    result = Case(When(closed_on__lte=last, then=F("row")), default=Value(""))
    return _in_year(year).annotate(is_new=is_new, result=result).order_by()


def _table(groups: Iterable[Mapping[str, Any]], form: Form) -> RequestsTable:
    counted: Counter[tuple[str, str]] = Counter()
    without = 0
    for group in groups:
        kind, count = group["applicant_kind"], group["count"]
        if not kind:
            without += count
            continue
        for row in _rows_of(form, is_new=group["is_new"], result=group["result"]):
            counted[row, kind] += count
    kinds = tuple(form.applicants)[:-1]
    rows = {}
    for each in form.request_rows:
        figures = tuple(counted[each.key, kind] for kind in kinds)
        rows[each.key] = (*figures, sum(figures))
    return RequestsTable(rows, without)


def _rows_of(form: Form, *, is_new: bool, result: str) -> tuple[str, ...]:
    entered = NEW if is_new else CARRIED_IN
    return (entered, _leaf(form, result), TOTAL) if result else (entered, CARRIED_OUT)


def _leaf(form: Form, row: str) -> str:
    """A row as the form has it: that of 2019 has one 其他处理 where that of 2021 has three."""
    return row if row in form.leaf_keys else row.partition(".")[0]


def _in_row(form: Form, year: int, row: str) -> Q:
    first, last = date(year, 1, 1), date(year, 12, 31)
    frame = {
        NEW: Q(received_on__gte=first),
        CARRIED_IN: Q(received_on__lt=first),
        TOTAL: Q(closed_on__lte=last),
        CARRIED_OUT: Q(closed_on__isnull=True) | Q(closed_on__gt=last),
    }
    if row in frame:
        return frame[row]
    if row in form.leaf_keys and "." in row:
        return Q(closed_on__lte=last, row=row)
    if row in form.rows_of_group:
        return Q(closed_on__lte=last) & (Q(row=row) | Q(row__startswith=f"{row}."))
    raise NoSuchCellError(f"表三没有“{row}”这一行")
