from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.third_parties import (
    c12_third_party_was_asked,
    c13_silence_is_read_rightly,
    c14_release_over_objection_was_explained,
)


@checked(c12_third_party_was_asked, c13_silence_is_read_rightly, c14_release_over_objection_was_explained)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
