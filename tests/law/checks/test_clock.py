from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.clock import (
    c01_reply_in_time,
    c05_extension_was_agreed_and_told,
    c06_only_consultations_pause_the_clock,
    c07_supplement_was_asked_rightly,
    c36_asking_for_reasons_stops_nothing,
)


@checked(
    c01_reply_in_time,
    c05_extension_was_agreed_and_told,
    c06_only_consultations_pause_the_clock,
    c07_supplement_was_asked_rightly,
    c36_asking_for_reasons_stops_nothing,
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
