"""The cases of cases/checks.yaml: a lawful file, what is changed in it, and what the check must say."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.books import book
from tests.law.casefiles import CASES, built, plain_file

from gongkai.law.casefile import CaseFile
from gongkai.law.checks import CHECKS, Verdict

BOOK = book(CASES / "checks.yaml")
BY_ID = {check.id: check for check in CHECKS}


@dataclass(frozen=True)
class CheckCase:
    """One case: the check's id, its title, the file, what it must give and say."""

    id: str
    it: str
    file: CaseFile
    gives: str
    says: tuple[str, ...]


def checked(*judges: Callable[[CaseFile], Verdict]) -> pytest.MarkDecorator:
    """Runs a test over the cases of these checks, as ``judge`` and ``case``."""
    found = [(judge, case) for judge in judges for case in cases_of(judge)]
    return pytest.mark.parametrize(
        ("judge", "case"), found, ids=[f"{case.id} {case.it}" for _, case in found]
    )


def cases_of(judge: Callable[[CaseFile], Verdict]) -> list[CheckCase]:
    """The cases of the check that the function is."""
    (check,) = (check for check in CHECKS if check.judge is judge)
    return [
        CheckCase(
            check.id, given["it"], changed(given), given["gives"], tuple(map(str, given.get("says", ())))
        )
        for given in BOOK[check.id]
    ]


def changed(given: dict[str, Any]) -> CaseFile:
    """The base file with the case's changes."""
    plain = plain_file(given["base"])
    plain["seen"] = given.get("seen", plain["seen"])
    for path, value in given.get("set", {}).items():
        put(plain, path, value)
    for path in given.get("without", ()):
        take(plain, path)
    dropped = set(given.get("drop", ()))
    told = [one for one in plain["events"] if one[1] not in dropped] + given.get("add", [])
    plain["events"] = sorted(told, key=lambda one: (one[0], one[1] != "提交申请"))
    return built(plain)


def put(plain: dict[str, Any], path: str, value: Any) -> None:
    holder, last = holder_of(plain, path)
    holder[last] = copy.deepcopy(value)


def take(plain: dict[str, Any], path: str) -> None:
    holder, last = holder_of(plain, path)
    del holder[last]


def holder_of(plain: dict[str, Any], path: str) -> tuple[Any, Any]:
    """Where a dotted path ends: the mapping or list, and the key or place in it."""
    *way, last = path.split(".")
    holder: Any = plain
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return holder, last


def assert_says(judge: Callable[[CaseFile], Verdict], case: CheckCase) -> None:
    """The check gives what the case expects, in words that name article and action."""
    verdict = BY_ID[case.id].run(case.file)
    given = "past" if verdict.past else str(verdict.outcome)
    assert (given, verdict.message) == (case.gives, verdict.message)
    for words in case.says:
        assert words in verdict.message
    if case.gives != "not_applicable":
        assert judge(case.file) == verdict
