"""What is rendered once for the same values."""

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import mark_safe

from gongkai.faces.templatetags import once

LOAD = "{% load once %}"


class Counted:
    """Something of which is known how often it was read."""

    def __init__(self):
        self.read = 0

    def word(self):
        self.read += 1
        return "文"


def test_it_is_made_once_for_the_same_values_and_anew_for_others():
    counted = Counted()
    template = Template(
        f"{LOAD}{{% once_for thing=thing slug=slug %}}{{{{ slug }}}}{{{{ thing.word }}}}{{% end_once_for %}}"
    )
    assert [template.render(Context({"thing": counted, "slug": slug})) for slug in "aaba"] == [
        "a文",
        "a文",
        "b文",
        "a文",
    ]
    assert counted.read == 2


def test_nothing_but_what_is_named_is_seen():
    template = Template(f"{LOAD}{{% once_for a=a %}}{{{{ a }}}}{{{{ b }}}}{{% end_once_for %}}")
    assert template.render(Context({"a": "甲", "b": "乙"})) == "甲"
    assert template.render(Context({"b": "乙"})) == "None"


def test_equal_values_that_read_otherwise_are_told_apart():
    template = Template(f"{LOAD}{{% once_for a=a %}}{{{{ a }}}}{{% end_once_for %}}")
    told = [template.render(Context({"a": one})) for one in (1, True, "<b>", mark_safe("<b>"), "<b>")]
    assert told == ["1", "True", "&lt;b&gt;", "<b>", "&lt;b&gt;"]


def test_no_more_is_kept_than_a_bounded_number(monkeypatch):
    monkeypatch.setattr(once, "MOST_KEPT", 2)
    counted = Counted()
    template = Template(f"{LOAD}{{% once_for c=c n=n %}}{{{{ n }}}}{{{{ c.word }}}}{{% end_once_for %}}")
    assert [template.render(Context({"c": counted, "n": n})) for n in "1231"] == ["1文", "2文", "3文", "1文"]
    assert counted.read == 4


def test_a_value_without_a_name_is_refused():
    with pytest.raises(TemplateSyntaxError, match="slug"):
        Template(f"{LOAD}{{% once_for slug %}}{{% end_once_for %}}")
