from dataclasses import replace
from decimal import Decimal

import pytest
from tests.real_reports import narrative, narratives, report_of, tables_only
from tests.real_tables import records

from gongkai import facts
from gongkai.audit.judge import assessable, judge
from gongkai.audit.report import Doubt, FormUsed, PublishedReport
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.tables import Tables

HEADINGS = facts.form("2021").headings
SUQIAN_2023, SUQIAN_2024 = (report_of(narrative("宿迁市人民政府", year)) for year in (2023, 2024))
CLEAN = [told for told in narratives() if not told["fail"]]
VIOLATING = [told for told in narratives() if told["fail"]]


def name(told) -> str:
    return f"{told['organ']}{told['year']}"


def failing(audit) -> set[str]:
    return {entry.finding.rule for entry in audit.findings if entry.finding.verdict is Verdict.FAIL}


def verdicts(audit) -> dict[str, Verdict]:
    return {entry.finding.rule: entry.finding.verdict for entry in audit.findings}


@pytest.mark.parametrize("told", CLEAN, ids=name)
def test_no_rule_fails_on_a_clean_real_report(told):
    assert failing(judge(report_of(told))) == set()


@pytest.mark.parametrize("told", VIOLATING, ids=name)
def test_the_violations_of_a_real_report_are_found_and_no_others(told):
    audit = judge(report_of(told))
    assert failing(audit) == set(told["fail"])
    assert audit.verdict is Verdict.FAIL


IN_TABLES_ALONE = {
    ("上海市人民政府办公厅", 2019): {"T3-1"},
    ("金湖县人民政府", 2023): {"T4-1"},
    ("尼勒克县(某镇)", 2023): {"T2-2"},
    ("湛江市霞山区海滨街道", 2023): {"T2-1"},
    ("桐梓县夜郎镇人民政府", 2023): {"FORM-1"},
    ("(某区教育局)", 2021): {"FORM-1"},
}


@pytest.mark.parametrize("entry", records(), ids=name)
def test_the_tables_of_every_real_record_fail_only_where_they_are_wrong(entry):
    expected = IN_TABLES_ALONE.get((entry["organ"], entry["year"]), set())
    assert failing(judge(tables_only(entry))) == expected


def test_wording_is_told_apart_from_figures_that_want_a_look():
    title = "政府信息公开工作年度报告"
    worded = replace(SUQIAN_2023, text=SUQIAN_2023.text.replace(title, "政府信息公开年度报告"))
    blank = replace(worded.tables, requests={**worded.tables.requests, "partial": (None,) * 7})
    doubted = replace(worded, doubts=(Doubt("READ-CELL", ("requests.new.other",), "不是数字。"),))
    assert judge(worded).is_only_wording
    assert not judge(replace(worded, tables=blank)).is_only_wording
    assert not judge(doubted).is_only_wording
    assert not judge(SUQIAN_2023).is_only_wording


def test_two_complete_clean_reports_pass_as_a_whole():
    assert judge(SUQIAN_2023).verdict is Verdict.PASS
    assert judge(SUQIAN_2024).verdict is Verdict.PASS


def test_the_year_before_is_compared_and_holds():
    audit = judge(SUQIAN_2024, previous=SUQIAN_2023)
    found = verdicts(audit)
    assert failing(audit) == set()
    assert {found[rule] for rule in ("Y-0", "Y-1", "Y-2", "Y-4", "Y-5", "TT-6")} == {Verdict.PASS}


def test_another_year_is_not_compared():
    found = verdicts(judge(SUQIAN_2023, previous=SUQIAN_2024))
    assert found["Y-0"] is Verdict.UNCERTAIN
    assert "Y-1" not in found


def test_children_are_added_and_compared_with_the_parent():
    children = (report_of(narrative("沭阳县人民政府", 2025)),)
    parent = replace(children[0], organ="某市人民政府")
    found = verdicts(judge(parent, children=children))
    assert {found[rule] for rule in ("P-1", "P-2", "P-4")} == {Verdict.PASS}
    more = replace(parent.tables, requests={**parent.tables.requests, "new": (706, 3, 0, 0, 5, 0, 714)})
    assert {"P-1", "P-2"} <= failing(judge(replace(parent, tables=more), children=children))


def test_children_without_a_name_are_each_counted():
    child = replace(report_of(narrative("沭阳县人民政府", 2025)), organ=None)
    audit = judge(replace(child, organ="某市人民政府"), children=(child, child))
    assert {"P-1", "P-2"} <= failing(audit)


def test_labels_without_figures_cannot_be_judged_and_nothing_is_invented():
    report = PublishedReport(
        organ="保定市司法局",
        year=2023,
        form=FormUsed.FORM_2021,
        tables=Tables(facts.form("2021"), {}, {}, {}),
        parts={1: "公开信息530条。", 2: "", 3: "", 4: "", 5: "还有差距。", 6: "全面未收取信息处理费。"},
        text="保定市司法局\n2023年政府信息公开工作年度报告",
    )
    audit = judge(report)
    assert audit.verdict is Verdict.NOT_ASSESSABLE
    assert failing(audit) == set()
    messages = [entry.finding.message for entry in audit.findings]
    assert any("原文表格数字缺失" in message and "与全部为0相符" in message for message in messages)
    assert verdicts(audit)["T3-3"] is Verdict.NOT_ASSESSABLE


