"""Texts bound to figures: what they say, what is wrong with them, and what changed."""

import pytest

from gongkai import facts
from gongkai.law.annual.tables import Tables
from gongkai.reports import snapshots, texts

FORM = facts.form("2021")
ROW = (3, 1, 0, 0, 0, 0, 4)
NONE = dict.fromkeys(FORM.outcomes, 0)
TABLES = Tables(
    FORM,
    snapshots.blank_tables(2025).proactive,
    {row.key: ROW for row in FORM.request_rows},
    {
        "reconsideration": NONE,
        "suit_direct": NONE | {"total": 2},
        "suit_after_reconsideration": NONE | {"total": 1},
    },
)
KNOWN = texts.values(TABLES, organ="示例市司法局", year=2025)


def test_cells_groups_and_both_kinds_of_suits_can_be_named():
    text = (
        "{year}年{organ}新收{requests.new.total}件，"
        "不予公开{requests.denied.natural}件，诉讼{disputes.suits.total}件"
    )
    assert texts.bound(text, KNOWN) == "2025年示例市司法局新收4件，不予公开24件，诉讼3件"
    assert list(texts.mistakes(text, KNOWN)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "还没有内容"),
        ("新收{requests.neu.total}件", "是否想写“{requests.new.total}”"),
        ("新收{}件", "没有对应的数据"),
        ("制发{proactive.norms.issued}件", "请先补录数据"),
        ("〔请写明〕。", "“〔请写明〕”还没有写"),
        ("新收{requests.new.total件", "不成对的大括号"),
        ("新收requests}件", "不成对的大括号"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(text, words):
    (told,) = texts.mistakes(text, KNOWN)
    assert words in told


def test_figures_stand_apart_and_what_changed_is_marked():
    text = "新收{requests.new.total}件，{nonsense}"
    before = KNOWN | {"requests.new.total": "3"}
    labels = texts.labels(TABLES, KNOWN)
    first, figure, comma, unknown = texts.pieces(text, KNOWN, before, labels)
    assert (first.text, comma.text) == ("新收", "件，")
    assert (figure.text, figure.before, figure.label) == (
        "4",
        "3",
        "表三“一、本年新收政府信息公开申请数量”的“总计”",
    )
    assert (unknown.text, unknown.is_unknown) == ("{nonsense}", True)
    assert [piece.before for piece in texts.pieces(text, KNOWN, KNOWN, labels)] == [None] * 4


def test_every_name_has_a_label():
    labels = texts.labels(TABLES, KNOWN)
    assert labels.keys() == KNOWN.keys()
    assert labels["requests.denied.total"] == "表三“（三）不予公开”合计的“总计”"
    assert labels["disputes.suits.upheld"] == "表四行政诉讼两类合计的“结果维持”"


def test_short_numbered_lines_are_headings():
    assert texts.blocks("甲。\n\n （一）主动公开 \n（一）信息处理费。没有收取。") == [
        "甲。",
        {"heading": "（一）主动公开"},
        "（一）信息处理费。没有收取。",
    ]


def test_the_drafts_name_only_figures_that_there_are():
    full = dict.fromkeys(KNOWN, "0") | {
        f"proactive.{row.key}.{column}": "0" for row in FORM.proactive_rows for column in row.columns
    }
    assert set(texts.drafts()) == set(texts.PARTS)
    for text in texts.drafts().values():
        assert all("还没有写" in told for told in texts.mistakes(text, full))
