"""Wordings that must never be published."""

import os

import pytest

from gongkai.catalogue.severe import SevereWordsError, load, mistakes


def found(text):
    return [(word.wrong, word.right) for word, _ in mistakes(text)]


def test_a_wrong_wording_is_found_where_it_stands():
    assert [(word.right, at) for word, at in mistakes("中华人民共合国宪法")] == [("中华人民共和国", 0)]


@pytest.mark.parametrize(
    "text",
    ["中华人民共和国", "《建国以来毛泽东文稿》", "全国人大常委会", "党的二十大", "台湾国际会议", ""],
)
def test_what_is_right_is_let_pass(text):
    assert found(text) == []


def test_an_installation_adds_its_own_words_and_a_changed_list_holds_at_once(settings, tmp_path):
    own = tmp_path / "words.toml"
    own.write_text('[[words]]\nwrong = "保顶市"\nright = "保定市"\nwhy = "地名错误"\n', "utf-8")
    settings.SEVERE_WORDS = str(own)
    assert found("保顶市司法局") == [("保顶市", "保定市")]
    own.write_text('[[words]]\nwrong = "保丁市"\nwhy = "地名错误"\n', "utf-8")
    os.utime(own, (1, 1))
    assert found("保顶市、保丁市") == [("保丁市", "")]


def test_a_list_that_does_not_exist_adds_nothing(settings, tmp_path):
    settings.SEVERE_WORDS = str(tmp_path / "none.toml")
    assert found("人民检查院") == [("人民检查院", "人民检察院")]


@pytest.mark.parametrize("content", ["x", "words = 1", "[[words]]\nwrong = 'x'"])
def test_a_broken_list_says_how_to_write_one(content):
    with pytest.raises(SevereWordsError, match="wrong"):
        load(content)
