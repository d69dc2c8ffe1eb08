"""What the tests of simulations share: courses, and who plays them."""

from datetime import date, timedelta
from functools import cache
from random import Random

from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of
from gongkai.requests.reckoning import sums
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.playing import Staff
from gongkai.service.simulation.walker import Walker

FIRST, UNTIL = date(2025, 3, 3), date(2026, 6, 30)


@cache
def courses(count, *, seed=1, until=UNTIL):
    """So many courses, from a fortnight after each other."""
    walker = Walker(Random(seed), shipped(), until)
    return [walker.course(FIRST + timedelta(days=n * 430 // count)) for n in range(count)]


def families(found):
    """All courses with those split off."""
    return [one for course in found for one in (course, *families(course.parts))]


def staff(office):
    return Staff(office.cast.justice, office.unit, office.cast.wang, office.cast.zhou)


def assert_sound(*, on):
    """Every row is the sum of its entries, and numbers have no gaps."""
    rows = list(InfoRequest.objects.order_by("year", "number"))
    assert rows
    for row in rows:
        found = sums(case_of(row), on)
        assert {name: getattr(row, name) for name in found} == found
    for year in {row.year for row in rows}:
        numbers = [row.number for row in rows if row.year == year]
        assert numbers == list(range(1, len(numbers) + 1))
