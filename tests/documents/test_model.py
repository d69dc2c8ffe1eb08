"""The document model: tables fill their grid, headers are found, texts can be printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.model import (
    Cell,
    GridError,
    Heading,
    OfficialDocument,
    Paragraph,
    Scope,
    Table,
    UnprintableTextError,
    printable,
    width,
    written_date,
)

COLUMN, ROW = Scope.COLUMN, Scope.ROW


def table(*rows, widths=3, header_rows=0):
    return Table(tuple(tuple(row) for row in rows), (20.0,) * widths, header_rows=header_rows)


def test_a_table_places_cells_round_those_that_span_rows():
    found = table(
        [Cell("甲", rows=2), Cell("乙", columns=2)],
        [Cell("丙"), Cell("丁")],
    )

    assert [(each.cell.text, each.row, each.column) for each in found.placed] == [
        ("甲", 0, 0),
        ("乙", 0, 1),
        ("丙", 1, 1),
        ("丁", 1, 2),
    ]
    assert [[each.cell.text for each in row] for row in found.grid] == [
        ["甲", "乙", "乙"],
        ["甲", "丙", "丁"],
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param([[Cell("甲"), Cell("乙")]], "第1行第3列没有单元格", id="hole"),
        pytest.param([[Cell("甲"), Cell("乙", columns=3)]], "超出了1行3列", id="too wide"),
        pytest.param([[Cell("甲", rows=2, columns=3)]], "超出了1行3列", id="too tall"),
        pytest.param(
            [[Cell("甲"), Cell("乙", rows=2), Cell("丙")], [Cell("丁", columns=2), Cell("戊")]],
            "“丁”与“乙”在第2行第2列重叠",
            id="overlap",
        ),
        pytest.param([[Cell("甲", rows=2, columns=3)], [Cell("乙")]], "超出了2行3列", id="row full"),
        pytest.param([], "没有行", id="empty"),
    ],
)
def test_a_table_that_does_not_fill_its_grid_is_refused_with_the_place(rows, message):
    with pytest.raises(GridError, match=message):
        table(*rows)


def test_a_header_may_not_reach_into_the_body():
    with pytest.raises(GridError, match="从表头跨到了表身"):
        table([Cell("甲", rows=2, columns=3)], [], header_rows=1)


def test_more_header_rows_than_rows_are_refused():
    with pytest.raises(GridError, match="表头有2行，而表格只有1行"):
        table([Cell(columns=3)], header_rows=2)


def test_a_cell_spans_at_least_itself():
    with pytest.raises(GridError, match="至少是 1"):
        Cell("甲", columns=0)


def test_a_figure_knows_the_headers_above_and_to_the_left():
    found = table(
        [Cell(rows=2), Cell("申请人", columns=2, scope=COLUMN)],
        [Cell("自然人", scope=COLUMN), Cell("总计", scope=COLUMN)],
        [Cell("新收", scope=ROW), Cell("1"), Cell("2")],
        [Cell("结转", scope=ROW), Cell("3"), Cell("4")],
        header_rows=2,
    )
    last = found.grid[3][2]

    assert [header.cell.text for header in found.headers_of(last)] == ["申请人", "总计", "结转"]


def test_only_the_nearest_band_of_column_headers_counts():
    found = table(
        [Cell("甲项", columns=3, scope=COLUMN)],
        [Cell("1"), Cell("2"), Cell("3")],
        [Cell("乙项", columns=3, scope=COLUMN)],
        [Cell("内容", columns=2, scope=COLUMN), Cell("数量", scope=COLUMN)],
        [Cell("4", columns=2), Cell("5")],
    )

    assert [header.cell.text for header in found.headers_of(found.grid[4][2])] == ["乙项", "数量"]
    assert [found.is_header_row(row) for row in range(5)] == [True, False, True, True, False]


@given(st.data())
def test_any_grid_cut_into_boxes_is_accepted_and_covers_each_place_once(data):
    height, width = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    taken, rows = set(), []
    for row in range(height):
        rows.append([])
        for column in range(width):
            if (row, column) in taken:
                continue
            columns = 1
            while (
                column + columns < width and (row, column + columns) not in taken and data.draw(st.booleans())
            ):
                columns += 1
            tall = data.draw(st.integers(1, height - row))
            taken |= {(row + down, column + right) for down in range(tall) for right in range(columns)}
            rows[-1].append(Cell(columns=columns, rows=tall))

    found = table(*rows, widths=width)

    assert sum(len(each.row_span) * len(each.column_span) for each in found.placed) == height * width


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x85", "\ud800", "\ufffe"])
def test_a_character_no_document_can_carry_is_refused_and_named(character):
    with pytest.raises(UnprintableTextError, match=f"“公开”之后有不能印出的字符 U\\+{ord(character):04X}"):
        printable(f"公开{character}工作")


def test_every_part_of_a_document_refuses_unprintable_text():
    for make in (Cell, Heading, Paragraph, lambda text: OfficialDocument(title=text)):
        with pytest.raises(UnprintableTextError):
            make("坏\x00字")
    with pytest.raises(UnprintableTextError):
        OfficialDocument(title="好", attachments=("坏\x00字",))


def test_text_keeps_tabs_line_breaks_and_rare_characters():
    assert printable("一\t二\n𠮷") == "一\t二\n𠮷"


def test_headings_have_four_levels():
    assert Heading("（1）", 4).level == 4
    with pytest.raises(ValueError, match="只有一至四层"):
        Heading("五层", 5)


def test_a_document_has_a_title():
    with pytest.raises(ValueError, match="没有标题"):
        OfficialDocument(title=" ")


def test_a_date_is_written_without_leading_zeros():
    assert written_date(date(2026, 1, 9)) == "2026年1月9日"


def test_several_attachments_are_numbered_and_one_is_not():
    one = OfficialDocument(title="甲", attachments=("清单",))
    two = OfficialDocument(title="甲", attachments=("清单", "回执"))

    assert one.attachment_lines == ("附件：清单",)
    assert two.attachment_lines == ("附件：1.清单", "　　　2.回执")


def test_a_title_of_two_lines_is_one_line_in_the_properties():
    assert OfficialDocument(title="示例市司法局\n2025年报告").plain_title == "示例市司法局2025年报告"


def test_the_signature_stands_centred_over_the_date_four_characters_from_the_edge():
    signed = OfficialDocument(title="甲", signature="示例市司法局", signed_on=date(2026, 1, 20))

    assert [(line.text, line.indent) for line in signed.closing] == [
        ("示例市司法局", 4.25),
        ("2026年1月20日", 4.0),
    ]


def test_a_signature_wider_than_the_page_edge_allows_moves_the_date_inwards():
    long = "示例市人民政府行政审批和政务信息管理办公室"
    signature, day = OfficialDocument(title="甲", signature=long, signed_on=date(2026, 1, 9)).closing

    assert signature.indent == 0
    assert day.indent == (width(long) - width("2026年1月9日")) / 2


def test_an_unsigned_document_has_no_closing_and_is_dated_in_its_properties_only():
    unsigned = OfficialDocument(title="甲", dated=date(2026, 1, 1))

    assert unsigned.closing == ()
    assert unsigned.properties_on == date(2026, 1, 1)
