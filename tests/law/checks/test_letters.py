"""C25 and C26, and that the letters and notices composed by the law itself pass them."""

from datetime import date

import pytest
from tests.law.casefiles import RULES
from tests.law.checkcases import assert_says, checked

from gongkai import facts
from gongkai.law.casefile import CaseFile, Conclusion, Draft
from gongkai.law.checks import Outcome
from gongkai.law.checks.letters import c25_remedy_is_right, c26_citations_are_in_force
from gongkai.law.events import Delivery
from gongkai.law.letters import compose
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import Decision, OrganKind, Reviewer, Venue, reconsideration_organ, remedy
from gongkai.law.statutes import GIR

FINAL = [code for code, kind in OUTCOMES.items() if kind.is_final and code != "L32"]
WITHHELD = {"L15": ("L16d",)}


def venue_of(organ: OrganKind, on: date) -> Venue:
    roles = reconsideration_organ(organ, on=on).choices
    return Venue(
        organ=organ,
        reviewers=tuple(Reviewer(role, f"示例{role.label}") for role in roles),
        delivery=Delivery.ONLINE,
        online_channel="https://fuyi.example.cn",
    )


def file_of(code: str, on: date, venue: Venue, **draft) -> CaseFile:
    conclusion = Conclusion(item=1, letter=code, withheld=WITHHELD.get(code, ()))
    return CaseFile(
        on=on, rules=RULES, venue=venue, draft=Draft(letter=code, conclusions=(conclusion,), **draft)
    )


@checked(c25_remedy_is_right, c26_citations_are_in_force)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)


@pytest.mark.parametrize("on", [date(2023, 6, 1), date(2026, 10, 19)])
@pytest.mark.parametrize("organ", OrganKind)
@pytest.mark.parametrize("code", ["L13", "L15", "L16d", "L17"])
def test_the_notice_that_the_law_writes_passes(code, organ, on):
    venue = venue_of(organ, on)
    withheld = (GIR.art(15),) if code == "L15" else ()
    told = remedy(Decision(code=code, on=on, withheld=withheld), venue, facts.remedy_texts(), RULES.practice)
    found = c25_remedy_is_right(file_of(code, on, venue, remedy=told.text))
    assert (found.outcome, found.message) == (Outcome.OK, found.message)


@pytest.mark.parametrize("code", FINAL)
def test_the_example_of_every_letter_passes(code):
    template = facts.letters()[code]
    venue = venue_of(OrganKind.DEPARTMENT, template.example_on)
    letter = compose(
        template,
        template.example(),
        on=template.example_on,
        practice=RULES.practice,
        texts=facts.remedy_texts(),
        venue=venue,
    )
    file = file_of(code, template.example_on, venue, text=letter.text, remedy=letter.remedy.text)
    for judge in (c25_remedy_is_right, c26_citations_are_in_force):
        found = judge(file)
        assert (found.outcome, found.message) == (Outcome.OK, found.message)
