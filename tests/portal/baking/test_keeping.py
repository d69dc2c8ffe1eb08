"""What stands in the tree is what the public reads, and becomes so by itself."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from tests.catalogue.press import columned, moment
from tests.portal.baking.kitchen import in_tree, untrue

from gongkai.catalogue.actions import columns
from gongkai.ledger.models import Entry
from gongkai.portal.baking import keeping, tree
from gongkai.portal.baking.keeping import bake, begin_organ, everything, go_on_with_organ, is_complete, look


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"


def told(_):
    """Nobody looks at the progress."""


def test_it_is_done_a_little_at_a_time_and_gone_on_with(press, monkeypatch):
    press.published()
    monkeypatch.setattr(keeping, "FEW", 7)
    rounds = 1
    while look(moment(), 0):
        rounds += 1
    assert rounds > 3
    assert is_complete()
    assert untrue() == []


def test_what_no_job_followed_is_followed(press):
    everything(told)
    look(moment(), 60)
    item = press.published(title="关于落下的通知")
    assert in_tree(f"/justice/items/{item.pk}/") is None
    look(moment() + timedelta(minutes=10), 0)
    assert "关于落下的通知".encode() in in_tree(f"/justice/items/{item.pk}/")
    assert "关于落下的通知".encode() in in_tree("/justice/")


def test_acts_before_the_first_walk_are_not_followed_one_by_one(press):
    press.published()
    entry = Entry.objects.get(act="catalogue.ItemPublished")
    assert keeping.changed_with(entry.pk, press.organ.pk).pages == ()
    everything(told)
    assert keeping.changed_with(entry.pk, press.organ.pk).pages


def test_of_many_changes_around_the_pages_the_last_is_followed(press):
    everything(told)
    columned(press.cast, "另一栏目", "other")
    first, last = Entry.objects.filter(act="catalogue.ColumnOpened").order_by("pk")
    assert keeping.changed_with(first.pk, press.organ.pk).organ is None
    assert keeping.changed_with(last.pk, press.organ.pk).organ == press.organ.pk


def test_what_was_changed_behind_its_back_is_put_right(press):
    item = press.published()
    everything(told)
    tree.put("/justice/", b"other")
    tree.remove(f"/justice/items/{item.pk}/")
    tree.put("/justice/items/99999/", b"never was")
    tree.put("/gone/guide/", b"of an organ that is no more")
    look(moment(), 60)
    assert untrue() == []
    assert not tree.is_there("/gone/guide/")
    assert not (tree.site() / "gone").exists()


def test_a_new_program_bakes_everything_anew(press, monkeypatch):
    press.published()
    everything(told)
    monkeypatch.setattr(keeping, "edition", lambda: "newer")
    assert not is_complete()
    assert not look(moment() + timedelta(minutes=10), 60)
    assert is_complete()


def test_what_stands_around_the_pages_of_an_organ_is_changed_on_all_of_them(press):
    press.published()
    everything(told)
    with press.cast.entered(press.cast.zhou):
        facts = columns.ColumnFacts(name="新名称", slug="xmc")
        columns.change_column(press.column, facts, on=moment().date(), by=press.cast.zhou)
    columned(press.cast, "另一栏目", "other")
    begin_organ(press.organ.pk, 1)
    while go_on_with_organ(press.organ.pk, 0):
        pass
    assert untrue(but=("/feed.xml",)) == []
    assert not tree.is_there("/justice/columns/zcwj/")
    assert not go_on_with_organ(press.organ.pk, 0)


def test_a_page_that_fails_is_left_to_the_app_and_holds_up_no_other(press, monkeypatch):
    first, second = press.published(), press.published()
    everything(told)

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("gongkai.portal.pages.items.shown", broken)
    lists = "/justice/"
    assert bake([f"/justice/items/{first.pk}/", lists, f"/justice/items/{second.pk}/"]) == 2
    assert not tree.is_there(f"/justice/items/{first.pk}/")
    assert tree.is_there(lists)


def test_while_the_database_is_away_nothing_is_taken_away(press, monkeypatch):
    item = press.published()
    everything(told)

    def away(*_):
        raise OperationalError

    monkeypatch.setattr("gongkai.portal.pages.items.shown", away)
    with pytest.raises(OperationalError):
        bake([f"/justice/items/{item.pk}/"])
    assert tree.is_there(f"/justice/items/{item.pk}/")
