"""The paragraphs of the guide, kept in versions."""

import pytest
from tests.catalogue.press import TODAY, moment

from gongkai.catalogue.actions.guide import GuideError, revise_guide
from gongkai.catalogue.guide import parts
from gongkai.catalogue.queries.desk import guides
from gongkai.catalogue.queries.public import guide
from gongkai.isolation import scope


def written(press, texts, *, seen=0):
    with press.cast.entered(press.jiang):
        return revise_guide(press.organ, texts, seen=seen, on=TODAY, at=moment(), by=press.jiang)


def test_each_saving_is_a_version_that_all_can_read(press):
    written(press, {"places": "市图书馆一层", "unknown": "x"})
    written(press, {"places": "市档案馆一层"}, seen=1)
    with scope.entered(scope.PUBLIC):
        assert guide(press.organ.pk).texts == {"places": "市档案馆一层"}
        assert [one.number for one in guides(press.organ.pk)] == [2, 1]


def test_what_somebody_else_wrote_meanwhile_is_not_lost(press):
    written(press, {"places": "市图书馆一层"})
    with pytest.raises(GuideError, match="其他人已经修改"):
        written(press, {"places": "市档案馆一层"})


@pytest.mark.parametrize(("texts", "words"), [({}, "没有变化"), ({"fees": "字" * 3001}, "“收费”太长")])
def test_what_cannot_be_kept_is_told(press, texts, words):
    with pytest.raises(GuideError, match=words):
        written(press, texts)


def test_shipped_paragraphs_name_the_organ_and_own_words_come_first():
    found = {part.key: part for part in parts()}
    assert found["classes"].told({}, "某局").startswith("某局主动公开")
    assert found["classes"].told({"classes": "本局公开什么"}, "某局") == "本局公开什么"
    assert found["places"].told({}, "某局") == ""
