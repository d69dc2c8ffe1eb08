"""The pages of visits: figures with a chart and a file, tables brought in from Excel and CSV."""

import io

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from tests.channels.test_queries import counted  # noqa: F401  a fixture
from tests.desk.visitor import logged_in
from tests.files.conftest import files_root  # noqa: F401  a fixture

from gongkai.channels.figures import visits_of_year
from gongkai.channels.importing import HEADERS
from gongkai.channels.models import EarlierImport

ORIGIN = {"source": "原统计系统", "reason": "补录"}


def shown(person, query=""):
    answer = logged_in(person).get(f"/desk/visits/{query}")
    assert answer.status_code == 200
    return answer


def rows(answer):
    return [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in html.fromstring(answer.text).iter("tr")
    ]


def total(answer):
    return next(row for row in rows(answer) if row[0] == "合计")


def test_a_year_shows_its_months_its_pages_and_the_same_in_a_file(counted):  # noqa: F811
    answer = shown(counted.wang)
    assert ["3月", "30", "10", "1"] in rows(answer)
    assert total(answer) == ["合计", "343", "47", "3"]
    assert rows(answer)[-2:] == [["2026年", "343", "47"], ["2025年", "700", "70"]]
    bars = html.fromstring(answer.text).xpath("//*[local-name()='rect']/*[local-name()='title']/text()")
    assert {"3月 访问量 30", "3月 独立用户 10"} <= set(bars)
    assert "政府信息公开指南" in answer.text
    file = shown(counted.wang, "?_export=xlsx").content
    cells = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert cells[0] == ["时段", "访问量", "独立用户", "机器访问"]
    assert cells[-1] == ["合计", "343", "47", "3"]


def test_a_month_shows_its_days_and_what_was_brought_in_for_a_whole_year_stands_apart(counted):  # noqa: F811
    names = [row[0] for row in rows(shown(counted.wang, "?year=2026&month=3"))]
    assert names[:4] == ["时段", "1日", "2日", "合计"]
    assert "2025年（未分月）" in shown(counted.wang, "?year=2025").text
    for query in ("?year=1", "?year=x&month=99", "?organ=none", "?month=３"):
        assert total(shown(counted.wang, query)) == ["合计", "343", "47", "3"]


def test_a_supervisor_chooses_among_the_organs_below_and_others_do_not(counted):  # noqa: F811
    assert total(shown(counted.sun, "?organ=finance")) == ["合计", "1000", "1000", "0"]
    assert total(shown(counted.wang, "?organ=finance")) == ["合计", "343", "47", "3"]


def book(*lines):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return SimpleUploadedFile("以往.xlsx", file.getvalue())


def text(*lines, encoding="gb18030"):
    return SimpleUploadedFile("以往.csv", "\n".join(",".join(line) for line in lines).encode(encoding))


@pytest.mark.usefixtures("files_root")
@pytest.mark.parametrize("file", [book, text])
def test_a_table_is_brought_in_and_taken_back(cast, file):
    client = logged_in(cast.zhou)
    sent = {**ORIGIN, "file": file(HEADERS, ("2022", "98000", "41000"), ("2023-01", "11200", "4600"))}
    answer = client.post("/desk/visits/imports/new/", sent, follow=True)
    assert "已导入 2 行" in answer.text
    assert "访问量 109200 次，独立用户 45600 个" in answer.text
    with cast.entered(cast.zhou):
        batch = EarlierImport.objects.get()
        assert visits_of_year(cast.justice.pk, 2022).views == 98000
    answer = client.post(f"/desk/visits/imports/{batch.pk}/revoke/", {"reason": "填反"}, follow=True)
    assert "已撤销" in answer.text
    assert logged_in(cast.zhao).get(f"/desk/visits/imports/{batch.pk}/revoke/").status_code in (403, 404)


@pytest.mark.usefixtures("files_root")
def test_each_mistake_is_told_with_its_cell_and_nothing_is_brought_in(cast):
    client = logged_in(cast.zhou)
    sent = {**ORIGIN, "file": book(HEADERS, ("2022", 10, 20), ("去年", 1, 1))}
    answer = client.post("/desk/visits/imports/new/", sent)
    assert answer.status_code == 422
    assert {"C2", "A3"} <= {row[0] for row in rows(answer)}
    assert 'value="原统计系统"' in answer.text
    with cast.entered(cast.zhou):
        assert not EarlierImport.objects.exists()


def test_only_who_may_brings_in(cast):
    assert logged_in(cast.wang).get("/desk/visits/imports/new/").status_code == 403
    assert logged_in(cast.wang).get("/desk/visits/imports/").status_code == 200
    assert logged_in(cast.zhou).get("/desk/visits/imports/template/").status_code == 200