def test_a_file_without_tables_says_so():
    report = PublishedReport(None, None, FormUsed.UNKNOWN, Tables(facts.form("2021"), {}, {}, {}))
    audit = judge(report)
    assert audit.verdict is Verdict.NOT_ASSESSABLE
    assert any("没有找到年度报告的三张表" in entry.finding.message for entry in audit.findings)


BLANK_ROW = (None,) * 7


def with_requests(**rows) -> Tables:
    return replace(SUQIAN_2023.tables, requests={**SUQIAN_2023.tables.requests, **rows})


def test_a_doubt_of_reading_is_a_finding_and_its_row_is_not_judged():
    tables = with_requests(granted=BLANK_ROW)
    doubt = Doubt("READ-ALIGN", ("requests.granted",), "“（一）予以公开”一行的数字对不上列。")
    sure, unsure = replace(SUQIAN_2023, tables=tables), replace(SUQIAN_2023, tables=tables, doubts=(doubt,))
    assert "T3-2" in failing(judge(sure))
    audit = judge(unsure)
    assert failing(audit) == set()
    assert audit.verdict is Verdict.UNCERTAIN
    assert verdicts(audit)["READ-ALIGN"] is Verdict.NOT_ASSESSABLE
    assert verdicts(audit)["T3-2"] is Verdict.NOT_ASSESSABLE
    assert verdicts(audit)["T4-1"] is Verdict.PASS


@pytest.mark.parametrize(
    ("tables", "cell", "kept"),
    [
        (with_requests(granted=BLANK_ROW), "requests.granted", 24),
        (with_requests(granted=BLANK_ROW), "requests.partial", 25),
        (with_requests(granted=BLANK_ROW), "requests", 24),
        (with_requests(granted=(None, 1, 1, 1, 1, 1, 5)), "requests.granted.natural", 24),
        (with_requests(granted=(None, 1, 1, 1, 1, 1, 5)), "requests.granted.company", 25),
        (with_requests(granted=(None, 1, 1, 1, 1, 1, 5)), "requests.granted", 25),
        (SUQIAN_2023.tables, "requests", 25),
    ],
)
def test_what_is_doubted_and_empty_is_unknown_and_what_is_empty_otherwise_is_blank(tables, cell, kept):
    assert len(assessable(tables, (Doubt("READ-ALIGN", (cell,), "不明"),)).requests) == kept


def test_rows_of_table_2_and_blocks_of_table_4_may_be_unknown_too():
    blank = replace(
        SUQIAN_2023.tables,
        proactive={"norms": {"issued": 1, "repealed": 0, "in_force": None}},
        disputes={"suit_direct": {"upheld": None, "total": None}},
    )
    doubts = (Doubt("READ-CELL", ("proactive.norms.in_force", "disputes.suit_direct"), "不明"),)
    known = assessable(blank, doubts)
    assert (known.proactive, known.disputes) == ({}, {})


def test_a_table_without_figures_leaves_the_whole_uncertain():
    report = replace(SUQIAN_2023, tables=replace(SUQIAN_2023.tables, disputes={}))
    assert judge(report).verdict is Verdict.UNCERTAIN


def test_fingerprints_stay_from_run_to_run_and_differ_from_each_other():
    report = report_of(narrative("上海市人民政府办公厅", 2019))
    first, second = ([entry.fingerprint for entry in judge(report).findings] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)
    assert all(len(mark) == 16 and set(mark) <= set("0123456789abcdef") for mark in first)


def test_a_fingerprint_belongs_to_organ_and_year_and_not_to_the_order():
    report = report_of(narrative("金湖县人民政府", 2023))
    here = {entry.fingerprint for entry in judge(report).findings}
    there = {entry.fingerprint for entry in judge(replace(report, organ="盱眙县人民政府")).findings}
    assert not here & there
    reordered = replace(report.tables, requests=dict(reversed(report.tables.requests.items())))
    again = {entry.fingerprint for entry in judge(replace(report, tables=reordered)).findings}
    assert again == here


def test_the_same_finding_is_told_once():
    twice = Doubt("READ-ALIGN", ("requests.new",), "对不上。")
    audit = judge(replace(SUQIAN_2023, doubts=(twice, twice)))
    assert [entry.finding.rule for entry in audit.findings].count("READ-ALIGN") == 1


def test_a_town_is_found_out_by_its_rules_and_its_old_form():
    village = replace(
        SUQIAN_2023,
        organ="桐梓县夜郎镇人民政府",
        form=FormUsed.FORM_2019,
        tables=replace(
            SUQIAN_2023.tables,
            proactive={
                "rules": {"issued": 0, "repealed": 0, "in_force": 6},
                "fees": {"amount_wan": Decimal("0.5")},
            },
        ),
    )
    assert failing(judge(village)) == {"T2-2", "FORM-1"}
