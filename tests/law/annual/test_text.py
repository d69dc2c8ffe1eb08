from dataclasses import replace
from decimal import Decimal

import pytest
from tests.real_tables import record, tables_of

from gongkai import facts
from gongkai.law.annual.claims import Claim, FeeTold, Growth, Itemised, Narrative, Share, Told
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.text import (
    all_upheld_as_told,
    applicants_as_told,
    carried_as_told,
    carried_out_is_not_closed,
    closed_as_told,
    decisions_as_told,
    disputes_as_told,
    every_request_has_a_result,
    fee_parts_add_up,
    fee_sentence,
    growth_as_told,
    norms_as_told,
    parts_add_up,
    received_as_told,
    results_add_up,
    results_as_told,
    shares_as_told,
    t3_7_fee_told,
    withdrawn_inside_other,
)
from gongkai.law.practice import Practice

SUQIAN_2023 = tables_of(record("宿迁市人民政府", 2023))
SUQIAN_2024 = tables_of(record("宿迁市人民政府", 2024))
SHUYANG = tables_of(record("沭阳县人民政府", 2025))
SHANGHAI_2019 = tables_of(record("上海市人民政府办公厅", 2019))
NOTHING = Tables(facts.form("2021"), {}, {}, {})


def told(*claims: tuple[Told | tuple[Told, ...], int], **more) -> Narrative:
    return Narrative(tuple(claim(what, value) for what, value in claims), **more)


def claim(what: Told | tuple[Told, ...], value: int, **more) -> Claim:
    whats = what if isinstance(what, tuple) else (what,)
    return Claim(whats, value, f"{'、'.join(whats)}{value}件", **more)


def verdict(findings) -> Verdict:
    (finding,) = findings
    return finding.verdict


@pytest.mark.parametrize("value", [3511, 3607])
def test_received_may_be_the_new_ones_or_the_new_and_the_carried_in(value):
    assert verdict(received_as_told(told((Told.RECEIVED, value)), SUQIAN_2023)) is Verdict.PASS


def test_received_that_is_neither_fails_and_shows_both_readings():
    (finding,) = received_as_told(told((Told.RECEIVED, 3600)), SUQIAN_2023)
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 3511, 3600)
    assert finding.cells == ("requests.new.total", "requests.carried_in.total")
    assert "3511" in finding.message
    assert "3607" in finding.message


def test_an_unsure_wording_is_never_more_than_uncertain():
    unsure = Narrative((claim(Told.RECEIVED, 3600, sure=False),))
    assert verdict(received_as_told(unsure, SUQIAN_2023)) is Verdict.UNCERTAIN


def test_a_smaller_figure_beside_the_right_one_is_taken_for_a_part():
    assert verdict(closed_as_told(told((Told.CLOSED, 718), (Told.CLOSED, 90)), SHUYANG)) is Verdict.PASS


def test_a_larger_figure_beside_the_right_one_is_uncertain():
    findings = closed_as_told(told((Told.CLOSED, 718), (Told.CLOSED, 820)), SHUYANG)
    assert verdict(findings) is Verdict.UNCERTAIN


def test_figures_told_apart_may_add_up_to_the_cell():
    assert verdict(closed_as_told(told((Told.CLOSED, 700), (Told.CLOSED, 18)), SHUYANG)) is Verdict.PASS


def test_closed_is_the_total_of_results_alone():
    assert verdict(closed_as_told(told((Told.CLOSED, 749)), SHUYANG)) is Verdict.FAIL


def test_a_rounded_figure_agrees_within_its_last_digit():
    rounded = Narrative((claim(Told.PERMITS, 517_600, step=100, sure=False),))
    assert verdict(decisions_as_told(rounded, SHUYANG)) is Verdict.PASS
    exact = Narrative((claim(Told.PERMITS, 517_600),))
    assert verdict(decisions_as_told(exact, SHUYANG)) is Verdict.FAIL


