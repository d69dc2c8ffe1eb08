"""The table as a whole: 36 results for any file, and none open in a lawful one."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from tests.law.anyfile import FOLDED, files
from tests.law.casefiles import ENDINGS, RULES, lawful
from tests.law.checkcases import BOOK

from gongkai import facts
from gongkai.law.casefile import CaseFile
from gongkai.law.checks import CHECKS, Outcome, Severity, open_blocks, run_checks
from gongkai.law.checks.verdicts import CHECK_IDS
from gongkai.law.evidence import FormGiven
from gongkai.law.outcomes import OUTCOMES

ALWAYS_APPLY = {"C26", "C27", "C30", "C31", "C35"}
# A withdrawal needs neither remedy nor evidence; the letter to a third party is about a settled opinion.
NOT_NEEDED = {("L31", "venue"), ("L31", "bundle"), ("L07", "third_party")}
ONLY_LATE = {"C01", "C33"}
ONLY_INCOMPLETE = {"C19"}


def refolded(file: CaseFile, **changes) -> CaseFile:
    """The same file with some of its facts changed, or on another day."""
    kept = {field.name: getattr(file, field.name) for field in fields(file) if field.name not in FOLDED}
    on = changes.pop("on", file.on)
    return CaseFile.of(file.events, on=on, rules=RULES, **{**kept, **changes})


def written_down(file: CaseFile) -> set[str]:
    """The facts of a file that can be left out and are not."""
    return {
        field.name
        for field in fields(file)
        if field.default is None and field.name not in FOLDED and getattr(file, field.name) is not None
    }


def results_of(file: CaseFile, rules=None):
    return {result.id: result for result in run_checks(file, rules or facts.checks())}


def test_the_table_holds_c01_to_c36_in_order():
    assert tuple(check.id for check in CHECKS) == CHECK_IDS
    assert tuple(BOOK) == CHECK_IDS
    assert all(check.judge.__name__.startswith(check.id.lower()) for check in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_has_a_case_for_each_thing_it_can_say(check):
    gives = {case["gives"] for case in BOOK[check.id]}
    wrong = {"past"} if check.id in ONLY_LATE else set() if check.id in ONLY_INCOMPLETE else {"failed"}
    otherwise = set() if check.id in ALWAYS_APPLY else {"not_applicable"}
    assert {"ok", "missing"} | wrong | otherwise <= gives


@pytest.mark.parametrize("code", ENDINGS)
def test_a_complete_lawful_file_may_be_signed(code):
    open_ = {id_: result.message for id_, result in results_of(lawful(code)).items() if result.is_open}
    assert open_ == {}


def test_there_is_a_lawful_file_for_every_letter_that_ends_or_decides():
    assert set(ENDINGS) == {code for code, kind in OUTCOMES.items() if kind.is_final or kind.ends_request}


def test_the_lawful_files_break_no_rule_of_the_procedure():
    assert {code: lawful(code).refused for code in ENDINGS if lawful(code).refused} == {}


def test_a_late_file_is_logged_and_may_still_be_signed():
    results = run_checks(refolded(lawful("L13"), on=date(2026, 11, 30)), facts.checks())
    assert [result.id for result in results if result.is_logged] == ["C01"]
    assert open_blocks(results) == ()


def test_an_empty_file_may_not_be_signed():
    results = run_checks(CaseFile(on=date(2026, 10, 19), rules=RULES), facts.checks())
    blocks = [result.id for result in open_blocks(results)]
    assert blocks == ["C01", "C21", "C25", "C26", "C27", "C30", "C31", "C32", "C35"]
    assert {result.outcome for result in results} == {Outcome.MISSING, Outcome.NOT_APPLICABLE}


def test_a_failed_warning_stops_only_where_the_office_made_it_a_block():
    file = refolded(lawful("L13"), form=FormGiven(wanted="纸质件", given="查阅"))
    assert results_of(file)["C28"].outcome is Outcome.FAILED
    assert not results_of(file)["C28"].stops_signing
    assert results_of(file, facts.checks().tightened({"C28": Severity.BLOCK}))["C28"].stops_signing


def test_another_day_within_the_term_changes_nothing():
    file = lawful("L13")
    later = refolded(file, on=file.on + timedelta(days=1))
    assert [r.outcome for r in results_of(later).values()] == [r.outcome for r in results_of(file).values()]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_any_file_gives_36_results_each_with_a_sentence_that_names_its_basis(file):
    results = run_checks(file, facts.checks())
    assert tuple(result.id for result in results) == CHECK_IDS
    for result in results:
        assert result.message.endswith("。")
        assert "None" not in result.message
        assert result.provisions
        assert "《" in result.message or not result.is_open


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code in ENDINGS for name in sorted(written_down(lawful(code)))]
)
def test_a_fact_left_out_of_a_lawful_file_is_asked_for(code, name):
    without = results_of(refolded(lawful(code), **{name: None}))
    asked_for = {id_ for id_, result in without.items() if result.outcome is Outcome.MISSING}
    assert bool(asked_for) is ((code, name) not in NOT_NEEDED)
