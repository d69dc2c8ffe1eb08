"""Looking at visits: a year by its months, a month by its days, and the pages most read."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.channels import queries
from gongkai.channels.queries import Visits
from gongkai.channels.rules import IMPORT_VISITS, VIEW_VISITS
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.desk.listing import exported, wanted
from gongkai.desk.organs.finding import standing_of
from gongkai.desk.visits.naming import names
from gongkai.faces.bars import Bars, Group
from gongkai.organs.models import Organ

MOST_PAGES = 20
TITLES = ("时段", "访问量", "独立用户", "机器访问")


@dataclass(frozen=True, slots=True)
class Span:
    """A year, or a month of it."""

    year: int
    month: int = 0

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        return f"{self.year}年{self.month}月" if self.month else f"{self.year}年"


@require_safe
@needs(VIEW_VISITS)
def overview(request: StaffRequest) -> HttpResponse:
    """What was read in a year or a month, as a chart, a table and a file."""
    organ = _organ(request)
    years = queries.years(organ.pk) or [localdate().year]
    span = _span(request, years)
    rows = _rows(organ, span)
    total = queries.whole(rows, "合计")
    if kind := wanted(request):
        return exported(f"{organ.short_name}{span.words}网站访问量", kind, _table([*rows, total]))
    pages = queries.top_pages(organ.pk, span.first, span.last, MOST_PAGES)
    known = names(organ.pk, [one.page for one in pages])
    context: dict[str, Any] = {
        "organ": organ,
        "organs": _organs(request),
        "span": span,
        "years": years,
        "by_year": queries.by_year(organ.pk),
        "rows": rows,
        "total": total,
        "chart": _chart(organ, span, rows),
        "pages": [(known[one.page], f"/{organ.slug}/{one.page}", one) for one in pages],
        "since": queries.since(organ.pk),
        "may_import": request.user.has_perm(IMPORT_VISITS, organ),
    }
    return render(request, "desk/visits/overview.html", context)


def _rows(organ: Organ, span: Span) -> list[Visits]:
    if span.month:
        return queries.days(organ.pk, span.year, span.month)
    whole = queries.undivided(organ.pk, span.year)
    return [*queries.months(organ.pk, span.year), *([whole] if whole.views else [])]


def _chart(organ: Organ, span: Span, rows: Sequence[Visits]) -> Bars | None:
    groups = [Group(one.label, (one.views, one.visitors)) for one in rows]
    title = f"{organ.short_name}{span.words}网站访问量和独立用户"
    return Bars(title, ("访问量", "独立用户"), groups) if any(one.views for one in rows) else None


def _table(rows: Sequence[Visits]) -> list[tuple[object, ...]]:
    return [TITLES, *((one.label, one.views, one.visitors, one.robots) for one in rows)]


def _organs(request: StaffRequest) -> list[Organ]:
    return list(Organ.objects.filter(pk__in=standing_of(request).scope.organs).order_by("region_code", "pk"))


def _organ(request: StaffRequest) -> Organ:
    slug = request.GET.get("organ", "")
    chosen = next((one for one in _organs(request) if one.slug == slug), None)
    return chosen or working_organ(request)


def _span(request: StaffRequest, years: Sequence[int]) -> Span:
    year, month = (_number(request.GET.get(name, "")) for name in ("year", "month"))
    return Span(year if year in years else years[0], month if month in queries.MONTHS else 0)


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) <= len("2026") else 0
