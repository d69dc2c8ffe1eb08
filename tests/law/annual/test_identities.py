from dataclasses import replace
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.real_tables import record, records, tables_of

from gongkai import facts
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.identities import (
    IDENTITIES,
    blank_cells,
    t2_1_in_force,
    t2_3_numbers,
    t2_4_published,
    t2_5_items,
    t3_1_row_sums,
    t3_2_result_totals,
    t3_3_balance,
    t3_4_whole_numbers,
    t3_5_carried_out,
    t3_6_many_carried_out,
    t4_1_block_sums,
    t4_2_whole_numbers,
    t4_3_suits_after_reconsideration,
    t4_4_disputes_without_requests,
)
from gongkai.law.annual.tables import Tables

CLEAN = [
    ("宿迁市人民政府", 2023),
    ("宿迁市人民政府", 2024),
    ("上海市", 2025),
    ("沭阳县人民政府", 2025),
    ("测试市", 2025),
    ("name lost", 2023),
]
NOTHING = Tables(facts.form("2021"), {}, {}, {})


def real(organ: str, year: int) -> Tables:
    if organ == "上海市" and year == 2025:
        return tables_of(
            next(r for r in records() if r["organ"].startswith("上海市人民政府") and r["year"] == 2025)
        )
    return tables_of(record(organ, year))


def with_request(tables: Tables, row: str, column: int, value: int | None) -> Tables:
    values = list(tables.requests[row])
    values[column] = value
    return replace(tables, requests={**tables.requests, row: tuple(values)})


def with_dispute(tables: Tables, block: str, column: str, value: int | None) -> Tables:
    return replace(tables, disputes={**tables.disputes, block: {**tables.disputes[block], column: value}})


def with_proactive(tables: Tables, row: str, **figures: object) -> Tables:
    return replace(tables, proactive={**tables.proactive, row: {**tables.proactive[row], **figures}})


def failing(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict is Verdict.FAIL]


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


@pytest.mark.parametrize(("organ", "year"), CLEAN)
@pytest.mark.parametrize("rule", IDENTITIES)
def test_every_identity_holds_in_the_clean_real_reports(rule, organ, year):
    verdicts = {finding.verdict for finding in rule(real(organ, year))}
    assert verdicts <= {Verdict.PASS} or (organ, rule) == ("上海市", t2_1_in_force)


def test_a_balance_that_holds_shows_its_arithmetic():
    finding = only(t3_3_balance(real("宿迁市人民政府", 2024)))
    assert finding.verdict is Verdict.PASS
    assert finding.message == "表三“总计”列：新收3525＋上年结转121＝3646，办结3521＋结转下年125＝3646，相符。"


def test_a_balance_that_fails_names_the_column_and_the_difference():
    broken = with_request(real("宿迁市人民政府", 2024), "carried_out", 0, 120)
    finding = only(t3_3_balance(broken))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 3558, 3560)
    assert "“自然人”列" in finding.message
    assert "相差2" in finding.message


def test_blank_totals_of_rows_with_figures_fail_once_a_row_and_nowhere_else():
    tables = real("上海市人民政府办公厅", 2019)
    rows = failing(t3_1_row_sums(tables))
    assert {finding.cells[0].split(".", 1)[1].rsplit(".", 1)[0]: finding.expected for finding in rows} == {
        "granted": 272,
        "partial": 3,
        "denied.state_secret": 14,
        "denied.internal": 5,
        "denied.process": 4,
        "denied.admin_query": 12,
        "unavailable.not_held": 265,
        "unavailable.must_create": 47,
        "unavailable.unclear": 25,
        "not_processed.petition": 149,
        "not_processed.repeat": 9,
    }
    assert "总计空白，请补填272" in rows[0].message
    assert not failing(t3_2_result_totals(tables))
    assert not failing(t3_3_balance(tables))


def test_blank_applicants_beside_a_filled_total_are_uncertain():
    tables = Tables(facts.form("2021"), {}, {"new": (None,) * 6 + (5,)}, {})
    finding = only(t3_1_row_sums(tables))
    assert finding.verdict is Verdict.UNCERTAIN
    assert "只填了总计5" in finding.message


def test_blank_applicants_beside_a_total_of_zero_pass():
    assert only(t3_1_row_sums(tables_of(record("冷水滩区高科园", 2023)))).verdict is Verdict.PASS


def test_blank_cells_are_reported_once_and_together():
    finding = only(blank_cells(tables_of(record("沭阳县发展和改革局", 2023))))
    assert finding.verdict is Verdict.UNCERTAIN
    assert len(finding.cells) == 15
    assert "没有数量的应填0" in finding.message


def test_tables_without_any_figure_cannot_be_assessed():
    blank = Tables(
        facts.form("2021"),
        {"rules": {"issued": None}},
        {"new": (None,) * 7},
        {"suit_direct": {"total": None}},
    )
    verdicts = {finding.verdict for rule in IDENTITIES for finding in rule(blank)}
    assert verdicts == {Verdict.NOT_ASSESSABLE}
    assert {finding.verdict for rule in IDENTITIES for finding in rule(NOTHING)} == {Verdict.NOT_ASSESSABLE}


def test_a_missing_row_is_named_instead_of_being_taken_for_zero():
    tables = real("宿迁市人民政府", 2024)
    rest = {row: values for row, values in tables.requests.items() if row != "partial"}
    finding = only(t3_2_result_totals(replace(tables, requests=rest)))
    assert finding.verdict is Verdict.NOT_ASSESSABLE
    assert finding.cells == ("requests.partial",)
    assert "部分公开" in finding.message


def test_a_wrong_result_total_fails_in_its_column():
    broken = with_request(real("沭阳县人民政府", 2025), "granted", 0, 289)
    finding = only(tuple(failing(t3_2_result_totals(broken))))
    assert (finding.expected, finding.found) == (709, 710)
    assert "requests.granted.natural" in finding.cells


def test_a_negative_count_of_requests_fails():
    broken = with_request(real("沭阳县人民政府", 2025), "granted", 1, -1)
    assert only(t3_4_whole_numbers(broken)).cells == ("requests.granted.company",)


def test_more_carried_out_than_there_was_fails():
    broken = with_request(real("沭阳县人民政府", 2025), "carried_out", 2, 1)
    finding = only(t3_5_carried_out(broken))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 0, 1)


def test_more_carried_out_than_new_is_only_a_warning():
    broken = with_request(real("沭阳县人民政府", 2025), "carried_out", 6, 714)
    assert only(t3_6_many_carried_out(broken)).verdict is Verdict.UNCERTAIN


def test_a_suit_total_of_zero_over_three_cases_fails():
    finding = only(t4_1_block_sums(tables_of(record("金湖县", 2023))))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 3, 0)
    assert finding.message.startswith("表四“未经复议直接起诉”：结果维持2＋其他结果1＝3，总计填0，相差3")


def test_a_block_with_its_total_alone_is_uncertain_and_with_a_blank_total_fails():
    alone = Tables(facts.form("2021"), {}, {}, {"reconsideration": {"upheld": None, "total": 2}})
    blank = Tables(facts.form("2021"), {}, {}, {"reconsideration": {"upheld": 2, "total": None}})
    assert only(t4_1_block_sums(alone)).verdict is Verdict.UNCERTAIN
    assert only(t4_1_block_sums(blank)).verdict is Verdict.FAIL


def test_a_negative_count_of_disputes_fails():
    broken = with_dispute(real("沭阳县人民政府", 2025), "suit_direct", "other", -1)
    assert only(t4_2_whole_numbers(broken)).cells == ("disputes.suit_direct.other",)


def test_suits_after_reconsideration_may_rest_on_last_year():
    tables = tables_of(record("打浦桥街道", 2025))
    assert only(t4_3_suits_after_reconsideration(tables)).verdict is Verdict.NOT_ASSESSABLE
    before = real("沭阳县人民政府", 2025)
    assert only(t4_3_suits_after_reconsideration(tables, before)).verdict is Verdict.PASS
    assert only(t4_3_suits_after_reconsideration(tables, tables)).verdict is Verdict.PASS
    none_closed = with_dispute(
        with_dispute(tables, "reconsideration", "pending", 4), "reconsideration", "corrected", 0
    )
    assert only(t4_3_suits_after_reconsideration(none_closed, none_closed)).verdict is Verdict.UNCERTAIN


def test_many_disputes_without_a_request_are_a_warning():
    tables = tables_of(record("打浦桥街道", 2025))
    none = replace(tables, requests={"new": (0,) * 7, "carried_in": (0,) * 7})
    assert only(t4_4_disputes_without_requests(none, many=6)).verdict is Verdict.UNCERTAIN
    assert only(t4_4_disputes_without_requests(none, many=7)).verdict is Verdict.PASS
    assert only(t4_4_disputes_without_requests(tables, many=6)).verdict is Verdict.PASS
    assert only(t4_4_disputes_without_requests(NOTHING, many=6)).verdict is Verdict.NOT_ASSESSABLE


def test_less_in_force_than_made_less_repealed_fails():
    finding = only(t2_1_in_force(tables_of(record("海滨街道", 2023))))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 3, 0)
    assert finding.cells == ("proactive.norms.issued", "proactive.norms.repealed", "proactive.norms.in_force")