def test_what_is_carried_in_and_out_stands_in_its_rows():
    right = told((Told.CARRIED_IN, 36), (Told.CARRIED_OUT, 31))
    assert verdict(carried_as_told(right, SHUYANG)) is Verdict.PASS
    (finding,) = carried_as_told(told((Told.CARRIED_OUT, 36)), SHUYANG)
    assert finding.cells == ("requests.carried_out.total",)


def test_a_result_is_the_sum_of_its_group_also_where_row_totals_are_blank():
    both = (Told.GRANTED, Told.PARTIAL)
    findings = results_as_told(told((both, 258), (Told.UNAVAILABLE, 265), (Told.DENIED, 35)), SHANGHAI_2019)
    assert [(finding.expected, finding.found) for finding in findings] == [(275, 258), (337, 265)]
    assert {finding.verdict for finding in findings} == {Verdict.FAIL}


def test_the_one_row_of_other_on_the_2019_form_is_its_own_group():
    assert verdict(results_as_told(told((Told.OTHER, 0)), SHANGHAI_2019)) is Verdict.PASS


@pytest.mark.parametrize(("natural", "legal"), [(705, 8), (741, 8), (710, 8)])
def test_applicants_are_split_over_new_or_new_and_carried(natural, legal):
    findings = applicants_as_told(told((Told.NATURAL, natural), (Told.LEGAL, legal)), SHUYANG)
    assert verdict(findings) is Verdict.PASS


def test_suits_are_both_blocks_together_and_may_be_told_with_reconsiderations():
    assert verdict(disputes_as_told(told((Told.SUITS, 13)), SHUYANG)) is Verdict.PASS
    both = (Told.RECONSIDERATION, Told.SUITS)
    assert verdict(disputes_as_told(told((both, 74)), SHUYANG)) is Verdict.PASS
    assert verdict(disputes_as_told(told((Told.RECONSIDERATION, 60)), SHUYANG)) is Verdict.FAIL


def test_normative_documents_stand_in_table_2_of_either_form():
    assert verdict(norms_as_told(told((Told.NORMS, 6)), SHUYANG)) is Verdict.PASS
    assert verdict(norms_as_told(told((Told.NORMS, 60)), SHANGHAI_2019)) is Verdict.PASS
    assert verdict(norms_as_told(told((Told.NORMS_REPEALED, 2)), SHUYANG)) is Verdict.FAIL


def test_a_claim_without_figures_to_compare_cannot_be_assessed():
    for rule, what in [
        (received_as_told, Told.RECEIVED),
        (disputes_as_told, Told.SUITS),
        (norms_as_told, Told.NORMS),
    ]:
        assert verdict(rule(told((what, 3)), NOTHING)) is Verdict.NOT_ASSESSABLE


def test_a_narrative_without_claims_yields_no_finding():
    assert received_as_told(Narrative(), SHUYANG) == ()
    assert shares_as_told(Narrative(), SHUYANG) == ()


def share(value: int, percent: str, what: Told = Told.OTHER) -> Narrative:
    return Narrative(shares=(Share(claim(what, value), Decimal(percent), f"占{percent}%"),))


@pytest.mark.parametrize(
    ("value", "percent", "holds"),
    [(319, "26.78", True), (319, "26.8", True), (319, "26", True), (319, "27", True), (319, "26.9", False)],
)
def test_a_share_is_of_all_results_rounded_or_cut_off(value, percent, holds):
    tables = tables_of(record("测试市", 2025))
    tables = replace(tables, requests={**tables.requests, "total": (1191, 0, 0, 0, 0, 0, 1191)})
    expected = Verdict.PASS if holds else Verdict.FAIL
    assert verdict(shares_as_told(share(value, percent), tables)) is expected


def test_a_share_without_tables_is_of_what_the_text_says_was_closed():
    narrative = replace(share(966, "66.48"), claims=(claim(Told.CLOSED, 1453),))
    assert verdict(shares_as_told(narrative, NOTHING)) is Verdict.PASS
    assert (
        verdict(shares_as_told(replace(narrative, claims=(claim(Told.CLOSED, 1499),)), NOTHING))
        is Verdict.UNCERTAIN
    )
    assert verdict(shares_as_told(share(966, "66.48"), NOTHING)) is Verdict.NOT_ASSESSABLE


