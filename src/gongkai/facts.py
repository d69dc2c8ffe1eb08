"""The shipped facts as values of the law, each read once."""

from collections.abc import Mapping, Sequence
from functools import cache

from gongkai import data
from gongkai.law.annual.forms import Form
from gongkai.law.annual.limits import Limits
from gongkai.law.annual.powers import RuleMakers
from gongkai.law.checks import CheckRules
from gongkai.law.holidays import Notice, notices_from_facts
from gongkai.law.letters import LetterTemplate
from gongkai.law.numbers import IndexFormat
from gongkai.law.practice import Practice
from gongkai.law.remedies import RemedyTexts
from gongkai.law.statutes import REPORT_FORM_2021
from gongkai.law.websites import WebsiteRules
from gongkai.law.workdays import Calendar

FORM_VERSIONS = ("2021", "2019")


@cache
def form(version: str) -> Form:
    """The report's form of that version, ``2021`` or ``2019``."""
    return Form.from_facts(data.read_json(f"forms/{version}.json"))


def form_of(year: int) -> Form:
    """The form that reports for that year follow."""
    return form("2021" if year >= REPORT_FORM_2021.in_force.year else "2019")


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


@cache
def index_formats() -> dict[str, IndexFormat]:
    """The forms of index number as shipped, by key; ``credit_code`` is the recommended one."""
    formats = data.read_toml("index-numbers.toml")
    return {key: IndexFormat.from_facts(key, entry) for key, entry in formats.items()}


@cache
def limits() -> Limits:
    """Where the warnings on an annual report begin."""
    return Limits.from_facts(data.read_toml("annual/limits.toml"))


@cache
def rule_makers() -> RuleMakers:
    """Which organs can make 规章, by their names."""
    return RuleMakers.from_facts(data.read_toml("annual/rule-makers.toml"))


@cache
def overview_topics() -> Mapping[str, Sequence[str]]:
    """What part 一 of an annual report covers, with the words that show it."""
    return data.read_toml("annual/topics.toml")


@cache
def vertical_organs() -> tuple[str, ...]:
    """Words in the names of organs that report to their own line."""
    return tuple(data.read_toml("annual/rollup.toml")["vertical"])


@cache
def checks() -> CheckRules:
    """How grave each check is and what it rests on, as shipped."""
    return CheckRules.from_facts(data.read_toml("checks.toml"))


@cache
def letters() -> Mapping[str, LetterTemplate]:
    """The letters L01 to L32 as shipped, by code."""
    parts = data.read_toml("letter_parts.toml")
    found = (
        LetterTemplate.from_facts(data.read_toml(file), parts) for file in data.names("letters", ".toml")
    )
    return {template.code: template for template in found}


@cache
def website_rules() -> WebsiteRules:
    """What a page of a government website must carry, as shipped."""
    return WebsiteRules.from_facts(data.read_toml("websites.toml"))
