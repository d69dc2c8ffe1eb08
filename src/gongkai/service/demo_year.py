"""The demo organs' year of requests: one of every kind of case, told from the day of the first start."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

from gongkai import data
from gongkai.isolation.roles import Role
from gongkai.law.events import Applicant
from gongkai.letters.actions import Head, set_letterhead
from gongkai.organs.models import Organ, Unit, User
from gongkai.requests.models import InfoRequest
from gongkai.requests.reckoning import rules
from gongkai.requests.tasks.recomputing import brought_up
from gongkai.service.simulation.bulk import Bulk
from gongkai.service.simulation.makers import Dice
from gongkai.service.simulation.odds import Odds, shipped
from gongkai.service.simulation.patterns import Patterns
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.playing import Part, Staff, Stage
from gongkai.service.simulation.scripts import Script
from gongkai.service.simulation.walker import Course, Walker

SOURCE = "demo/requests.toml"
SHOWN = "justice"  # the organ whose every kind of case is told
SEED = 2026
WORKDAYS_FOR_A_COURSE = 62  # what came in earlier has had the time to end
Told = tuple[Course, Mapping[str, Any]]


def facts() -> Mapping[str, Any]:
    """What the year consists of."""
    return data.read_toml(SOURCE)


def count() -> int:
    """About how many steps are told; a case that is split tells two."""
    told = facts()
    return len(told["offices"]) + len(told["cases"]) + len(told["endings"]["contents"])


def first_year(on: date) -> int:
    """The year in which the first of the requests came in."""
    return rules().calendar.add_workdays(_working(on), -WORKDAYS_FOR_A_COURSE).year


def steps(organs: Mapping[str, Organ], *, on: date, by: User) -> Iterator[str]:
    """Enter letterheads and requests, telling each request as it comes in; as the owner."""
    told, odds, rng = facts(), shipped(), Random(SEED)  # noqa: S311  histories, no secrets
    today = _working(on)
    for entry in told["offices"]:
        organ = organs[entry["organ"]]
        set_letterhead(organ, Head(**entry["letterhead"]), on=on, by=by)
        staff = _staff(entry, organ)
        earlier = list(_earlier(entry["background"], today, rng, odds))
        for _ in Bulk(staff, rng, odds, Patterns(on), role=Role.OWNER).write(earlier):
            yield f"{organ.short_name}：早先的申请"
        if entry["organ"] == SHOWN:
            yield from _played(staff, told, today, rng, odds)
        brought_up(list(InfoRequest.objects.filter(organ=organ).select_for_update()), on=on, by=by)


def _played(staff: Staff, told: Mapping[str, Any], today: date, rng: Random, odds: Odds) -> Iterator[str]:
    dice = Dice(rng, odds, rules())
    cases = [*told["cases"], *_endings(told["endings"])]
    stage, known = Stage(staff, rng, odds, role=Role.OWNER), 0
    parts = [
        Part(Script.of(entry).course(dice, today), _person(entry, rng, odds), entry.get("letters", False))
        for entry in cases
    ]
    for _ in stage.perform(parts):
        yield from (request.gist for request in stage.requests[known:])
        known = len(stage.requests)


def _endings(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One closed case for every letter that answers, each a working day after the last."""
    for place, (code, content) in enumerate(told["contents"].items()):
        steps = [
            [told["first"] + place + offset, label, *([{"letter": code}] if label == "拟稿" else [])]
            for offset, label in told["steps"]
        ]
        yield {"content": content, "steps": steps, "letters": code in told["letters"]}


def _earlier(count: int, today: date, rng: Random, odds: Odds) -> Iterator[Course]:
    """Requests of this year, and of the last one while this year is young, that have had time to end."""
    calendar = rules().calendar
    last = calendar.add_workdays(today, -WORKDAYS_FOR_A_COURSE)
    first = date(first_year(today), 1, 1)
    walker = Walker(rng, odds, today)
    span = calendar.workdays_between(first, last)
    for place in sorted(rng.choices(range(span), k=count)):
        yield walker.course(calendar.add_workdays(first, place + 1))


def _person(entry: Mapping[str, Any], rng: Random, odds: Odds) -> Mapping[str, Any]:
    return applicant(rng, odds, kind=Applicant(entry.get("applicant", Applicant.NATURAL.value)))


def _staff(entry: Mapping[str, Any], organ: Organ) -> Staff:
    unit = Unit.objects.filter(organ=organ).order_by("-is_disclosure_office", "pk")[0]
    clerk, head = (User.objects.get(email=entry[role]) for role in ("clerk", "head"))
    return Staff(organ, unit, clerk, head)


def _working(on: date) -> date:
    """The day, or the working day before it: nothing is done on a day of rest."""
    calendar = rules().calendar
    return on if calendar.is_workday(on) else calendar.add_workdays(on, -1)
