"""Old addresses lead on to the new ones: of an organ, a column, a topic, and of all below them."""

from dataclasses import fields

import pytest
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.catalogue.press import TODAY, columned
from tests.database import as_owner

from gongkai.catalogue.actions.columns import ColumnFacts, change_column
from gongkai.catalogue.actions.topics import TopicFacts, change_topic, open_topic
from gongkai.ledger.models import Entry
from gongkai.organs.actions import OrganFacts, change_organ
from gongkai.portal.baking import tree
from gongkai.portal.baking.keeping import everything
from gongkai.portal.baking.tasks import follow_act


def rename(press, slug):
    press.organ.refresh_from_db()
    facts = {one.name: getattr(press.organ, one.name) for one in fields(OrganFacts)} | {"slug": slug}
    with press.cast.entered(press.cast.qian):
        change_organ(press.organ, OrganFacts(**facts), on=TODAY, by=press.cast.qian)


def rename_column(press, slug):
    press.column.refresh_from_db()
    with press.cast.entered(press.cast.zhou):
        change_column(press.column, ColumnFacts(name="政策", slug=slug), on=TODAY, by=press.cast.zhou)


@pytest.fixture
def item(press):
    """An item of the organ; it, a column with one below, and a topic stand at new addresses."""
    cache.clear()
    columned(press.cast, "规章", "gz", parent=press.column)
    item = press.published()
    rename_column(press, "zc")
    with press.cast.entered(press.jiang):
        topic = open_topic(press.organ, TopicFacts(name="普法", slug="fzxc"), on=TODAY, by=press.jiang)
        change_topic(topic, TopicFacts(name="普法", slug="pf"), on=TODAY, by=press.jiang)
    rename(press, "sfj")
    return item


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/justice/", "/sfj/"),
        ("/justice/feed.xml", "/sfj/feed.xml"),
        ("/justice/items/{}/", "/sfj/items/{}/"),
        ("/justice/columns/zcwj/", "/sfj/columns/zc/"),
        ("/justice/columns/zcwj/gz/", "/sfj/columns/zc/gz/"),
        ("/sfj/columns/zcwj/gz/feed.xml", "/sfj/columns/zc/gz/feed.xml"),
        ("/sfj/columns/zcwj/pages/1/", "/sfj/columns/zc/pages/1/"),
        ("/justice/topics/fzxc/", "/sfj/topics/pf/"),
        ("/justice/search/?q=%E6%B3%95&year=2026", "/sfj/search/?q=%E6%B3%95&year=2026"),
    ],
)
def test_an_old_address_leads_to_the_new_one_at_once(item, old, new):
    answer = Client().get(old.format(item.pk))
    assert (answer.status_code, answer["Location"]) == (301, new.format(item.pk))
    assert answer["Cache-Control"] == "public, max-age=5"
    assert Client().get(new.format(item.pk)).status_code in (200, 503)  # no index to search in


def test_what_was_typed_goes_along(item):  # noqa: ARG001  all moved
    answer = Client().post("/justice/report-error/", {"text": "错字"})
    assert (answer.status_code, answer["Location"]) == (308, "/sfj/report-error/")


def test_what_never_was_is_not_found(item):  # noqa: ARG001  all moved
    for address in ("/nobody/", "/sfj/columns/none/", "/sfj/topics/none/", "/sfj/none/"):
        assert Client().get(address).status_code == 404


def test_the_interface_knows_an_organ_by_what_it_was_called(item):
    found = Client().get("/api/v1/items?organ=justice").json()["results"]
    assert [one["id"] for one in found] == [item.pk]
    assert Client().get("/api/v1/organs/justice").json()["slug"] == "sfj"


def test_what_moves_back_is_found_at_its_first_address(press):
    rename_column(press, "zc")
    rename_column(press, "zcwj")
    assert Client().get("/justice/columns/zcwj/").status_code == 200
    assert Client().get("/justice/columns/zc/")["Location"] == "/justice/columns/zcwj/"


def test_baked_pages_of_an_old_address_go_with_the_move(press, settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"
    press.published()
    everything(lambda _: None)
    assert tree.is_there("/justice/columns/zcwj/pages/1/")
    rename_column(press, "zc")
    _followed("catalogue.ColumnChanged")
    assert not [one for one in tree.pages() if "/columns/zcwj/" in one]
    rename(press, "sfj")
    assert tree.is_there("/justice/")
    _followed("organs.OrganChanged")
    assert not [one for one in tree.pages() if one.startswith("/justice/")]
    assert tree.is_there("/sfj/")
    assert Client(headers={"host": "127.0.0.1:8000"}).get("/justice/")["Location"] == "/sfj/"


def _followed(act):
    with as_owner():
        entry = Entry.objects.filter(act=act).order_by("-pk").first()
        ProcrastinateJob.objects.all().delete()
    follow_act(entry=entry.pk, organ=entry.organ_id)
