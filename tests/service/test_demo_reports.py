"""The demo's annual reports: made by the acts, published, audited, and compared by the public."""

from datetime import date

import pytest
from django.test import Client
from tests.database import as_owner

from gongkai.audit.judge import judge
from gongkai.isolation import scope
from gongkai.law.annual.findings import Verdict
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ
from gongkai.reports import snapshots
from gongkai.reports.models import AnnualReport
from gongkai.reports.publishing import as_published
from gongkai.service import demo, demo_reports
from gongkai.service.simulation.writing import moment

ON = date(2026, 11, 25)


@pytest.fixture
def entered(db, settings, tmp_path):  # noqa: ARG001  a fixture in use
    settings.FILES_ROOT = tmp_path / "files"
    with as_owner():
        list(demo.steps(on=ON, at=moment(ON), bare=True))
        organs = {organ.slug: organ for organ in Organ.objects.all()}
        assert len(list(demo_reports.steps(organs, on=ON))) == demo_reports.count()
        assert not broken()


@pytest.mark.usefixtures("entered")
def test_the_public_reads_compares_and_computes_with_the_demo_s_reports():
    with scope.entered(scope.PUBLIC):
        found = list(AnnualReport.objects.all())
        assert {one.organ.slug for one in found} == {"city", "justice", "finance"}
        for one in found:
            assert judge(as_published(snapshots.document(one.snapshot))).verdict is not Verdict.FAIL
        assert {one.year for one in found if one.is_imported} == {2023, 2024}
    visitor = Client()
    page = visitor.get("/justice/reports/").text
    assert page.count("<svg viewBox") == 3
    for words in ("各年度收到的申请", "2025年申请的办理结果", "各年度的行政复议和行政诉讼", "新收42件"):
        assert words in page
    years = visitor.get("/justice/reports/compare/").text
    for words in ("（三）不予公开", "11.1%", "1.属于国家秘密", "行政诉讼：复议后起诉"):
        assert words in years
    table = visitor.get("/justice/reports/compare.csv").content.decode("utf-8-sig")
    assert ",5,11.1" in next(line for line in table.splitlines() if "（三）不予公开" in line)
    organs = visitor.get("/reports/compare/").text
    assert "示例市财政局" in organs
    assert "示例市人民政府" in organs
    table = visitor.get("/reports/compare.csv?year=2025").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in table.splitlines()] == [
        "机关",
        "示例市人民政府",
        "示例市司法局",
        "示例市财政局",
    ]
    assert "汇总" in visitor.get("/city/reports/compare/?kind=consolidated").text
