"""The index follows what is published, and can be built anew while others search in it."""

import pytest
from tests.catalogue.press import moment
from tests.files import made

from gongkai.search.keeping import follow, is_true, rebuild
from gongkai.search.place import current
from gongkai.search.queries import find


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"


def ids(text):
    return find(current(), text).ids


def built():
    return rebuild(lambda _: None, at=moment())


def test_building_anew_holds_what_is_out_and_nothing_else(press):
    out, gone = press.published(title="公开甲"), press.published(title="公开乙")
    press.withdrawn(gone)
    press.draft(title="公开丙")
    assert built() == 1
    assert ids("公开") == [out.pk]
    assert is_true()


def test_whoever_searches_meanwhile_goes_on_with_the_old_one(press):
    press.published(title="公开甲")
    built()
    held = current()
    press.published(title="公开乙")
    built()
    assert len(find(held, "公开").ids) == 1
    assert len(ids("公开")) == 2


def test_without_an_index_following_waits_for_the_next_building(press):
    follow(press.published().pk)
    assert current() is None


def test_the_words_of_attachments_are_found(press):
    item = press.draft()
    press.attach(item, made.docx("只在附件里出现的珊瑚二字"), "附件.docx")
    press.publish(press.reviewed(item))
    built()
    assert ids("附件.docx") == [item.pk]
