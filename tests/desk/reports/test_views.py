"""The annual report at the desk: who sees, builds, closes and publishes it, and what is shown."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.database import as_owner
from tests.desk.visitor import logged_in
from tests.reports.out import written
from tests.reports.year import AFTER, TEXTS, YEAR, fresh

from gongkai import data
from gongkai.documents import docx, html, report_file
from gongkai.documents.annual_report import build
from gongkai.documents.model import Paragraph
from gongkai.files.models import File
from gongkai.organs.models import Appointment, Role
from gongkai.reports import actions
from gongkai.reports.models import AnnualReport, OfflineFigure

REPORTS = "/desk/reports/"
IN_2025 = date(2025, 3, 10)


def seen(person, address=REPORTS):
    answer = logged_in(person).get(address)
    assert answer.status_code == 200
    return answer.text


def page_of(report, tail=""):
    return f"{REPORTS}{report.pk}/{tail}"


@pytest.mark.parametrize("person", ["wang", "li", "zhou", "sun"])
def test_officers_and_supervisors_see_the_reports(year, person):
    report = year.begun()
    somebody = getattr(year.cast, person)
    assert "2025年年度报告" in seen(somebody)
    page = seen(somebody, page_of(report))
    for words in ("三、收到和处理政府信息公开申请情况", "结转下年度继续办理", "勾稽关系相符", "相符"):
        assert words in page


def test_others_see_none(year):
    report = year.begun()
    assert "2025年年度报告" not in seen(year.cast.zhao)
    for tail in (
        "",
        "texts/",
        "offline/",
        "close/",
        "publish/",
        "restate/",
        "differences/",
        "page/",
        "data/",
    ):
        answer = logged_in(year.cast.zhao).get(page_of(report, tail))
        assert answer.status_code in {403, 404}
    assert logged_in(year.cast.qian).get(REPORTS).status_code == 403


@pytest.mark.parametrize(
    ("person", "tail", "status"),
    [
        ("sun", "texts/", 403),
        ("sun", "offline/", 403),
        ("sun", "close/", 403),
        ("wang", "close/", 403),
        ("wang", "publish/", 403),
        ("li", "texts/", 200),
        ("zhou", "close/", 200),
        ("zhou", "publish/", 200),
    ],
)
def test_each_step_is_for_its_roles(year, person, tail, status):
    report = year.begun()
    assert logged_in(getattr(year.cast, person)).get(page_of(report, tail)).status_code == status


def test_a_report_is_begun_once(cast):
    client = logged_in(cast.wang)
    page = client.post(f"{REPORTS}new/", {"year": "2025"}, follow=True).text
    assert "年度报告已开始编制" in page
    answer = client.post(f"{REPORTS}new/", {"year": "2025"})
    assert answer.status_code == 422
    assert "已经有了" in answer.text
    assert "请填四位数字" in client.post(f"{REPORTS}new/", {"year": "x"}).text
    assert logged_in(cast.sun).get(f"{REPORTS}new/").status_code == 403


def test_each_figure_leads_to_its_records_and_zero_to_none(year):
    year.contested.answered(on=IN_2025)
    report = year.begun()
    page = seen(year.cast.wang, page_of(report))
    tail = f"&amp;year=2025&amp;organ={year.cast.justice.pk}"
    assert f'href="/desk/requests/?cell=new.natural{tail}"' in page
    assert f'href="/desk/requests/?cell=denied.internal.total{tail}"' in page
    assert "cell=granted.natural" not in page


def test_what_changed_since_the_last_count_is_marked_in_tables_and_texts(year):
    report = year.begun()
    client = logged_in(year.cast.wang)
    assert "已重新统计" in client.post(page_of(report, "build/"), follow=True).text
    year.contested.answered(on=IN_2025)
    page = client.get(page_of(report)).text
    assert "格与" in page
    assert "原0" in page
    assert "（原0）" in page


def test_entered_figures_are_marked_with_their_reason_and_can_be_withdrawn(year):
    report = year.begun()
    client = logged_in(year.cast.wang)
    given = {"cell": "requests.new.natural", "value": "2", "reason": "纸质登记簿"}
    page = client.post(page_of(report, "offline/"), given, follow=True).text
    for words in ("补录数据已保存", "纸质登记簿", "勾稽关系有", "相差2", "is-broken"):
        assert words in page
    assert 'value="2"' in client.get(page_of(report, "offline/?cell=requests.new.natural")).text
    page = client.post(page_of(report, "offline/withdraw/"), given, follow=True).text
    assert "补录数据已撤销" in page
    assert "勾稽关系相符" in page
    for changes, words in (
        ({"reason": ""}, "请填写原因和依据"),
        ({"value": ""}, "没有的填0"),
        ({"value": "1.5"}, "请填整数"),
        ({"cell": "requests.total.total"}, "没有这一项"),
    ):
        answer = client.post(page_of(report, "offline/"), given | changes)
        assert answer.status_code == 422
        assert words in answer.text


def test_texts_are_written_beside_their_figures_and_never_over_somebody_else(year):
    report = year.begun()
    client = logged_in(year.cast.wang)
    page = client.get(page_of(report, "texts/")).text
    assert "{requests.new.total}" in page
    assert "表三（三）" not in page
    version = page.split('name="version" value="')[1].split('"')[0]
    given = {f"part_{part}": text for part, text in TEXTS.items()}
    given |= {"part_5": "新的问题{requests.neu.total}", "version": version}
    page = client.post(page_of(report, "texts/"), given, follow=True).text
    assert "文字已保存" in page
    assert "是否想写“{requests.new.total}”" in page
    answer = client.post(page_of(report, "texts/"), given | {"part_5": "别人不知道的"})
    assert answer.status_code == 422
    assert "别人不知道的" in answer.text
    assert fresh(report).texts["5"] == "新的问题{requests.neu.total}"


def test_the_closing_page_tells_every_reason_or_offers_to_close(year):
    year.contested.office.submit(on=date(2025, 12, 1))
    report = year.begun(texts={"5": ""})
    client = logged_in(year.cast.zhou)
    page = client.get(page_of(report, "close/")).text
    for words in ("个问题", "2025-0001", "申请登记", "文字", "还没有内容"):
        assert words in page
    blank = year.begun(2026, figures=False)
    assert f'href="{page_of(blank, "offline/")}">去补录' in client.get(page_of(blank, "close/")).text
    assert "确定结账吗" not in page
    assert "不能结账" in client.post(page_of(report, "close/"), follow=True).text
    assert fresh(report).is_building


def test_a_year_is_closed_published_handed_out_and_corrected_by_the_pages(year):
    year.contested.answered(on=IN_2025)
    report = year.begun()
    client = logged_in(year.cast.zhou)
    assert "可以结账" in client.get(page_of(report, "close/")).text
    assert "已结账，数据和文字已经固定" in client.post(page_of(report, "close/"), follow=True).text
    assert "结账后" not in client.get(page_of(report, "close/")).text
    page = client.post(page_of(report, "publish/"), follow=True).text
    assert "年度报告已发布" in page
    published = fresh(report)
    for address in (
        page_of(report, "page/"),
        page_of(report, "data/"),
        f"/desk/files/{published.docx_id}/download/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer)
    data = client.get(page_of(report, "data/")).content.decode()
    assert report_file.read(data).year == YEAR
    assert json.loads(data)["tables"]["requests"]["new"][0] == 1
    page = client.post(page_of(report, "restate/"), {"why": "漏登一件"}, follow=True).text
    assert "数据没有差异" in page
    again = AnnualReport.objects.get(version=2)
    year.contested.answered(on=date(2025, 4, 10))
    page = client.get(page_of(again, "differences/")).text
    for words in ("漏登一件", "第1版", "第2版", "+1"):
        assert words in page
    assert "本版已经更正" in client.get(page_of(report)).text
    assert client.get(page_of(report, "differences/")).status_code == 404
    assert client.post(page_of(report, "restate/"), {"why": "再来"}).status_code == 422


def test_what_the_audit_finds_is_told_and_nothing_is_published(year):
    wrong = TEXTS["1"].replace("公开申请{requests.new.total}件", "公开申请7件")
    report = year.closed(year.begun(texts=TEXTS | {"1": wrong}))
    answer = logged_in(year.cast.zhou).post(page_of(report, "publish/"))
    assert answer.status_code == 422
    assert "审计没有通过" in answer.text
    assert "7" in answer.text
    assert fresh(report).state == "closed"


def test_the_verdict_is_for_the_organ_and_those_above_it_with_each_finding(year):
    wrong = TEXTS["1"].replace("公开申请{requests.new.total}件", "公开申请7件")
    report = year.begun(texts=TEXTS | {"1": wrong})
    assert "结账后给出审计结论" in seen(year.cast.wang, page_of(report, "audit/"))
    year.closed(report)
    for person in (year.cast.wang, year.cast.sun):
        page = seen(person, page_of(report, "audit/"))
        for words in ("不符", "新收", "7", "通过的"):
            assert words in page
        assert page_of(report, "audit/") in seen(person, f"{REPORTS}audits/2025/")
    assert page_of(report, "audit/") not in seen(year.cast.zhao, f"{REPORTS}audits/2025/")
    assert logged_in(year.cast.zhao).get(page_of(report, "audit/")).status_code == 404
    assert logged_in(year.cast.sun).get(f"{REPORTS}audits/1999/").status_code == 404


def test_publishers_publish_and_do_not_close(year):
    report = year.closed()
    with as_owner():
        Appointment.objects.filter(user=year.cast.li).update(role=Role.PUBLISHER)
    client = logged_in(year.cast.li)
    assert client.get(page_of(report, "close/")).status_code == 403
    assert "已发布" in client.post(page_of(report, "publish/"), follow=True).text


def test_the_supervisor_sees_the_sum_and_whether_it_is_proven(year):
    year.closed()
    client = logged_in(year.cast.sun)
    page = client.get(f"{REPORTS}rollup/2025/").text
    for words in ("汇总还不能确认", "保定市财政局", "没有结账", "缺少2家"):
        assert words in page
    year.finance()
    clerk = year.city_clerk()
    with year.cast.entered(clerk):
        own = actions.begin(year.cast.city, YEAR, on=AFTER, by=clerk)
        actions.write_texts(own, TEXTS, on=AFTER, by=clerk)
        year.filled(own, by=clerk)
        actions.close(own, on=AFTER, by=clerk)
    assert "各格等于 3 个机关之和" in client.get(f"{REPORTS}rollup/2025/").text
    assert logged_in(year.cast.wang).get(f"{REPORTS}rollup/2025/").status_code == 403
    assert client.get(f"{REPORTS}rollup/1999/").status_code == 404


def test_a_closed_report_offers_no_change(year):
    report = year.closed()
    page = seen(year.cast.wang, page_of(report))
    for words in ("重新统计", "写文字", "补录数据</a>"):
        assert words not in page
    answer = logged_in(year.cast.wang).post(page_of(report, "build/"), follow=True)
    assert "不能再改动" in answer.text
    assert OfflineFigure.objects.filter(value=Decimal(0)).exists()


def test_a_report_without_files_is_shown_all_the_same(cast):
    page = seen(cast.wang, page_of(written(cast.justice, "没有文件的年报。")))
    assert "发布日期" in page
    assert "/download/" not in page


def of_2024(**wrong):
    """The bureau's report of the year before, as it was published in Word."""
    told = report_file.read(data.read_text("demo/report.json"))
    rows = {**told.tables.requests, **wrong}
    tables = replace(told.tables, requests=rows)
    parts = {part: blocks for part, blocks in told.parts.items() if part != 1}
    first = (Paragraph("2024年，保定市司法局推进主动公开。"),)
    report = replace(
        told,
        organ="保定市司法局",
        year=2024,
        tables=tables,
        parts={**parts, 1: first},
        website="",
        opening=(),
    )
    return build(report)


