from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.grounds import (
    c10_internal_paper_stayed_inside,
    c11_separation_was_considered,
    c15_secret_was_classified_before,
    c16_harm_is_concrete,
    c17_process_ground_still_holds,
    c18_no_text_opens_the_enforcement_file,
)


@checked(
    c10_internal_paper_stayed_inside,
    c11_separation_was_considered,
    c15_secret_was_classified_before,
    c16_harm_is_concrete,
    c17_process_ground_still_holds,
    c18_no_text_opens_the_enforcement_file,
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
