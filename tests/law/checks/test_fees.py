from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.fees import c29_fee_is_right


@checked(c29_fee_is_right)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
