"""A complete and lawful file for every letter that ends or decides, read from cases/casefiles.yaml."""

import copy
from pathlib import Path
from typing import Any

from tests.books import book
from tests.law.stories import events

from gongkai import facts
from gongkai.law.casefile import CaseFile
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.plain import facts_of
from gongkai.law.procedure import Rules

CASES = Path(__file__).parent / "cases"
BOOK = book(CASES / "casefiles.yaml")
RULES = Rules(facts.calendar(), facts.practice())
ENDINGS = tuple(BOOK["files"])
OF_THE_STORY = {"own", "drafted", "after", "ends", "start", "letter_of_case"}
OF_THE_LETTER = {"cites", "remedy", "withheld", "reasons", "answers_by"}


def plain_file(code: str) -> dict[str, Any]:
    """The lawful file that ends with that letter, as plain data: ``seen``, ``events`` and the facts."""
    own = copy.deepcopy(BOOK["files"][code])
    kept = {name: value for name, value in own.items() if name not in OF_THE_STORY | OF_THE_LETTER}
    common = copy.deepcopy(BOOK["common"])
    plain = {**common, "events": story(code, own), "draft": letter(code, own), **kept}
    plain["bundle"]["held"] += proofs(plain["draft"])
    return plain


def proofs(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """One piece of evidence for everything that letter, conclusions and grounds must rest on."""
    codes = [draft["letter"], *(c for one in draft["conclusions"] for c in (one["letter"], *one["withheld"]))]
    needed = dict.fromkeys(need for code in codes for need in OUTCOMES[code].evidence)
    return [{"name": need.value, "shows": need.name, "obtained_on": BOOK["drafted_on"]} for need in needed]


def story(code: str, own: dict[str, Any]) -> list[list[Any]]:
    """What happened, from the request to the draft or the ending without a reply."""
    start = BOOK["correction"] if own.get("start") == "correction" else BOOK["starts"]["online"]
    told = [*copy.deepcopy(start), *own.get("own", [])]
    if own.get("ends", True):
        drafted = [BOOK["drafted_on"], "拟稿", {"letter": own.get("letter_of_case", code)}]
        told += [*copy.deepcopy(BOOK["reviews"]), own.get("drafted", drafted)]
    return told + own.get("after", [])


def letter(code: str, own: dict[str, Any]) -> dict[str, Any]:
    """The draft with one conclusion on the one item asked for."""
    conclusion = {
        "item": 1,
        "letter": own.get("answers_by", code),
        "withheld": own.get("withheld", []),
        "reasons": own.get("reasons", "依据相应条款作出"),
    }
    return {
        "letter": code,
        "conclusions": [conclusion],
        "provisions": own["cites"],
        "remedy": BOOK["remedies"][own["remedy"]],
        "answers_by": own.get("answers_by", ""),
    }


def built(plain: dict[str, Any]) -> CaseFile:
    """The file that plain data of this form describe."""
    given = dict(plain)
    seen, told = given.pop("seen"), given.pop("events")
    return CaseFile.of(events(told), on=seen, rules=RULES, **facts_of(given))


def lawful(code: str) -> CaseFile:
    """The complete and lawful file that ends with that letter."""
    return built(plain_file(code))
