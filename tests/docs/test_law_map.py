"""The law map is fresh, every rule cites the law, and every rule has a test."""

import ast
from pathlib import Path

from gongkai.cli.law_map import cited_functions, imported, render, rules

ROOT = Path(__file__).parents[2]


def test_the_law_map_is_fresh():
    page = (ROOT / "docs" / "law-map.md").read_text("utf-8")
    assert page == render(rules(ROOT / "tests")), "运行：gongkai law map --write docs/law-map.md"


def test_every_rule_has_a_test():
    assert [rule.path for rule in rules(ROOT / "tests") if not rule.tests] == []


def test_there_are_rules():
    assert len(cited_functions()) > 20


def test_a_name_imported_under_another_name_is_still_found():
    names, modules = imported(
        ast.parse("from gongkai.law.fees import item_fee as fee\nfrom gongkai.law import fees\n")
    )
    assert names["fee"] == ("gongkai.law.fees", "item_fee")
    assert modules["fees"] == "gongkai.law.fees"
