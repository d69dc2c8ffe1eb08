from dataclasses import replace

from tests.law.casefiles import RULES, lawful
from tests.law.checkcases import assert_says, checked

from gongkai.law.casefile import CaseFile
from gongkai.law.checks import Outcome
from gongkai.law.checks.clock import (
    c01_reply_in_time,
    c05_extension_was_agreed_and_told,
    c06_only_consultations_pause_the_clock,
    c07_supplement_was_asked_rightly,
    c36_asking_for_reasons_stops_nothing,
)
from gongkai.law.procedure import Rules


@checked(
    c01_reply_in_time,
    c05_extension_was_agreed_and_told,
    c06_only_consultations_pause_the_clock,
    c07_supplement_was_asked_rightly,
    c36_asking_for_reasons_stops_nothing,
)
def test_a_case_is_judged_as_written(judge, case):
    assert_says(judge, case)


def test_asking_for_reasons_stops_the_clock_where_the_office_has_chosen_so():
    rules = Rules(RULES.calendar, replace(RULES.practice, reasons_asked_stop_the_clock=True))
    file = lawful("L12")
    verdict = c36_asking_for_reasons_stops_nothing(CaseFile.of(file.events, on=file.on, rules=rules))
    assert verdict.outcome is Outcome.OK
    assert "待律师确认" in verdict.message
