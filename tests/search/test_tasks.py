"""Jobs of the index: asked for by the act of publishing, and by the clock."""

import pytest
from tests.catalogue.press import moment

from gongkai.ledger.models import Entry
from gongkai.search.keeping import is_true, rebuild
from gongkai.search.place import current
from gongkai.search.queries import find
from gongkai.search.tasks import check, follow_item


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"


def built():
    return rebuild(lambda _: None, at=moment())


def test_the_act_of_publishing_asks_for_it(press):
    built()
    item = press.published()
    entry = Entry.objects.get(act="catalogue.ItemPublished")
    follow_item.function(entry=entry.pk, organ=press.organ.pk)
    assert find(current(), "公共法律服务").ids == [item.pk]


def test_what_is_missing_is_noticed_and_made_up_for(press):
    assert not is_true()
    built()
    press.published()
    assert not is_true()
    check.function(moment())
    assert is_true()
