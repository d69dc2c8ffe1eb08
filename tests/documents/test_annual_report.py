"""The annual report as a document: title, six headings, tables, website, signature."""

from datetime import date

from gongkai.documents.annual_report import AnnualReport, build
from gongkai.documents.model import Heading, Paragraph, Table
from gongkai.law.annual.tables import Tables


def report(form, **more):
    texts = {number: (Paragraph(f"文字{number}"),) for number in (1, 5, 6)}
    return AnnualReport(
        organ="甲局", year=2025, tables=Tables(form, {}, {}, {}), parts=texts | more.pop("parts", {}), **more
    )


def outline(document):
    return ["表" if isinstance(block, Table) else block.text for block in document.blocks]


def test_the_six_parts_come_in_order_with_the_forms_headings(form):
    assert outline(build(report(form))) == [
        "一、总体情况",
        "文字1",
        "二、主动公开政府信息情况",
        "表",
        "三、收到和处理政府信息公开申请情况",
        "表",
        "四、政府信息公开行政复议、行政诉讼情况",
        "表",
        "五、存在的主要问题及改进情况",
        "文字5",
        "六、其他需要报告的事项",
        "文字6",
    ]


def test_the_opening_and_the_website_come_before_the_first_part(form):
    document = build(report(form, opening=("第一段", "第二段"), website="https://a.example"))

    assert outline(document)[:4] == [
        "第一段",
        "第二段",
        "本报告的电子版可在甲局网站（https://a.example）查阅、下载。",
        "一、总体情况",
    ]


def test_text_of_a_part_with_a_table_follows_the_table(form):
    document = build(report(form, parts={3: (Heading("（一）说明", 2), Paragraph("注"))}))

    assert outline(document)[4:8] == ["三、收到和处理政府信息公开申请情况", "表", "（一）说明", "注"]


def test_a_long_title_breaks_after_the_organ_and_a_short_one_not(form):
    assert build(report(form)).title == "甲局2025年政府信息公开工作年度报告"
    for organ in ("示例市海关", "示例市司法局"):
        long = AnnualReport(organ=organ, year=2025, tables=Tables(form, {}, {}, {}), parts={})
        assert build(long).title == f"{organ}\n2025年政府信息公开工作年度报告"


def test_a_dated_report_is_signed_by_the_organ_unless_another_signs(form):
    day = date(2026, 1, 20)

    assert [line.text for line in build(report(form, signed_on=day)).closing] == ["甲局", "2026年1月20日"]
    assert build(report(form, signed_on=day, signature="甲局办公室")).signature == "甲局办公室"
    assert build(report(form)).closing == ()


def test_an_undated_report_carries_the_day_after_its_year_in_its_properties(form):
    assert build(report(form)).properties_on == date(2026, 1, 1)
