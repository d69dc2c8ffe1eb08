from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.replies import (
    c19_other_organ_is_named,
    c20_public_source_works,
    c21_every_item_is_answered,
    c22_repetition_has_an_earlier_reply,
    c23_petition_label_was_reviewed,
    c24_processing_is_really_needed,
    c28_other_form_has_a_reason,
)


@checked(
    c19_other_organ_is_named,
    c20_public_source_works,
    c21_every_item_is_answered,
    c22_repetition_has_an_earlier_reply,
    c23_petition_label_was_reviewed,
    c24_processing_is_really_needed,
    c28_other_form_has_a_reason,
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
