"""A report from its beginning to its publication, and the version that corrects it."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.database import as_owner
from tests.reports.year import AFTER, TEXTS, YEAR, audits, fresh

from gongkai.documents import report_file
from gongkai.files.models import File
from gongkai.isolation import scope
from gongkai.law.annual.counting import DisputeOutcome
from gongkai.law.annual.findings import Verdict
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ
from gongkai.reports import actions, snapshots
from gongkai.reports.actions import NotBuildingError, NotClosableError, NotPossibleError
from gongkai.reports.closing import reasons
from gongkai.reports.models import AnnualReport, OfflineFigure
from gongkai.reports.publishing import NotPublishableError
from gongkai.reports.queries import differences, figures_of

IN_2025 = date(2025, 3, 10)


def told(report, on=AFTER):
    return [reason.message for reason in reasons(report, on)]


def test_a_report_begins_once_with_drafts_that_a_person_must_finish(year):
    report = year.begun(texts=None)
    assert "{requests.new.total}" in report.texts["1"]
    assert any("还没有写" in message for message in told(report))
    with pytest.raises(NotPossibleError, match="已经有了"):
        year.begun()
    with pytest.raises(NotPossibleError, match="只能编制"):
        year.begun(2027)


def test_a_year_with_requests_and_disputes_is_closed_and_published(year):
    request = year.contested.answered(on=IN_2025)
    came = date(2025, 4, 8)
    year.contested.decided(
        request, DisputeOutcome.UPHELD, on=date(2025, 5, 20), notified_on=came, accepted_on=came
    )
    report = year.begun()
    assert told(report) == []
    tables = figures_of(report).tables
    assert tables.request("new") == tables.request("denied.internal") == 1
    assert tables.disputes["reconsideration"]["upheld"] == 1
    year.published(year.closed(report))
    assert report.state == "published"
    assert snapshots.check_value(fresh(report).snapshot) == report.sha256
    for audit in audits(report):
        assert audit.verdict in {Verdict.PASS, Verdict.UNCERTAIN}
        assert audit.report.tables.request("denied.internal") == 1
        assert "新收政府信息公开申请1件" in audit.report.text
    assert report_file.read(_json(report)).title
    assert not broken()


def _json(report):
    return json.dumps(fresh(report).snapshot["report"], ensure_ascii=False)


def test_every_reason_against_closing_is_told_at_once(year):
    year.contested.office.submit(on=date(2025, 12, 1))
    report = year.begun(texts={"5": "", "1": "新收{requests.neu.total}件"}, figures=False)
    found = reasons(report, date(2025, 12, 31))
    assert {reason.about for reason in found} == {"year", "requests", "figures", "texts"}
    messages = "".join(reason.message for reason in found)
    for words in (
        "年度结束后",
        "2025-0001",
        "没有登记申请人类别",
        "是空白",
        "是否想写“{requests.new.total}”",
    ):
        assert words in messages
    with pytest.raises(NotClosableError, match=f"还有{len(found)}个问题") as caught:
        year.closed(report, on=date(2025, 12, 31))
    assert len(caught.value.reasons) == len(found)
    assert fresh(report).snapshot is None


def test_last_year_s_carry_over_must_come_in_again(year):
    year.contested.answered(on=date(2024, 12, 20))
    before = year.begun(2024)
    year.closed(before)
    added = "requests.carried_out.natural"
    report = year.begun(2025)
    assert told(report) == []
    actions.restate(before, "漏计", on=AFTER, by=year.cast.wang)
    again = AnnualReport.objects.get(year=2024, version=2)
    for cell in ("requests.new.natural", added):
        actions.enter_figure(again, cell, Decimal(1), "纸质登记", on=AFTER, by=year.cast.wang)
    year.closed(again)
    assert [message for message in told(report) if "结转下年度1，本年报告上年结转0" in message] == told(
        report
    )
    assert told(report)


def test_entered_figures_need_a_reason_and_a_cell_that_is_no_total(year):
    report = year.begun()
    by = year.cast.wang
    for cell, value, reason, words in (
        ("requests.total.natural", 1, "x", "相加得出"),
        ("requests.new.total", 1, "x", "相加得出"),
        ("nonsense", 1, "x", "没有这一格"),
        ("requests.new.natural", 1, " ", "为什么补录"),
        ("requests.new.natural", Decimal("1.5"), "x", "请填整数"),
        ("proactive.permits.decisions", -1, "x", "不能是负数"),
    ):
        with pytest.raises(NotPossibleError, match=words):
            actions.enter_figure(report, cell, Decimal(value), reason, on=AFTER, by=by)
    actions.enter_figure(report, "proactive.fees.amount_wan", Decimal("46.32"), "财务", on=AFTER, by=by)
    assert figures_of(report).tables.proactive["fees"]["amount_wan"] == Decimal("46.32")


def test_what_is_entered_is_added_and_the_totals_and_identities_follow(year):
    report = year.begun()
    by = year.cast.wang
    actions.enter_figure(report, "requests.new.company", Decimal(2), "纸质登记", on=AFTER, by=by)
    assert "相差2" in "".join(told(report))
    actions.enter_figure(report, "requests.granted.company", Decimal(2), "纸质登记", on=AFTER, by=by)
    tables = figures_of(report).tables
    assert tables.requests["total"] == (0, 2, 0, 0, 0, 0, 2)
    assert told(report) == []
    actions.withdraw_figure(report, "requests.new.company", on=AFTER, by=by)
    assert told(report)
    with pytest.raises(NotPossibleError, match="没有补录数据"):
        actions.withdraw_figure(report, "requests.new.company", on=AFTER, by=by)
    assert "纸质登记" not in "".join(str(one.data) for one in Entry.objects.all())


def test_texts_are_changed_only_where_they_change_and_never_over_somebody_else(year):
    report = year.begun()
    by = year.cast.wang
    with pytest.raises(NotPossibleError, match="没有变化"):
        actions.write_texts(report, TEXTS, on=AFTER, by=by)
    actions.write_texts(report, {"5": "问题是甲。\r\n改进是乙。"}, on=AFTER, by=by)
    assert fresh(report).texts["5"] == "问题是甲。\n改进是乙。"
    assert Entry.objects.filter(act="reports.TextWritten").last().data == {"parts": ["5"]}


def test_a_closed_report_is_frozen_by_the_database_too(year):
    report = year.closed()
    by = year.cast.wang
    for act in (
        lambda: actions.build(report, on=AFTER, by=by),
        lambda: actions.write_texts(report, {"5": "x"}, on=AFTER, by=by),
        lambda: actions.enter_figure(report, "requests.new.natural", Decimal(1), "x", on=AFTER, by=by),
        lambda: actions.withdraw_figure(report, "requests.new.natural", on=AFTER, by=by),
        lambda: year.closed(report),
    ):
        with pytest.raises(NotBuildingError, match="不能再改动"):
            act()
    for change in ({"snapshot": {}}, {"sha256": "0"}, {"year": 2024}, {"texts": {}}, {"version": 9}):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            AnnualReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        OfflineFigure.objects.filter(report=report).update(value=9)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        OfflineFigure.objects.filter(report=report).delete()


def test_what_happens_after_the_closing_changes_no_figure_of_it(year):
    report = year.closed()
    year.contested.answered(on=IN_2025)
    assert figures_of(report).tables.request("new") == 0
    with pytest.raises(NotPossibleError, match="写明为什么"):
        actions.restate(report, " ", on=AFTER, by=year.cast.wang)
    again = actions.restate(report, "漏登一件", on=AFTER, by=year.cast.wang)
    changed = differences(figures_of(report).tables, figures_of(again).tables)
    assert {one.cell for one in changed} >= {"requests.new.natural", "requests.new.total"}
    first = changed[0]
    assert (first.printed_before, first.printed_after, first.change) == ("0", "1", "+1")
    assert again.offline.count() == report.offline.count()
    with pytest.raises(NotPossibleError, match="更新的版本"):
        actions.restate(report, "再一次", on=AFTER, by=year.cast.wang)
    with pytest.raises(NotPossibleError, match="还在编制中"):
        actions.restate(again, "再一次", on=AFTER, by=year.cast.wang)
    year.published(year.closed(again))
    assert again.pdf.name.endswith("（第2版）.pdf")


def test_a_report_that_fails_the_audit_is_not_published(year):
    texts = TEXTS | {
        "1": TEXTS["1"].replace("新收政府信息公开申请{requests.new.total}件", "新收政府信息公开申请7件")
    }
    report = year.closed(year.begun(texts=texts))
    with pytest.raises(NotPublishableError, match="审计没有通过") as caught:
        year.published(report)
    assert caught.value.findings
    assert fresh(report).state == "closed"
    assert not File.objects.exists()


def test_only_a_closed_report_is_published_and_once_only(year):
    report = year.begun()
    with pytest.raises(NotPossibleError, match="编制中"):
        year.published(report)
    year.published(year.closed(report))
    with pytest.raises(NotPossibleError, match="已发布"):
        year.published(report)


def test_the_public_reads_what_was_published_and_its_files_alone(year):
    open_one, report = year.begun(2026), year.published()
    with scope.entered(scope.PUBLIC):
        assert list(AnnualReport.objects.values_list("pk", flat=True)) == [report.pk]
        assert set(File.objects.values_list("pk", flat=True)) == {report.docx_id, report.pdf_id}
        assert Organ.objects.exists()
    assert open_one.is_building


def test_what_changed_since_the_last_look_can_be_told(year):
    report = year.begun()
    actions.build(report, on=AFTER, by=year.cast.wang)
    assert report.built["requests.new.total"] == "0"
    year.contested.answered(on=IN_2025)
    assert snapshots.cells_as_text(figures_of(report).tables)["requests.new.total"] == "1"
    assert report.built_on == AFTER


def test_another_organ_s_report_is_neither_seen_nor_changed(year):
    report = year.begun()
    with year.cast.entered(year.cast.zhao):
        assert not AnnualReport.objects.exists()
    with year.cast.entered(year.cast.sun):
        assert fresh(report) == report
        with pytest.raises((NotBuildingError, AnnualReport.DoesNotExist)):
            actions.build(report, on=AFTER, by=year.cast.sun)
    with as_owner():
        assert AnnualReport.objects.count() == 1
        assert report.year == YEAR
