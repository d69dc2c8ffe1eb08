from dataclasses import replace

import pytest
from tests.real_tables import record, tables_of

from gongkai import facts
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.years import (
    repeated_percent,
    y_0_the_year_before,
    y_1_carried_over,
    y_2_documents_in_force,
    y_3_items,
    y_4_pending_disputes,
    y_5_similar_text,
)

EARLIER = tables_of(record("宿迁市人民政府", 2023))
TABLES = tables_of(record("宿迁市人民政府", 2024))
NEXT = tables_of(record("宿迁市人民政府", 2025))
NOTHING = Tables(facts.form("2021"), {}, {}, {})
VILLAGE = tables_of(record("桐梓县夜郎镇", 2023))


def verdicts(findings) -> set[Verdict]:
    return {finding.verdict for finding in findings}


def test_what_was_carried_out_is_carried_in_column_by_column():
    (finding,) = y_1_carried_over(TABLES, EARLIER)
    assert finding.verdict is Verdict.PASS
    assert "121件" in finding.message


def test_a_carry_over_that_differs_fails_in_its_column():
    changed = replace(TABLES, requests={**TABLES.requests, "carried_in": (119, 3, 0, 0, 0, 0, 121)})
    (finding,) = y_1_carried_over(changed, EARLIER)
    assert finding.cells == ("requests.carried_in.natural",)
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 118, 119)


def test_blank_columns_in_a_carry_over_are_zero():
    blank = replace(
        EARLIER, requests={**EARLIER.requests, "carried_out": (118, 3, None, None, None, None, 121)}
    )
    assert verdicts(y_1_carried_over(TABLES, blank)) == {Verdict.PASS}


@pytest.mark.parametrize("rule", [y_1_carried_over, y_2_documents_in_force, y_4_pending_disputes])
def test_without_figures_of_both_years_nothing_is_said(rule):
    assert verdicts(rule(NOTHING, EARLIER)) == {Verdict.NOT_ASSESSABLE}
    assert verdicts(rule(TABLES, NOTHING)) == {Verdict.NOT_ASSESSABLE}


def test_stocks_of_three_real_years_hold():
    assert verdicts(y_2_documents_in_force(TABLES, EARLIER)) == {Verdict.PASS}
    assert verdicts(y_2_documents_in_force(NEXT, TABLES)) == {Verdict.PASS}


def test_a_stock_that_does_not_follow_is_a_warning():
    proactive = {**TABLES.proactive, "norms": {**TABLES.proactive["norms"], "in_force": 430}}
    (finding,) = y_2_documents_in_force(replace(TABLES, proactive=proactive), EARLIER)
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.UNCERTAIN, 420, 430)


def with_fees(items: int, change: int) -> Tables:
    return replace(
        VILLAGE, proactive={**VILLAGE.proactive, "fees": {"last_year_items": items, "change": change}}
    )


def test_items_of_the_2019_form_follow_from_last_year():
    assert verdicts(y_3_items(with_fees(3, 0), with_fees(2, 1))) == {Verdict.PASS}
    assert verdicts(y_3_items(with_fees(4, 0), with_fees(2, 1))) == {Verdict.FAIL}
    assert y_3_items(TABLES, EARLIER) == ()
    assert verdicts(y_3_items(VILLAGE, NOTHING)) == {Verdict.NOT_ASSESSABLE}


def test_cases_pending_last_year_are_counted_again():
    assert verdicts(y_4_pending_disputes(TABLES, EARLIER)) == {Verdict.PASS}
    few = replace(TABLES, disputes={"reconsideration": {"upheld": 5, "total": 5}})
    (finding,) = y_4_pending_disputes(few, EARLIER)
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.UNCERTAIN, 26, 5)


def test_old_sentences_with_new_figures_are_the_same_text():
    old = "2023年，本机关共收到政府信息公开申请12件，全部按时答复，群众满意度进一步提高。"
    new = "2024年，本机关共收到政府信息公开申请37件，全部按时答复，群众满意度进一步提高。"
    limits = facts.limits()
    (finding,) = y_5_similar_text(new, old, limits=limits)
    assert (finding.verdict, finding.found) == (Verdict.UNCERTAIN, 100)
    other = "今年完成了政府网站的改版，新设两个专栏，办事指南全部重写，并在每个乡镇设立了查阅点。"
    assert verdicts(y_5_similar_text(other, old, limits=limits)) == {Verdict.PASS}
    assert verdicts(y_5_similar_text("短", old, limits=limits)) == {Verdict.NOT_ASSESSABLE}


def test_half_of_a_text_taken_over_is_about_half():
    assert repeated_percent("甲乙丙丁戊己庚辛", "甲乙丙丁子丑寅卯", length=1) == 50


@pytest.mark.parametrize(
    ("organ", "year", "expected"),
    [
        ("保定市司法局", 2022, Verdict.PASS),
        ("保定市司法局", 2021, Verdict.UNCERTAIN),
        ("保定市财政局", 2022, Verdict.UNCERTAIN),
        (None, None, Verdict.PASS),
    ],
)
def test_only_the_same_organs_year_before_is_compared(organ, year, expected):
    findings = y_0_the_year_before("保定市司法局", 2023, previous_organ=organ, previous_year=year)
    assert verdicts(findings) == {expected}
