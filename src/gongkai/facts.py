"""The shipped facts as values of the law, each read once."""

from functools import cache

from gongkai import data
from gongkai.law.annual.forms import Form
from gongkai.law.holidays import Notice, notices_from_facts
from gongkai.law.practice import Practice
from gongkai.law.remedies import RemedyTexts
from gongkai.law.workdays import Calendar

FORM_VERSIONS = ("2021", "2019")


@cache
def form(version: str) -> Form:
    """The report's form of that version, ``2021`` or ``2019``."""
    return Form.from_facts(data.read_json(f"forms/{version}.json"))


@cache
def practice() -> Practice:
    """The unconfirmed choices as shipped."""
    return Practice.from_facts(data.read_toml("practice.toml"))


@cache
def notices() -> tuple[Notice, ...]:
    """The State Council's notices as shipped, every version, oldest year first."""
    files = data.names("calendars", ".toml")
    return tuple(notice for file in files for notice in notices_from_facts(data.read_toml(file)))


@cache
def calendar() -> Calendar:
    """The working days by all notices as shipped."""
    return Calendar.from_notices(notices())


@cache
def remedy_texts() -> RemedyTexts:
    """The wordings of the remedy notices as shipped."""
    return RemedyTexts.from_facts(data.read_toml("remedies.toml"))
