"""Readers of visits, by day, month, year and page; of what was brought in; of what readers reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from gongkai.channels.models import EarlierImport, EarlierTotal, ErrorReport, PageDay, SiteDay

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Visits:
    """What was counted in some time.

    Attributes:
        label: of which time, in words.
        views: 访问量: pages shown to people.
        visitors: 独立用户: different visitors of each day, added up over the days.
        robots: pages shown to machines; they are in neither of the two.
    """

    label: str
    views: int = 0
    visitors: int = 0
    robots: int = 0

    def __add__(self, other: "Visits") -> "Visits":
        return Visits(
            self.label,
            self.views + other.views,
            self.visitors + other.visitors,
            self.robots + other.robots,
        )


@dataclass(frozen=True, slots=True)
class PageVisits:
    """What was counted of one page in some time."""

    page: str
    views: int
    visitors: int


def since(organ: int) -> date | None:
    """The first day that this system counted for an organ; none where it has not begun."""
    found: date | None = SiteDay.objects.filter(organ=organ).aggregate(first=Min("on"))["first"]
    return found


def years(organ: int) -> list[int]:
    """The years of which something is known, the newest first."""
    counted = SiteDay.objects.filter(organ=organ).dates("on", "year")
    earlier = EarlierTotal.objects.filter(organ=organ).dates("since_on", "year")
    return sorted({one.year for one in (*counted, *earlier)}, reverse=True)


def days(organ: int, year: int, month: int) -> list[Visits]:
    """The days of a month of which something is known, in order."""
    counted = SiteDay.objects.filter(organ=organ, on__year=year, on__month=month)
    found = {one.on: Visits(f"{one.on.day}日", one.views, one.visitors, one.robots) for one in counted}
    for one in _earlier(organ, year).filter(since_on__month=month):
        if one.since_on == one.until_on:
            label = f"{one.since_on.day}日"
            found[one.since_on] = found.get(one.since_on, Visits(label)) + _of(one)
    return [found[on] for on in sorted(found)]


def months(organ: int, year: int) -> list[Visits]:
    """The twelve months of a year; what is known of the whole year only stands in none of them."""
    found = {month: Visits(f"{month}月") for month in MONTHS}
    counted = SiteDay.objects.filter(organ=organ, on__year=year).annotate(month=ExtractMonth("on"))
    sums = counted.values("month").annotate(
        views_=Sum("views"), visitors_=Sum("visitors"), robots_=Sum("robots")
    )
    for row in sums.order_by():
        found[row["month"]] += Visits("", row["views_"], row["visitors_"], row["robots_"])
    for one in _earlier(organ, year):
        if one.since_on.month == one.until_on.month:
            found[one.since_on.month] += _of(one)
    return list(found.values())


def undivided(organ: int, year: int) -> Visits:
    """What was brought in for a whole year without its months."""
    label = f"{year}年（未分月）"
    found = [one for one in _earlier(organ, year) if one.since_on.month != one.until_on.month]
    return whole((_of(one) for one in found), label)


def by_year(organ: int) -> list[Visits]:
    """All years of which something is known, the newest first."""
    return [whole((*months(organ, year), undivided(organ, year)), f"{year}年") for year in years(organ)]


def top_pages(organ: int, first: date, last: date, most: int) -> list[PageVisits]:
    """The pages most read by people in a span of days."""
    found = PageDay.objects.filter(organ=organ, on__range=(first, last), views__gt=0)
    rows = found.values("page").annotate(views_=Sum("views"), visitors_=Sum("visitors"))
    ordered = rows.order_by("-views_", "page")[:most]
    return [PageVisits(row["page"], row["views_"], row["visitors_"]) for row in ordered]


def imports(organ: int) -> QuerySet[EarlierImport]:
    """What was brought in, the newest first, with its totals."""
    found = EarlierImport.objects.filter(organ=organ).select_related("imported_by").order_by("-pk")
    return found.prefetch_related("totals")


def of_import(batch: EarlierImport) -> list[Visits]:
    """The totals of an import."""
    return [_of(one) for one in batch.totals.all()]


def overlapped(organ: int, first: date, last: date) -> EarlierTotal | None:
    """An earlier total that shares a day with this span, if there is one."""
    found = EarlierTotal.objects.filter(organ=organ, since_on__lte=last, until_on__gte=first)
    return found.select_related("batch").order_by("since_on").first()


def _earlier(organ: int, year: int) -> QuerySet[EarlierTotal]:
    """No span that can be brought in reaches over a year's end."""
    return EarlierTotal.objects.filter(organ=organ, since_on__year=year)


def _of(total: EarlierTotal) -> Visits:
    return Visits("", total.views, total.visitors)


def whole(found: Iterable[Visits], label: str) -> Visits:
    """The sum of some, under a name."""
    return sum(found, Visits(label))


def error_reports() -> QuerySet[ErrorReport]:
    """What readers reported, as far as the reader may see it, the newest first."""
    return ErrorReport.objects.select_related("organ", "ended_by").order_by("-reported_at", "-pk")


def open_reports(organ: int) -> QuerySet[ErrorReport]:
    """What of an organ is to be dealt with, most pressing first."""
    found = error_reports().filter(organ=organ, state=ErrorReport.State.NEW)
    return found.order_by("due_on", "pk")


def reported_before(organ: int, once: UUID) -> ErrorReport | None:
    """The report that the same form made."""
    return error_reports().filter(organ=organ, once=once).first()


def to_purge(organ: int, ended_before: date) -> QuerySet[ErrorReport]:
    """Reports that ended before a day, and whose words are still there."""
    return ErrorReport.objects.filter(
        organ=organ, ended_on__isnull=False, ended_on__lt=ended_before, purged_on__isnull=True
    )
