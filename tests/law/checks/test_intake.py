from datetime import date

from tests.law.casefiles import RULES
from tests.law.checkcases import assert_says, checked

from gongkai.law.casefile import CaseFile
from gongkai.law.checks import Outcome
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


def test_a_file_without_a_submission_lacks_its_day():
    verdict = c03_receipt_was_confirmed(CaseFile(on=date(2026, 10, 19), rules=RULES))
    assert verdict.outcome is Outcome.MISSING
    assert "申请提交日期" in verdict.message