def taken_over(client, *files, **more):
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{REPORTS}import/", {"chosen": chosen, **more})


@pytest.fixture
def brought(year, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return year


def test_a_report_on_both_forms_is_not_taken_over_and_it_is_said_why(brought):
    content = data.read_text("demo/baoding-2023.txt").encode()
    answer = taken_over(logged_in(brought.cast.wang), ("2023年.txt", content))
    assert answer.status_code == 422
    assert "改用同一种格式后再导入" in answer.text
    assert not AnnualReport.objects.exists()


def test_reports_of_earlier_years_are_taken_over_file_by_file_and_published_as_they_came(brought):
    year, client = brought, logged_in(brought.cast.wang)
    assert "导入并审计" in client.get(f"{REPORTS}import/").text
    content = docx.render(of_2024())
    foreign = docx.render(replace(of_2024(), title="保定市财政局2023年政府信息公开工作年度报告"))
    answer = taken_over(
        client, ("2024年.docx", content), ("别人的.docx", foreign), ("坏的.docx", b"PK\x03\x04x")
    )
    assert answer.status_code == 422
    told = re.sub(r"<[^>]+>", "", answer.text.split("导入结果</caption>")[1].split("</table>")[0])
    for words in ("已导入", "没有导入", "读出的机关是“保定市财政局”", "损坏"):
        assert words in told, told
    report = AnnualReport.objects.get(year=2024)
    assert report.is_imported
    assert File.objects.count() == 1
    page = client.get(page_of(report)).text
    for words in ("从原文件导入", "撤销导入", "47", "审计结论"):
        assert words in page
    assert "cell=new" not in page
    assert "通过的" in client.get(page_of(report, "audit/")).text
    assert "已经有了" in taken_over(client, ("2024年.docx", content)).text
    assert "重新导入" in client.post(page_of(report, "restate/"), {"why": "错"}).text
    assert "已撤销导入" in client.post(page_of(report, "discard/"), follow=True).text
    assert not AnnualReport.objects.exists()

    page = f"<!doctype html>{html.render(of_2024()).decode()}".encode()
    assert taken_over(client, ("2024年.html", page)).status_code == 200
    report = AnnualReport.objects.get(year=2024)
    assert report.original.name == "2024年.zip"
    assert Client().get("/justice/reports/2024/").status_code == 404
    published = logged_in(year.cast.zhou).post(page_of(report, "publish/"), follow=True).text
    assert "年度报告已发布" in published
    told = Client().get("/justice/reports/2024/").text
    for words in ("以原文件为准", "/justice/reports/2024.original", "47"):
        assert words in told
    package = b"".join(Client().get("/justice/reports/2024.original").streaming_content)
    assert zipfile.ZipFile(io.BytesIO(package)).read("2024年.html") == page
    plain = Client().get("/justice/reports/2024.json").json()
    assert plain["source"] == "imported"
    assert report_file.read(json.dumps(plain)).year == 2024
    assert "只有导入后还没有发布" in client.post(page_of(report, "discard/"), follow=True).text
    assert fresh(report).is_published

    assert "请填写更正原因" in taken_over(client, ("2024年.docx", content)).text
    again = taken_over(client, ("2024年.docx", content), why="原件缺页")
    assert again.status_code == 200
    assert AnnualReport.objects.get(version=2).restated_from == report
    assert logged_in(year.cast.sun).get(f"{REPORTS}import/").status_code == 403


def test_a_year_follows_the_one_that_was_taken_over(brought):
    client = logged_in(brought.cast.wang)
    rows = {"carried_out": (1, 0, 0, 0, 0, 0, 1), "new": (34, 6, 0, 1, 3, 0, 44)}
    assert taken_over(client, ("2024年.docx", docx.render(of_2024(**rows)))).status_code == 200
    report = brought.begun()
    assert "上年报告结转下年度1" in logged_in(brought.cast.zhou).get(page_of(report, "close/")).text
