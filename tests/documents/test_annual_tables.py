"""The three tables as the form prints them: rows, spans and labels, cell by cell."""

from decimal import Decimal

import pytest

from gongkai import facts
from gongkai.documents.annual_tables import disputes, printed, proactive, requests
from gongkai.documents.model import Scope
from gongkai.law.annual.tables import Tables


@pytest.fixture(scope="session")
def blank(form):
    return Tables(form, {}, {}, {})


@pytest.fixture(scope="session")
def form_2021():
    return Tables(facts.form("2021"), {}, {}, {})


def spans(row):
    return [(cell.text.replace("\n", ""), cell.columns, cell.rows) for cell in row]


def test_table_two_of_2021_has_the_rows_and_spans_of_the_form(form_2021):
    rows = [[(text, columns) for text, columns, _ in spans(row)] for row in proactive(form_2021).rows]

    assert rows == [
        [("第二十条第（一）项", 4)],
        [("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1)],
        [("规章", 1), ("", 1), ("", 1), ("", 1)],
        [("行政规范性文件", 1), ("", 1), ("", 1), ("", 1)],
        [("第二十条第（五）项", 4)],
        [("信息内容", 1), ("本年处理决定数量", 3)],
        [("行政许可", 1), ("", 3)],
        [("第二十条第（六）项", 4)],
        [("信息内容", 1), ("本年处理决定数量", 3)],
        [("行政处罚", 1), ("", 3)],
        [("行政强制", 1), ("", 3)],
        [("第二十条第（八）项", 4)],
        [("信息内容", 1), ("本年收费金额（单位:万元）", 3)],
        [("行政事业性收费", 1), ("", 3)],
    ]


def test_table_two_of_2019_has_its_own_items_and_columns():
    table = proactive(Tables(facts.form("2019"), {}, {}, {}))
    rows = [[(text, columns) for text, columns, _ in spans(row)] for row in table.rows]

    assert rows[5] == [("信息内容", 1), ("上一年项目数量", 1), ("本年增/减", 1), ("处理决定数量", 1)]
    assert rows[7] == [("其他对外管理服务事项", 1), ("", 1), ("", 1), ("", 1)]
    assert rows[-6:] == [
        [("第二十条第（八）项", 4)],
        [("信息内容", 1), ("上一年项目数量", 1), ("本年增/减", 2)],
        [("行政事业性收费", 1), ("", 1), ("", 2)],
        [("第二十条第（九）项", 4)],
        [("信息内容", 1), ("采购项目数量", 1), ("采购总金额", 2)],
        [("政府集中采购", 1), ("", 1), ("", 2)],
    ]


def test_table_three_has_the_header_of_the_form(blank):
    first, second, third = (spans(row) for row in requests(blank).rows[:3])

    assert first == [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        ("申请人情况", 7, 1),
    ]
    assert second == [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)]
    assert [text for text, _, _ in third] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


@pytest.mark.parametrize(("version", "rows", "results", "others"), [("2021", 25, 22, 3), ("2019", 23, 20, 1)])
def test_table_three_has_the_row_groups_of_its_form(version, rows, results, others):
    table = requests(Tables(facts.form(version), {}, {}, {}))
    body = [[cell for cell in spans(row) if cell[0]] for row in table.rows[3:]]

    assert len(body) == rows
    assert body[0] == [("一、本年新收政府信息公开申请数量", 3, 1)]
    assert body[1] == [("二、上年结转政府信息公开申请数量", 3, 1)]
    assert body[2] == [("三、本年度办理结果", 1, results), ("（一）予以公开", 2, 1)]
    assert body[3] == [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2, 1)]
    assert body[4] == [("（三）不予公开", 1, 8), ("1.属于国家秘密", 1, 1)]
    assert body[12] == [("（四）无法提供", 1, 3), ("1.本机关不掌握相关政府信息", 1, 1)]
    assert body[15] == [("（五）不予处理", 1, 5), ("1.信访举报投诉类申请", 1, 1)]
    assert body[20][0] == ("（六）其他处理", 2 if others == 1 else 1, others)
    assert body[-2] == [("（七）总计", 2, 1)]
    assert body[-1] == [("四、结转下年度继续办理", 3, 1)]


def test_the_last_group_of_2021_has_three_rows_and_that_of_2019_none(form_2021):
    labels = [cell.text for row in requests(form_2021).rows for cell in row if cell.text]

    assert "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请" in labels
    assert "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请" in labels
    assert "3.其他" in labels


def test_table_four_has_fifteen_columns_under_three_headers(blank):
    first, second, third, figures = (spans(row) for row in disputes(blank).rows)
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

    assert first == [("行政复议", 5, 1), ("行政诉讼", 10, 1)]
    assert second == [*((text, 1, 2) for text in outcomes), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]
    assert [text for text, _, _ in third] == outcomes * 2
    assert len(figures) == 15


def test_figures_stand_in_the_cells_of_their_row_and_column(numbered):
    tables = numbered.tables
    two, three, four = proactive(tables), requests(tables), disputes(tables)

    placed = {
        each.cell.text: (each.row, each.column) for table in (two, three, four) for each in table.placed
    }
    first = tables.form.proactive_rows[0]
    assert placed[str(tables.proactive[first.key][first.columns[2]])] == (2, 3)
    assert placed[str(tables.request("denied.enforcement_file", "legal_service"))] == (13, 7)
    assert placed[str(tables.request("carried_out"))] == (len(three.rows) - 1, 9)
    assert placed[str(tables.disputes["suit_direct"]["pending"])] == (3, 8)


def test_every_figure_names_its_headers(numbered):
    tables = numbered.tables
    for table in (proactive(tables), requests(tables), disputes(tables)):
        for found in table.placed:
            if found.cell.scope is None and found.row >= table.header_rows:
                scopes = {header.cell.scope for header in table.headers_of(found)}
                assert Scope.COLUMN in scopes


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (None, ""),
        (0, "0"),
        (Decimal("0.00"), "0"),
        (7, "7"),
        (-3, "-3"),
        (2822652, "2822652"),
        (Decimal("59237.2449"), "59237.2449"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_zero_is_printed_and_blank_is_not(figure, text):
    assert printed(figure) == text


def test_tables_are_as_wide_as_the_text_whatever_the_figures(numbered, blank):
    for tables in (numbered.tables, blank):
        for make in (proactive, requests, disputes):
            assert sum(make(tables).widths_mm) == pytest.approx(156)


def test_type_gets_smaller_only_where_figures_are_too_long(numbered, blank):
    for make in (requests, disputes):
        assert make(blank).size_pt == 9
        assert make(numbered.tables).size_pt < 9
