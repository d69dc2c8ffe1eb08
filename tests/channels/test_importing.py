"""A table of earlier totals: what can be read, and each mistake told with its cell."""

from datetime import date

import pytest

from gongkai.channels.importing import FIRST_YEAR, HEADERS, read, span
from gongkai.files.cells import CellMistakeError

TODAY = date(2026, 11, 25)


def errors(*rows):
    return {one.cell: one.message for one in read([HEADERS, *rows], on=TODAY).errors}


def test_days_months_and_years_are_read():
    table = read(
        [HEADERS, ["2022", "98,000", "41000"], ["2023年1月", "11200", "4600"], [], ["2023/2/1", "380", "0"]],
        on=TODAY,
    )
    assert table.errors == []
    assert [(one.number, one.words, one.views, one.visitors) for one in table.rows] == [
        (2, "2022年", 98000, 41000),
        (3, "2023-01", 11200, 4600),
        (5, "2023-02-01", 380, 0),
    ]
    assert span("2024-02")[1] == date(2024, 2, 29)
    assert span("2023-05-01 00:00:00") == (date(2023, 5, 1), date(2023, 5, 1))


@pytest.mark.parametrize(
    "told", ["", "五月", "2023-13", "2023-02-30", f"{FIRST_YEAR - 1}", "20230501", "²⁰²³"]
)
def test_what_is_no_span_is_told(told):
    with pytest.raises(CellMistakeError):
        span(told)


@pytest.mark.parametrize(
    ("row", "cell", "told"),
    [
        (["上月", "1", "1"], "A2", "请写成"),
        (["2023-05", "1.5", "1"], "B2", "整数"),
        (["2023-05", "-3", "1"], "B2", "整数"),
        (["2023-05", "", "1"], "B2", "整数"),
        (["2023-05", "9" * 20, "1"], "B2", "太大"),
        (["2023-05", "1", "2"], "C2", "填反"),
        (["2023-05"], "C2", "整数"),
        (["2026", "1", "1"], "A2", "还没有结束"),
        (["2026-11-25", "1", "1"], "A2", "还没有结束"),
    ],
)
def test_each_mistake_names_its_cell(row, cell, told):
    assert told in errors(row)[cell]


def test_spans_that_overlap_and_titles_that_are_others_are_told():
    found = errors(["2023", "9", "9"], ["2023-05", "1", "1"], ["2022-12-31", "1", "1"])
    assert "与第2行（2023年）的时段重叠" in found["A3"]
    assert len(found) == 1
    assert {one.cell for one in read([["日期", "访问量"]], on=TODAY).errors} == {"A1", "C1"}
    assert [one.cell for one in read([HEADERS], on=TODAY).errors] == ["A2"]