def test_a_blank_stock_over_documents_made_is_uncertain():
    tables = with_proactive(tables_of(record("海滨街道", 2023)), "norms", in_force=None)
    assert only(t2_1_in_force(tables)).verdict is Verdict.UNCERTAIN


@pytest.mark.parametrize(
    ("row", "column", "value", "holds"),
    [
        ("fees", "amount_wan", Decimal("0.5"), True),
        ("fees", "amount_wan", Decimal("-0.5"), False),
        ("permits", "decisions", Decimal("1.5"), False),
        ("permits", "decisions", -1, False),
    ],
)
def test_money_may_have_decimals_and_counts_may_not(row, column, value, holds):
    tables = with_proactive(real("沭阳县人民政府", 2025), row, **{column: value})
    assert (only(t2_3_numbers(tables)).verdict is Verdict.PASS) is holds


def test_a_change_on_the_2019_form_may_be_negative_but_not_below_the_items():
    tables = tables_of(record("桐梓县夜郎镇", 2023))
    fewer = with_proactive(tables, "fees", change=-2)
    assert only(t2_3_numbers(fewer)).verdict is Verdict.PASS
    assert only(t2_5_items(fewer)).verdict is Verdict.PASS
    assert only(t2_5_items(with_proactive(tables, "fees", change=-3))).verdict is Verdict.FAIL


def test_items_added_up_into_decisions_are_uncertain():
    finding = only(t2_5_items(tables_of(record("南源街道", 2020))))
    assert finding.verdict is Verdict.UNCERTAIN
    assert "不是项目数" in finding.message


def test_more_published_than_public_fails_and_more_than_made_is_a_warning():
    tables = tables_of(record("武汉市生态环境局", 2020))
    assert only(t2_4_published(tables)).verdict is Verdict.PASS
    assert only(t2_4_published(with_proactive(tables, "norms", published=20))).verdict is Verdict.FAIL
    assert only(t2_4_published(with_proactive(tables, "norms", published=3))).verdict is Verdict.UNCERTAIN


def test_rules_of_the_other_form_say_nothing():
    assert t2_4_published(real("宿迁市人民政府", 2023)) == ()
    assert t2_1_in_force(tables_of(record("桐梓县夜郎镇", 2023))) == ()


def test_a_mixed_form_is_judged_by_the_columns_it_has():
    tables = tables_of(record("某区教育局", 2021))
    assert only(t2_4_published(tables)).verdict is Verdict.PASS
    assert t2_1_in_force(tables) == ()
    assert only(t2_3_numbers(tables)).verdict is Verdict.PASS


counts = st.integers(0, 40)


@st.composite
def consistent(draw: st.DrawFn) -> Tables:
    """Tables in which everything adds up: results are drawn, the frame follows from them."""
    form = facts.form(draw(st.sampled_from(["2021", "2019"])))
    drawn = iter(draw(st.lists(counts, min_size=150, max_size=150)))
    leaves = {row: tuple(islice(drawn, 6)) for row in form.leaf_keys}
    total = tuple(map(sum, zip(*leaves.values(), strict=True)))
    new = tuple(figure + 2 for figure in total)
    rows = {**leaves, "total": total, "new": new, "carried_in": (0,) * 6, "carried_out": (2,) * 6}
    requests = {row.key: (*rows[row.key], sum(rows[row.key])) for row in form.request_rows}
    blocks = {}
    for block in form.blocks:
        outcomes = tuple(islice(drawn, 4))
        blocks[block.key] = dict(zip(form.outcomes, (*outcomes, sum(outcomes)), strict=True))
    proactive = {row.key: dict.fromkeys(row.columns, 1) for row in form.proactive_rows}
    return Tables(form, proactive, requests, blocks)


@given(consistent())
@settings(max_examples=25, deadline=None)
def test_consistent_tables_satisfy_every_identity(tables):
    assert {finding.verdict for rule in IDENTITIES for finding in rule(tables)} == {Verdict.PASS}


@given(consistent(), st.data())
@settings(max_examples=25, deadline=None)
def test_one_changed_cell_breaks_a_rule_that_names_it(tables, data):
    cells = [cell for cell, _ in tables.cells() if not cell.startswith("proactive")]
    cell = data.draw(st.sampled_from(cells))
    by = data.draw(st.integers(1, 9))
    kind, rest = cell.split(".", 1)
    row, column = rest.rsplit(".", 1)
    if kind == "requests":
        index = list(tables.form.applicants).index(column)
        broken = with_request(tables, row, index, tables.requests[row][index] + by)
    else:
        broken = with_dispute(tables, row, column, tables.disputes[row][column] + by)
    named = {name for rule in IDENTITIES for finding in failing(rule(broken)) for name in finding.cells}
    assert cell in named
