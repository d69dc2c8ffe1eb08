from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.service import (
    c27_service_is_lawful,
    c30_signature_and_recital_are_right,
    c31_nothing_private_leaks,
)


@checked(c27_service_is_lawful, c30_signature_and_recital_are_right, c31_nothing_private_leaks)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
