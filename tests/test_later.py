"""A module that is loaded when something of it is first asked for."""

import sys

import pytest

from gongkai.later import Later


def test_a_module_is_loaded_when_it_is_first_used_and_not_before(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    colorsys = Later("colorsys")
    assert "colorsys" not in sys.modules
    assert colorsys.rgb_to_hsv(0, 0, 0) == (0, 0, 0)
    assert "colorsys" in sys.modules


def test_what_a_module_does_not_have_is_missed_as_in_the_module():
    with pytest.raises(AttributeError, match="no_such_thing"):
        Later("colorsys").no_such_thing  # noqa: B018  asking is the point
