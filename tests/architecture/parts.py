"""Where the source stands, and what its modules hold, read from their syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gongkai"
ACTIONS = "actions"
# What has tables of its own: an app, with the rooms of one.
APPS = sorted(path.parent.name for path in SOURCE.glob("*/models.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def modules():
    """Every module but migrations, which write tables by their nature."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def room(path: Path) -> str:
    """The room of an app that a module belongs to; a large room is a folder."""
    inside = path.relative_to(SOURCE).parts[1:]
    return inside[0].removesuffix(".py") if inside else ""


def is_of_actions(path: Path) -> bool:
    return room(path) == ACTIONS


def calls(path: Path):
    """The name of what is called, what it is called on, and the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, ast.unparse(node.func.value), node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, "", node.lineno


def words(path: Path):
    """The constant texts of a module but for docstrings, with their lines."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno
