"""Applicants that nobody takes for real: names with 示例, a region that does not exist, no such telephone."""

from datetime import date, timedelta
from random import Random
from typing import Any

from gongkai.law.events import Applicant
from gongkai.service.simulation.odds import Odds, picked

BORN_FROM, BORN_WITHIN = date(1950, 1, 1), 18_000  # days: grown up today
NUMBERS = 10_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
SIGNS = "10X98765432"


def applicant(rng: Random, odds: Odds, *, kind: Applicant | None = None) -> dict[str, Any]:
    """What an applicant's form says, of that kind or of any."""
    kind = kind or Applicant(picked(rng, odds.applicants))
    people, number = odds.people, rng.randrange(NUMBERS)
    told = {
        "kind": kind.value,
        "name": people[kind.value].format(stem=rng.choice(people["stems"])),
        "phone": people["phone"].format(number=number),
        "address": people["address"].format(number=number),
        "postcode": people["postcode"],
        "email": people["email"].format(number=number),
        "form": rng.choice(people["forms"]),
        "way": "post",
    }
    if kind is Applicant.NATURAL:
        return told | {"id_kind": "居民身份证", "id_number": citizen_number(rng, people["region"])}
    return told | {"contact": people["natural"].format(stem=rng.choice(people["stems"]))}


def citizen_number(rng: Random, region: str) -> str:
    """A number of the right form, in a region that no person can come from.

    >>> citizen_number(Random(1), "139900")
    '139900195612131330'
    """
    born = BORN_FROM + timedelta(days=rng.randrange(BORN_WITHIN))
    first = f"{region}{born:%Y%m%d}{rng.randrange(1000):03}"
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + SIGNS[total % 11]
