import pytest

from gongkai import facts
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.presentation import (
    form_of_the_year,
    no_seventh_part,
    period_of_the_report,
    six_parts,
    title_of_the_report,
    topics_of_part_one,
)

FORM = facts.form("2021")
ALL = dict.fromkeys(range(1, 7), "有内容。")


def only(findings):
    (finding,) = findings
    return finding


@pytest.mark.parametrize(
    ("used", "year", "expected"),
    [
        ("2021", 2021, Verdict.PASS),
        ("2021", 2025, Verdict.PASS),
        ("2019", 2019, Verdict.PASS),
        ("2019", 2020, Verdict.PASS),
        ("2019", 2021, Verdict.FAIL),
        ("2019", 2023, Verdict.FAIL),
        ("mixed", 2021, Verdict.FAIL),
        ("2021", 2020, Verdict.UNCERTAIN),
        ("unknown", 2023, Verdict.NOT_ASSESSABLE),
        ("2021", None, Verdict.NOT_ASSESSABLE),
    ],
)
def test_the_form_follows_the_year(used, year, expected):
    assert only(form_of_the_year(used, year)).verdict is expected


def test_a_damaged_table_does_not_tell_its_form_for_sure():
    finding = only(form_of_the_year("mixed", 2023, is_whole=False))
    assert finding.verdict is Verdict.UNCERTAIN
    assert "缺损" in finding.message


def test_an_old_form_is_told_what_to_do():
    message = only(form_of_the_year("2019", 2023)).message
    assert "国办公开办函〔2021〕30号" in message


def parts_without(*numbers: int) -> dict[int, str]:
    return {number: text for number, text in ALL.items() if number not in numbers}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (ALL, Verdict.PASS),
        (parts_without(6), Verdict.FAIL),
        (parts_without(1, 5, 6), Verdict.UNCERTAIN),
        ({}, Verdict.NOT_ASSESSABLE),
        ({**ALL, 5: " "}, Verdict.UNCERTAIN),
        ({**ALL, 2: ""}, Verdict.PASS),
    ],
)
def test_the_six_parts_are_all_there(parts, expected):
    assert only(six_parts(parts, FORM, limits=facts.limits())).verdict is expected


def test_a_missing_part_is_named_by_its_heading():
    finding = only(six_parts(parts_without(6), FORM, limits=facts.limits()))
    assert "六、其他需要报告的事项" in finding.message


def test_a_seventh_part_is_too_much():
    assert no_seventh_part("一、总体情况\n七，八月间") == ()
    finding = only(no_seventh_part("六、其他需要报告的事项\n无。\n七、附件\n略"))
    assert (finding.verdict, finding.found) == (Verdict.UNCERTAIN, "七、附件")


def test_part_one_covers_its_topics_and_a_governments_more():
    topics = facts.overview_topics()
    department = "主动公开信息；办理依申请公开；加强政府信息管理、平台建设和监督保障。"
    assert only(topics_of_part_one(department, is_government=False, topics=topics)).verdict is Verdict.PASS
    government = only(topics_of_part_one(department, is_government=True, topics=topics))
    assert government.found == "工作考核、社会评议、责任追究结果"
    nothing = only(topics_of_part_one("全年工作顺利。", is_government=False, topics=topics))
    assert nothing.verdict is Verdict.UNCERTAIN
    assert (
        only(topics_of_part_one(None, is_government=False, topics=topics)).verdict is Verdict.NOT_ASSESSABLE
    )


def test_the_title_may_stand_on_two_lines():
    text = "保定市司法局\n2023年政府信息公开工作年度报告\n根据……"
    assert only(title_of_the_report("保定市司法局", 2023, text)).verdict is Verdict.PASS


def test_a_site_s_menu_may_stand_before_the_title():
    menu = "\n".join(["首页", "机构概况", "政务公开"] * 40)
    report = "保定市司法局2023年政府信息公开工作年度报告"
    below = f"{menu}\n{report}\n根据……\n一、总体情况"
    assert only(title_of_the_report("保定市司法局", 2023, below)).verdict is Verdict.PASS
    late = f"{menu}\n一、总体情况\n参见{report}"
    assert only(title_of_the_report("保定市司法局", 2023, late)).verdict is Verdict.UNCERTAIN


@pytest.mark.parametrize(
    "title", ["保定市司法局2023年度政府信息公开工作年度报告", "保定市司法局2023年信息公开年度报告"]
)
def test_a_title_in_other_words_is_a_note(title):
    assert only(title_of_the_report("保定市司法局", 2023, title)).verdict is Verdict.UNCERTAIN
    assert only(title_of_the_report(None, 2023, title)).verdict is Verdict.NOT_ASSESSABLE
    assert only(title_of_the_report("保定市司法局", 2023, "")).verdict is Verdict.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("数据统计期限为2023年1月1日至12月31日。", Verdict.PASS),
        ("期限自2023年1月1日起至2023年12月31日止。", Verdict.PASS),
        ("数据统计期限为2022年1月1日至12月31日。", Verdict.UNCERTAIN),
        ("期限自2023年1月1日至2022年12月31日止。", Verdict.UNCERTAIN),
    ],
)
def test_the_period_is_the_year_of_the_report(period, expected):
    assert only(period_of_the_report(2023, f"本报告{period}")).verdict is expected


def test_a_period_that_is_not_told_is_no_matter():
    assert period_of_the_report(2023, "根据条例编制。") == ()
    assert period_of_the_report(None, "2023年1月1日至12月31日") == ()
