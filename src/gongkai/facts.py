"""The shipped facts as values of the law, each read once."""

from functools import cache

from gongkai import data
from gongkai.law.annual.forms import Form
from gongkai.law.practice import Practice

FORM_VERSIONS = ("2021", "2019")


@cache
def form(version: str) -> Form:
    """The report's form of that version, ``2021`` or ``2019``."""
    return Form.from_facts(data.read_json(f"forms/{version}.json"))


@cache
def practice() -> Practice:
    """The unconfirmed choices as shipped."""
    return Practice.from_facts(data.read_toml("practice.toml"))
