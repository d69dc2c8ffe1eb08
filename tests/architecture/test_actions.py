"""Acts look alike: each runs under ``@action``, and says who did it and when, never by default."""

import ast

import pytest
from tests.architecture.parts import calls, is_of_actions, modules, named, tree

# What makes an act of a function is defined there.
MODULES = [path for path in modules() if is_of_actions(path) and named(path) != "ledger/actions.py"]
WHO, WHEN = "by", {"on", "at"}


def functions(path):
    return [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]


def is_act(function):
    return any(isinstance(mark, ast.Name) and mark.id == "action" for mark in function.decorator_list)


def required(function):
    """The names of arguments that must be given, and by name."""
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    return {argument.arg for argument, default in pairs if default is None}


ACTS = [
    pytest.param(function, id=f"{named(path)}:{function.name}")
    for path in MODULES
    for function in functions(path)
    if is_act(function)
]


def test_there_are_acts_to_look_at():
    assert len(MODULES) > 3
    assert len(ACTS) > 20


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem == "actions"], ids=named)
def test_a_room_of_acts_offers_nothing_else(path):
    assert [function.name for function in functions(path) if not is_act(function)] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_what_says_on_which_day_and_by_whom_it_is_done_is_an_act(path):
    like_acts = [one for one in functions(path) if {WHO, "on"} <= required(one)]
    assert [one.name for one in like_acts if not is_act(one)] == []


@pytest.mark.parametrize("act", ACTS)
def test_an_act_says_who_and_when(act):
    assert WHO in required(act)
    assert required(act) & WHEN
    assert ast.get_docstring(act)


def test_only_acts_are_recorded():
    others = [path for path in modules() if not is_of_actions(path)]
    assert [named(path) for path in others if any(call[:2] == ("record", "") for call in calls(path))] == []
