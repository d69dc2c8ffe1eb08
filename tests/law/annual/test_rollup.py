from dataclasses import replace
from decimal import Decimal

from tests.real_tables import record, tables_of

from gongkai import facts
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.rollup import Unit, p_1_sums, p_2_totals, p_4_fees, p_5_all_published, units_to_add
from gongkai.law.annual.tables import Tables

SHUYANG = Unit("沭阳县人民政府", 2025, tables_of(record("沭阳县人民政府", 2025)), Decimal(380))
JINHU = Unit("金湖县人民政府", 2025, tables_of(record("金湖县", 2023)), Decimal(0))
BUREAU = Unit("某市数据局", 2025, tables_of(record("name lost", 2023)))
CUSTOMS = Unit("某市海关", 2025, tables_of(record("name lost", 2023)))
CHILDREN = (SHUYANG, JINHU, BUREAU)
VERTICAL = facts.vertical_organs()


def added(*units: Unit) -> Tables:
    """What the parent's tables must be."""
    form = facts.form("2021")
    requests = {
        row.key: tuple(map(sum, zip(*(unit.tables.requests[row.key] for unit in units), strict=True)))
        for row in form.request_rows
    }
    proactive = {
        row.key: {
            column: sum(unit.tables.proactive[row.key][column] for unit in units) for column in row.columns
        }
        for row in form.proactive_rows
    }
    disputes = {
        block.key: {
            column: sum(unit.tables.disputes[block.key][column] for unit in units) for column in form.outcomes
        }
        for block in form.blocks
    }
    return Tables(form, proactive, requests, disputes)


def parent(tables: Tables, fee: int | None = None) -> Unit:
    return Unit("某市人民政府", 2025, tables, None if fee is None else Decimal(fee))


def only(findings):
    (finding,) = findings
    return finding


def test_every_cell_of_the_parent_is_the_sum_of_its_units():
    tables = added(*CHILDREN)
    assert only(p_1_sums(tables, CHILDREN)).verdict is Verdict.PASS
    assert only(p_2_totals(tables, CHILDREN)).verdict is Verdict.PASS


def test_a_unit_the_parent_left_out_is_named():
    finding = only(p_1_sums(added(SHUYANG, JINHU), CHILDREN))
    assert finding.verdict is Verdict.FAIL
    assert "漏计" in finding.message
    assert "某市数据局" in finding.message
    assert "requests.new.natural" in finding.cells


def test_a_unit_the_parent_counted_twice_is_named():
    finding = only(p_1_sums(added(*CHILDREN, BUREAU), CHILDREN))
    assert "重复计算" in finding.message
    assert "某市数据局" in finding.message


def test_a_report_that_is_missing_among_the_children_is_suspected():
    finding = only(p_2_totals(added(*CHILDREN), (SHUYANG, JINHU)))
    assert "可能缺少某个单位的报告" in finding.message


def test_a_single_cell_that_differs_is_shown_with_both_figures():
    tables = added(*CHILDREN)
    changed = replace(tables, requests={**tables.requests, "new": (880, 4, 0, 0, 5, 2, 892)})
    finding = only(p_1_sums(changed, CHILDREN))
    assert finding.cells == ("requests.new.natural",)
    assert (finding.expected, finding.found) == (881, 880)
    assert "“自然人”本级880、各单位之和881" in finding.message


def test_a_vertical_organ_may_be_left_out():
    finding = only(p_1_sums(added(*CHILDREN), (*CHILDREN, CUSTOMS), vertical=VERTICAL))
    assert finding.verdict is Verdict.PASS
    assert "某市海关" in finding.message


def test_what_a_unit_does_not_tell_is_not_taken_for_zero():
    unread = replace(BUREAU, tables=replace(BUREAU.tables, disputes={}))
    finding = only(p_1_sums(added(*CHILDREN), (SHUYANG, JINHU, unread)))
    assert finding.verdict is Verdict.UNCERTAIN
    assert "某市数据局" in finding.message
    assert all(cell.startswith("disputes.") for cell in finding.cells)


def test_without_children_or_figures_nothing_can_be_added():
    nothing = Tables(facts.form("2021"), {}, {}, {})
    assert only(p_1_sums(added(*CHILDREN), ())).verdict is Verdict.NOT_ASSESSABLE
    assert only(p_2_totals(nothing, CHILDREN)).verdict is Verdict.NOT_ASSESSABLE


def test_each_unit_is_added_once():
    whole = parent(added(*CHILDREN))
    old = replace(BUREAU, name="某市统计局", year=2024)
    below = replace(BUREAU, name="沭阳县发展和改革局")
    units, left_out = units_to_add(whole, (*CHILDREN, whole, BUREAU, old, below))
    assert units == CHILDREN
    assert [finding.found for finding in left_out] == ["某市数据局", "某市统计局", "沭阳县发展和改革局"]
    assert {finding.verdict for finding in left_out} == {Verdict.UNCERTAIN}


def test_the_parents_own_departments_are_not_taken_for_a_lower_governments():
    units, left_out = units_to_add(parent(added(BUREAU)), (BUREAU,))
    assert units == (BUREAU,)
    assert left_out == ()


def test_the_fee_of_the_parent_is_the_sum_of_the_fees():
    tables = added(*CHILDREN)
    assert only(p_4_fees(parent(tables, 380), CHILDREN)).verdict is Verdict.PASS
    assert only(p_4_fees(parent(tables, 300), CHILDREN)).verdict is Verdict.FAIL
    assert only(p_4_fees(parent(tables, 480), CHILDREN)).verdict is Verdict.UNCERTAIN
    assert only(p_4_fees(parent(tables), CHILDREN)).verdict is Verdict.NOT_ASSESSABLE


def test_every_unit_on_the_list_has_published():
    assert only(p_5_all_published(["甲", "乙"], ["乙", "甲", "丙"])).verdict is Verdict.PASS
    finding = only(p_5_all_published(["甲", "乙"], ["甲"]))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 2, 1)
    assert only(p_5_all_published([], ["甲"])).verdict is Verdict.NOT_ASSESSABLE
