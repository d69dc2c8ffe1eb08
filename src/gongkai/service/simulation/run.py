"""A whole simulation: so many organs, so many requests, over years, the same for the same seed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from gongkai.isolation.roles import Role
from gongkai.requests.reckoning import rules
from gongkai.service.simulation.bulk import Bulk
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.offices import offices
from gongkai.service.simulation.patterns import Patterns
from gongkai.service.simulation.playing import Staff, Stage
from gongkai.service.simulation.walker import Course, Walker

MOST_COURSES = 20_000  # different ones; a million requests share them
LARGER_FIRST = 4  # the n-th organ is asked as often as 1 / (n + 4)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked for; ``bulk`` writes the rows without going through the acts."""

    organs: int
    requests: int
    first_year: int
    last_year: int
    seed: int
    bulk: bool = False
    with_letters: bool = True


def steps(plan: Plan, *, today: date, at: datetime) -> Iterator[tuple[str, int]]:
    """Do it, telling what is done now and how much of the whole that was; as the owner.

    The whole is ``plan.requests`` for the courses and ``plan.requests`` for writing them down.
    """
    odds, rng = shipped(), Random(plan.seed)  # noqa: S311  histories, no secrets
    until = min(today, date(plan.last_year, 12, 31))
    with transaction.atomic():
        staff = list(offices(plan.organs, odds, on=today, at=at))
    walker = Walker(rng, odds, until)
    distinct = plan.requests if not plan.bulk else min(plan.requests, MOST_COURSES)
    courses: list[Course] = []
    for day in days(plan, until, distinct, rng):
        courses.append(walker.course(day))
        yield (
            "推演",
            plan.requests * len(courses) // distinct - plan.requests * (len(courses) - 1) // distinct,
        )
    patterns = Patterns(until)
    for one, mine in shared_out(staff, courses, plan.requests, rng):
        for count in written(plan, one, mine, Random(rng.random()), patterns):  # noqa: S311
            yield one.organ.short_name, count


def days(plan: Plan, until: date, count: int, rng: Random) -> list[date]:
    """Working days on which requests come in, over all the years."""
    first = date(plan.first_year, 1, 1)
    calendar = rules().calendar
    found = [first + DAY * n for n in range((until - first).days + 1)]
    working = [day for day in found if calendar.is_workday(day)]
    return sorted(rng.choices(working, k=count))


def shared_out(
    staff: Sequence[Staff], courses: Sequence[Course], count: int, rng: Random
) -> Iterator[tuple[Staff, list[Course]]]:
    """Each organ with what it is asked: every course once, then again by chance until there are enough."""
    weights = [1 / (place + LARGER_FIRST) for place in range(1, len(staff) + 1)]
    wanted = [*courses, *rng.choices(courses, k=count - len(courses))]
    shares: dict[int, list[Course]] = defaultdict(list)
    for place, course in zip(rng.choices(range(len(staff)), weights, k=count), wanted, strict=True):
        shares[place].append(course)
    for place, mine in sorted(shares.items()):
        yield staff[place], mine


def written(
    plan: Plan, staff: Staff, courses: Sequence[Course], rng: Random, patterns: Patterns
) -> Iterator[int]:
    """Write an organ's courses down; yields how many requests each time."""
    if plan.bulk:
        yield from Bulk(staff, rng, shipped(), patterns, role=Role.OWNER).write(courses)
        return
    stage = Stage(staff, rng, shipped(), role=Role.OWNER, with_letters=plan.with_letters)
    before = 0
    for _ in stage.play(courses):
        yield len(stage.requests) - before
        before = len(stage.requests)