def grown(percent: str) -> Narrative:
    return Narrative(growths=(Growth(claim(Told.RECEIVED, 3646), Decimal(percent), f"同比增长{percent}%"),))


@pytest.mark.parametrize(
    ("percent", "expected"), [("1.05", Verdict.PASS), ("1.08", Verdict.PASS), ("1.3", Verdict.FAIL)]
)
def test_a_growth_is_recomputed_with_a_small_tolerance(percent, expected):
    assert verdict(growth_as_told(grown(percent), SUQIAN_2023, limits=facts.limits())) is expected


def test_a_growth_needs_last_years_report():
    limits = facts.limits()
    assert verdict(growth_as_told(grown("1.05"), None, limits=limits)) is Verdict.NOT_ASSESSABLE
    assert verdict(growth_as_told(grown("1.05"), NOTHING, limits=limits)) is Verdict.NOT_ASSESSABLE
    assert growth_as_told(Narrative(), None, limits=limits) == ()


SHANGHAI_RESULTS = (
    ((Told.GRANTED, Told.PARTIAL), 258),
    (Told.DENIED, 35),
    (Told.UNAVAILABLE, 265),
    (Told.NOT_PROCESSED, 158),
    (Told.OTHER, 0),
)


def test_all_classes_told_add_up_to_what_was_closed():
    (finding,) = results_add_up(told((Told.CLOSED, 805), *SHANGHAI_RESULTS), SHANGHAI_2019)
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 805, 716)
    assert verdict(results_add_up(told((Told.CLOSED, 716), *SHANGHAI_RESULTS), SHANGHAI_2019)) is Verdict.PASS


def test_classes_left_out_may_be_the_rest():
    some = told((Told.CLOSED, 718), (Told.GRANTED, 294), (Told.PARTIAL, 101), (Told.OTHER, 159))
    assert results_add_up(some, SHUYANG) == ()
    wrong = told((Told.CLOSED, 718), (Told.GRANTED, 294), (Told.PARTIAL, 101), (Told.OTHER, 149))
    assert verdict(results_add_up(wrong, SHUYANG)) is Verdict.FAIL


def test_a_split_by_unit_adds_up_to_the_whole():
    parts = (349, 933, 477, 301, 874, 216, 348, 55, 26, 12, 16)
    whole = claim(Told.RECEIVED, 3607)
    assert verdict(parts_add_up(Narrative(itemised=(Itemised(whole, parts, "收办3607件"),)))) is Verdict.PASS
    (finding,) = parts_add_up(Narrative(itemised=(Itemised(whole, parts[1:], "收办3607件"),)))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.UNCERTAIN, 3607, 3258)


def test_a_request_carried_out_cannot_be_among_the_closed():
    inside = claim(Told.CARRIED_OUT, 114, inside=(Told.CLOSED,))
    assert verdict(carried_out_is_not_closed(Narrative((claim(Told.CLOSED, 1422), inside)))) is Verdict.FAIL
    assert carried_out_is_not_closed(told((Told.CLOSED, 1422), (Told.CARRIED_OUT, 114))) == ()


def test_a_withdrawn_request_must_be_in_a_class():
    classes = [(what, 0) for what in (Told.GRANTED, Told.PARTIAL, Told.DENIED, Told.OTHER)]
    narrative = told((Told.RECEIVED, 1), (Told.WITHDRAWN, 1), *classes)
    (finding,) = every_request_has_a_result(narrative, NOTHING)
    assert finding.verdict is Verdict.FAIL
    assert "撤回" in finding.message
    counted = told((Told.WITHDRAWN, 1), *classes[:-1], (Told.OTHER, 1))
    assert every_request_has_a_result(counted, NOTHING) == ()


