"""The demo organs and people, entered by the same acts as real ones."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from gongkai import data
from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.organs.actions import OrganFacts, Person, fill_post, invite, open_organ, open_unit
from gongkai.organs.models import Organ, Role, Unit, User
from gongkai.service import demo_catalogue, demo_reports, demo_site, demo_year

SOURCE = "demo/organs.toml"
SINCE = date(2025, 1, 1)


def facts() -> dict[str, Any]:
    """What the demo consists of."""
    return dict(data.read_toml(SOURCE))


def is_there() -> bool:
    """Whether some organ exists, so that nothing is entered a second time."""
    return Organ.objects.exists()


def steps(*, on: date, at: datetime, bare: bool = False) -> Iterator[str]:
    """Enter everything, telling each thing as it is done; as the owner, in a transaction of the caller's.

    ``bare`` leaves it at organs and people: no items, no requests.
    """
    told = facts()
    system = User.objects.get(email=User.SYSTEM_EMAIL)
    scope.take(scope.Scope(role=DatabaseRole.OWNER, user=system.pk))
    organs: dict[str, Organ] = {}
    for entry in told["organs"]:
        organs[entry["slug"]] = _organ(dict(entry), organs, on=on, by=system)
        yield entry["name"]
    for entry in told["posts"]:
        fill_post(
            organs[entry["organ"]],
            entry["post"],
            entry["holder"],
            title=entry.get("title", ""),
            since_on=SINCE,
            on=on,
            by=system,
        )
    password = make_password(told["password"])
    people: dict[str, User] = {}
    for entry in told["people"]:
        # They were there before the first request of the demo's year.
        person = _person(entry, organs[entry["organ"]], password, on=SINCE, at=at, by=system)
        people[entry["email"].partition("@")[0]] = person
        yield entry["name"]
    if bare:
        return
    yield from demo_catalogue.steps(organs, people, on=on, by=system)
    yield from demo_reports.steps(organs, on=on)
    yield from demo_year.steps(organs, on=on, by=system)
    yield from demo_site.steps(organs, on=on, at=at, by=system)


def _organ(entry: dict[str, Any], organs: dict[str, Organ], *, on: date, by: User) -> Organ:
    units, superior = entry.pop("units"), entry.pop("superior", None)
    organ = open_organ(organs[superior] if superior else None, OrganFacts(**entry), on=on, by=by)
    for place, name in enumerate(units):
        open_unit(organ, name, is_disclosure_office=place == 0, on=on, by=by)
    return organ


def _person(entry: dict[str, Any], organ: Organ, password: str, *, on: date, at: datetime, by: User) -> User:
    user = invite(
        organ,
        Person(email=entry["email"], name=entry["name"]),
        roles=[Role(role) for role in entry["roles"]],
        unit=Unit.objects.filter(organ=organ).order_by("pk").first(),
        on=on,
        at=at,
        by=by,
    )
    # Nobody reads the mail of these addresses: they have their password at once.
    User.objects.filter(pk=user.pk).update(password=password)
    return user
