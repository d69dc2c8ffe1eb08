from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.disputes import (
    c32_evidence_is_fixed_at_sending,
    c33_evidence_is_handed_in_on_time,
    c34_ordered_reply_is_new_and_in_time,
)


@checked(
    c32_evidence_is_fixed_at_sending, c33_evidence_is_handed_in_on_time, c34_ordered_reply_is_new_and_in_time
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
