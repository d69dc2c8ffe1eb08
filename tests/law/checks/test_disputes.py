from datetime import date

from tests.law.casefiles import RULES, lawful
from tests.law.checkcases import assert_says, checked

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.disputes import (
    c32_evidence_is_fixed_at_sending,
    c33_evidence_is_handed_in_on_time,
    c34_ordered_reply_is_new_and_in_time,
    unproved,
)
from gongkai.law.evidence import Bundle
from gongkai.law.outcomes import Evidence


def test_nothing_is_held_against_a_file_without_a_list_of_evidence():
    assert unproved(CaseFile(on=date(2026, 10, 19), rules=RULES)) == ()


def test_what_the_letter_must_rest_on_and_the_file_lacks_is_named():
    file = lawful("L18")
    assert unproved(file) == ()
    bare = CaseFile(on=file.on, rules=RULES, draft=file.draft, bundle=Bundle(held=()))
    assert unproved(bare) == (Evidence.SEARCH_LOG,)


@checked(
    c32_evidence_is_fixed_at_sending, c33_evidence_is_handed_in_on_time, c34_ordered_reply_is_new_and_in_time
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
