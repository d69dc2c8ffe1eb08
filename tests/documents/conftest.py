"""The reports and documents that the writers are tried on."""

from datetime import date

import pytest

from gongkai import data, facts
from gongkai.documents import annual_report, report_file
from gongkai.documents.annual_report import AnnualReport
from gongkai.documents.model import Cell, Heading, OfficialDocument, Paragraph, Scope, Table
from gongkai.law.annual.tables import Tables


@pytest.fixture(scope="session")
def demo_report():
    return report_file.read(data.read_text("demo/report.json"))


@pytest.fixture(scope="session")
def demo(demo_report):
    return annual_report.build(demo_report)


@pytest.fixture(scope="session", params=facts.FORM_VERSIONS)
def form(request):
    return facts.form(request.param)


@pytest.fixture(scope="session")
def numbered(form):
    """A report in which every figure is another number, up to seven digits long."""
    numbers = iter(range(1_000_003, 9_000_000, 7919))
    tables = Tables(
        form,
        {row.key: {column: next(numbers) for column in row.columns} for row in form.proactive_rows},
        {row.key: tuple(next(numbers) for _ in form.applicants) for row in form.request_rows},
        {block.key: {outcome: next(numbers) for outcome in form.outcomes} for block in form.blocks},
    )
    texts = {number: (Paragraph(f"第{number}部分的文字。"),) for number in (1, 5, 6)}
    return AnnualReport(organ="示例市司法局", year=2025, tables=tables, parts=texts)


@pytest.fixture
def letter():
    """A document with every part that a document can have."""
    column = Scope.COLUMN
    return OfficialDocument(
        title="政府信息公开\n告知书",
        organ="示例市司法局",
        masthead="示例市司法局",
        number="示司公复〔2026〕12号",
        recipient="张三",
        blocks=(
            Heading("一、经过"),
            Heading("（一）收到", 2),
            Heading("1.登记", 3),
            Heading("（1）编号", 4),
            Paragraph("您于2026年1月5日提出的申请收悉。"),
            Paragraph("居中", indent=0),
            Table(
                (
                    (Cell("材料", scope=column), Cell("页数", scope=column)),
                    (Cell("清单", rows=2), Cell("3")),
                    (Cell("4"),),
                ),
                (60, 40),
                caption="材料清单",
                description="两列",
            ),
        ),
        attachments=("清单", "回执"),
        signature="示例市司法局",
        signed_on=date(2026, 1, 20),
        subject="答复",
    )
