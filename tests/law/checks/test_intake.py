from tests.law.checkcases import assert_says, checked

from gongkai.law.checks.intake import (
    c02_mail_counts_from_the_signature,
    c03_receipt_was_confirmed,
    c04_transfer_was_prompt,
    c35_no_purpose_was_demanded,
)


@checked(
    c02_mail_counts_from_the_signature,
    c03_receipt_was_confirmed,
    c04_transfer_was_prompt,
    c35_no_purpose_was_demanded,
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)
