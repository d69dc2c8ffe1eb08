"""Figures of publishing: how much came out, month by month, and how much of it in time (条例 26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from gongkai.catalogue.models import Publication
from gongkai.law.disclosure import Attribute

MONTHS = range(1, 13)
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Timeliness:
    """A month's publications: how many had a last day, and how many of these came out by then."""

    month: int
    published: int
    with_limit: int
    in_time: int

    @property
    def percent(self) -> int | None:
        """The share that was in time; None where nothing had a last day."""
        return round(self.in_time * WHOLE / self.with_limit) if self.with_limit else None


def timeliness(organ: int, year: int) -> tuple[Timeliness, ...]:
    """For each month of a year, what an organ published for the first time, withdrawn since or not."""
    rows = Publication.objects.filter(
        organ=organ, published_at__year=year, attribute=Attribute.ACTIVE
    ).values_list("published_at", "due_on")
    days = [(localtime(published_at).date(), due_on) for published_at, due_on in rows]
    return tuple(_month(number, [pair for pair in days if pair[0].month == number]) for number in MONTHS)


def published_count(organ: int, first: date, last: date) -> int:
    """How many items an organ published for the first time from one day to another, both included."""
    return Publication.objects.filter(
        organ=organ, published_at__date__gte=first, published_at__date__lte=last
    ).count()


def _month(number: int, days: Iterable[tuple[date, date | None]]) -> Timeliness:
    found = list(days)
    limited = [(day, due) for day, due in found if due is not None]
    return Timeliness(number, len(found), len(limited), sum(day <= due for day, due in limited))
