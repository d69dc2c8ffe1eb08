"""Whoever knows one app knows all: the same things stand in rooms of the same name."""

import ast

import pytest
from tests.architecture.parts import APPS, SOURCE, calls, modules, named, room, tree

MODELS = {"models.Model", "Model", "AbstractBaseUser"}


def classes(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]


def bases(node):
    return {ast.unparse(base) for base in node.bases}


def is_import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def marks(node):
    """What a class or function is marked with, as written."""
    return [ast.unparse(mark) for mark in node.decorator_list]


def test_there_are_apps_to_look_at():
    assert {"ledger", "organs", "jobs", "notices", "files"} <= set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_what_it_is_and_how_its_tables_came(app):
    for place in ("__init__.py", "apps.py", "migrations/0001_initial.py"):
        assert (SOURCE / app / place).exists(), place
    assert ast.get_docstring(tree(SOURCE / app / "__init__.py"))


@pytest.mark.parametrize("app", [app for app in APPS if app != "ledger"])
def test_an_app_that_acts_has_the_rooms_for_it(app):
    """The ledger is what acts are written in."""
    folder = SOURCE / app
    rooms = {path.stem for path in folder.iterdir()}
    assert "actions" not in rooms or {"events", "queries", "rules"} <= rooms | kept_elsewhere(app)


def kept_elsewhere(app):
    """Nobody but the system acts on mails, so that no rule says who may."""
    return {"rules"} if app == "notices" else set()


def outside(place, found):
    """The modules that are not of this room, and hold something that belongs there."""
    return [named(path) for path in modules() if room(path) != place and any(found(path))]


def test_tables_stand_among_the_models():
    assert outside("models", lambda path: [one for one in classes(path) if MODELS & bases(one)]) == []


def test_who_may_do_what_stands_among_the_rules():
    assert outside("rules", lambda path: [call for call in calls(path) if call[0] == "add_perm"]) == []


@pytest.mark.parametrize("path", [SOURCE / app / "events.py" for app in APPS if app != "ledger"], ids=named)
def test_an_event_is_a_frozen_fact(path):
    assert classes(path)
    for one in classes(path):
        assert marks(one) == ["dataclass(frozen=True, kw_only=True)"], one.name


def test_nothing_hides_in_saving_a_row():
    models = [path for path in modules() if room(path) == "models"]
    methods = [node for path in models for one in classes(path) for node in one.body]
    assert not [one.lineno for one in methods if getattr(one, "name", "") in {"save", "delete"}]


def test_nothing_hides_in_a_signal():
    imports = [ast.unparse(node) for path in modules() for node in tree(path).body if is_import(node)]
    assert [line for line in imports if "django.dispatch" in line or "models.signals" in line] == []
