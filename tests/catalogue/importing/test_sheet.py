"""A table of items: each mistake is told with its cell."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter
from tests.catalogue.press import TODAY, columned
from tests.files import made

from gongkai.catalogue.importing.sheet import HEADERS, MOST_ITEMS, read, titles, written
from gongkai.catalogue.queries.desk import items
from gongkai.files.converting import rows
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Unit

GOOD = {"标题": "通知", "栏目": "zcwj", "成文日期": "2026-09-21", "公开属性": "主动公开"}


def table(*filled):
    return [titles(), *([row.get(title, "") for title in titles()] for row in filled)]


@pytest.fixture
def taken(press):
    return lambda *filled: read(table(*filled), press.organ, on=TODAY)


def test_a_good_row_is_a_draft_in_waiting(taken, press):
    found = taken({**GOOD, "体裁": "通知", "有效性": "现行有效", "施行日期": "2026年10月1日"})
    (row,) = found.rows
    assert not found.errors
    assert (row.number, row.column, row.wording.genre) == (2, press.column, "circular")
    assert row.wording.effective_on == date(2026, 10, 1)


def test_a_column_is_named_by_its_path_or_by_names(taken, press):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    found = taken({**GOOD, "栏目": "zcwj/gz"}, {**GOOD, "栏目": "政策文件/规章"})
    assert [row.column for row in found.rows] == [below, below]


@pytest.mark.parametrize(
    ("change", "cell", "told"),
    [
        ({"标题": ""}, "A2", "没有填写标题"),
        ({"标题": "长" * 301}, "A2", "最多300个字"),
        ({"栏目": "没有"}, "B2", "没有这个栏目"),
        ({"成文日期": "去年"}, "H2", "不是日期"),
        ({"成文日期": "2026-02-30"}, "H2", "不是日期"),
        ({"成文日期": "2027-01-01"}, "H2", "不能晚于今天"),
        ({"体裁": "公文"}, "E2", "请从这些里选"),
        ({"公开属性": "不予公开"}, "M2", "法定理由"),
        ({"公开属性": "依申请公开"}, "M2", "写明理由"),
        ({"责任机构": "没有"}, "P2", "没有这个内设机构"),
        ({"来源网址": "example"}, "R2", "https"),
    ],
)
def test_a_mistake_is_told_with_its_cell(taken, change, cell, told):
    found = taken({**GOOD, **change})
    assert not found.rows
    assert [(one.cell, told in one.message) for one in found.errors] == [(cell, True)]


def test_all_mistakes_are_told_at_once(taken):
    found = taken({**GOOD, "标题": "", "成文日期": "x"}, GOOD, {**GOOD, "栏目": ""})
    assert [one.cell for one in found.errors] == ["A2", "H2", "B4"]


def test_the_first_row_is_checked(press):
    found = read([["标题", "标题", "备注"], ["甲", "", ""]], press.organ, on=TODAY)
    assert {one.cell for one in found.errors} == {"B1", "C1", "第1行"}
    assert "栏目" in {one.title for one in found.errors}


def test_an_empty_table_says_where_to_begin(taken, press):
    assert "第2行" in taken().errors[0].message
    assert read([], press.organ, on=TODAY).errors


def test_too_many_at_once_are_refused(taken):
    assert "分几次" in taken(*([GOOD] * (MOST_ITEMS + 1))).errors[0].message


def test_what_is_written_can_be_read_again(press):
    with press.cast.entered(press.cast.qian):
        unit = Unit.objects.create(organ=press.organ, name="法治调研科")
    press.draft(summary="概述", changed_on=TODAY)
    press.draft(attribute="closed", ground="internal", reason="内部分工")
    read_again = read([titles(), *written(items())], press.organ, on=TODAY)
    assert not read_again.errors
    assert [row.wording.ground for row in read_again.rows] == ["internal", ""]
    assert unit.name


def test_a_real_workbook_gives_its_cells_as_people_see_them(press):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, titles())
        sheet.write(1, 0, 12345)
        sheet.write_datetime(1, 7, datetime(2026, 9, 21), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001  Excel knows no zones
    found = rows(press.organ, "表.xlsx", [out.getvalue()])
    assert found[0] == titles()
    assert (found[1][0], found[1][7]) == ("12345", "2026-09-21")


def test_what_is_no_workbook_is_refused(press):
    with pytest.raises(RefusedError, match="Excel"):
        rows(press.organ, "x.docx", [made.docx()])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_as_text_gives_its_cells_too(press, encoding):
    text = '标题,文号\r\n"通知，其一","示司〔2026〕1号"\r\n'
    found = rows(press.organ, "表.csv", [text.encode(encoding)])
    assert found == [["标题", "文号"], ["通知，其一", "示司〔2026〕1号"]]


def test_every_column_is_told_apart():
    assert len({header.title for header in HEADERS}) == len(HEADERS)
