"""The law asks neither the clock nor the machine: read from the syntax tree of each module."""

import ast
from pathlib import Path

import pytest

LAW = Path(__file__).parents[2] / "src" / "gongkai" / "law"
MODULES = sorted(LAW.rglob("*.py"))
CLOCK = {"today", "now", "utcnow", "fromtimestamp"}
MACHINE = {"open", "print", "input", "exec", "eval", "__import__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LAW)))
def test_the_law_asks_neither_clock_nor_machine(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    clock = [c for c in calls if isinstance(c, ast.Attribute) and c.attr in CLOCK]
    machine = [c for c in calls if isinstance(c, ast.Name) and c.id in MACHINE]
    assert [f"line {call.lineno}" for call in clock + machine] == []


def test_there_is_a_law_to_look_at():
    assert len(MODULES) > 5


def test_no_import_hides_inside_a_function():
    found = [
        f"{path.name}:{inner.lineno}"
        for path in LAW.parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []
