"""``gongkai fee`` as it is typed."""

import json

import pytest
from tests.cli.typed import typed

DAY = ["--on", "2026-09-21"]


def run(*words):
    return typed("fee", *words)


def test_items_are_worked_out_line_by_line():
    shown = run("items", "--already", "28", "--new", "5", *DAY)
    assert shown.exit_code == 0
    assert "第31件至第33件：3件 × 200元 = 600元" in shown.stdout
    assert "合计：800元" in shown.stdout
    assert "《政府信息公开信息处理费管理办法》第四条" in shown.stdout


def test_pages_are_worked_out_line_by_line():
    shown = run("pages", "256", *DAY)
    assert shown.exit_code == 0
    assert "第201页至第256页：56页 × 40元 = 2240元" in shown.stdout
    assert "合计：4940元" in shown.stdout


def test_telling_where_costs_nothing_by_pages():
    assert "合计：0元" in run("pages", "68", "--told-where", *DAY).stdout


def test_both_tariffs_are_compared_and_never_added():
    shown = run("compare", "--already", "10", "--new", "1", "--pages", "68", *DAY)
    assert "合计：100元" in shown.stdout
    assert "合计：380元" in shown.stdout
    assert "480" not in shown.stdout
    assert "两者不相加" in shown.stdout


def test_json_is_one_object_a_line():
    shown = run("compare", "--already", "10", "--pages", "68", "--json", *DAY)
    lines = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [(line["tariff"], line["amount"]) for line in lines] == [("items", 100), ("pages", 380)]
    assert lines[1]["steps"][1] == {"first": 31, "last": 68, "number": 38, "rate": 10, "sum": 380}


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["items", "--already", "-1"], "现为-1"),
        (["pages", "1000000"], "请检查是否输错"),
        (["pages", "31", "--on", "2020-12-31"], "2021-01-01起施行"),
        (["pages", "31", "--on", "昨天"], "“昨天”不是日期"),
    ],
)
def test_wrong_input_is_named(typed, named):
    refused = run(*typed)
    assert refused.exit_code == 2
    assert named in refused.stderr


def test_the_help_has_an_example():
    assert "gongkai fee items --already 28 --new 5" in run("items", "-h").stdout
