"""Passages around what is looked for."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.snippets import snippet, with_marks


def said(parts):
    return "".join(part.text for part in parts)


def test_words_are_marked_whatever_their_characters_and_width():
    parts = with_marks("关于公共法律服務ＡＢ的通知", "法律服务ab")
    assert [part.text for part in parts if part.hit] == ["法律服務ＡＢ"]


def test_the_passage_stands_around_the_first_hit():
    parts = snippet(["前" * 300 + "法律援助" + "后" * 300], "法律援助")
    assert "法律援助" in said(parts)
    assert said(parts).startswith("…")
    assert said(parts).endswith("…")


@given(st.text(max_size=60), st.text(max_size=10))
def test_marks_never_change_the_text(text, wanted):
    assert said(with_marks(text, wanted)) == text