def test_withdrawn_requests_are_looked_for_in_the_row_that_practice_names():
    practice = facts.practice()
    assert isinstance(practice, Practice)
    assert (
        verdict(withdrawn_inside_other(told((Told.WITHDRAWN, 143)), SHUYANG, practice=practice))
        is Verdict.PASS
    )
    assert (
        verdict(withdrawn_inside_other(told((Told.WITHDRAWN, 144)), SHUYANG, practice=practice))
        is Verdict.UNCERTAIN
    )
    elsewhere = replace(practice, withdrawn_row="other.correction_lapsed")
    assert (
        verdict(withdrawn_inside_other(told((Told.WITHDRAWN, 143)), SHUYANG, practice=elsewhere))
        is Verdict.UNCERTAIN
    )
    assert (
        verdict(withdrawn_inside_other(told((Told.WITHDRAWN, 1)), NOTHING, practice=practice))
        is Verdict.NOT_ASSESSABLE
    )
    assert (
        verdict(withdrawn_inside_other(told((Told.WITHDRAWN, 1)), SHANGHAI_2019, practice=practice))
        is Verdict.UNCERTAIN
    )


def test_all_upheld_leaves_nothing_pending():
    (finding,) = all_upheld_as_told(Narrative(all_upheld="均获维持"), SHANGHAI_2019)
    assert finding.verdict is Verdict.FAIL
    assert finding.cells == ("disputes.reconsideration.pending", "disputes.suit_direct.pending")
    assert verdict(all_upheld_as_told(Narrative(all_upheld="均获维持"), NOTHING)) is Verdict.NOT_ASSESSABLE
    assert all_upheld_as_told(Narrative(), SHANGHAI_2019) == ()


def fee(**figures) -> Narrative:
    return Narrative(fee=FeeTold("信息处理费", **figures))


def test_part_six_says_what_fee_was_taken_since_2021():
    assert verdict(fee_sentence(fee(yuan=Decimal(0)), 2023)) is Verdict.PASS
    assert verdict(fee_sentence(Narrative(), 2023)) is Verdict.UNCERTAIN
    assert verdict(fee_sentence(fee(in_part_six=False), 2023)) is Verdict.UNCERTAIN
    assert verdict(fee_sentence(Narrative(has_part_six=False), 2023)) is Verdict.NOT_ASSESSABLE
    assert fee_sentence(Narrative(), 2020) == ()


PARTS_2023 = tuple(
    (cases, Decimal(yuan)) for cases, yuan in [(1, 420), (2, 290), (15, 1500), (1, 140), (6, 600)]
)


def test_itemised_fees_add_up_in_cases_and_in_yuan():
    assert verdict(fee_parts_add_up(fee(cases=25, yuan=Decimal(2950), parts=PARTS_2023))) is Verdict.PASS
    findings = fee_parts_add_up(fee(cases=24, yuan=Decimal(2960), parts=PARTS_2023))
    assert [(finding.expected, finding.found) for finding in findings] == [(24, 25), (2960, 2950)]
    assert fee_parts_add_up(fee(cases=24)) == ()


def test_requests_ended_for_an_unpaid_fee_need_a_word_on_the_fee():
    assert verdict(t3_7_fee_told(fee(yuan=Decimal(380)), SHUYANG)) is Verdict.PASS
    assert verdict(t3_7_fee_told(Narrative(), SHUYANG)) is Verdict.FAIL
    assert verdict(t3_7_fee_told(Narrative(has_part_six=False), SHUYANG)) is Verdict.NOT_ASSESSABLE
    assert verdict(t3_7_fee_told(fee(yuan=Decimal(0)), SHUYANG)) is Verdict.UNCERTAIN
    assert verdict(t3_7_fee_told(Narrative(), NOTHING)) is Verdict.NOT_ASSESSABLE
    assert t3_7_fee_told(Narrative(), SHANGHAI_2019) == ()


def test_a_fee_without_excessive_requests_is_a_warning():
    jinhu = tables_of(record("金湖县", 2023))
    assert verdict(t3_7_fee_told(fee(yuan=Decimal(100)), jinhu)) is Verdict.UNCERTAIN
