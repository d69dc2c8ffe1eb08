"""Jobs of the index: asked for by the act of publishing, and by the clock."""

import pytest
from tests.catalogue.press import moment
from tests.reports.out import written

from gongkai.handlers import HANDLERS
from gongkai.ledger.models import Entry
from gongkai.organs.events import OrganChanged
from gongkai.reports.events import ReportPublished
from gongkai.search.keeping import is_true, rebuild
from gongkai.search.place import current
from gongkai.search.queries import find
from gongkai.search.tasks import check, follow_item, follow_reports_of


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


def test_publishing_a_report_and_renaming_an_organ_ask_for_its_reports(cast):
    assert follow_reports_of in HANDLERS[ReportPublished]
    assert follow_reports_of in HANDLERS[OrganChanged]
    built()
    written(cast.justice, "话。")
    follow_reports_of.function(entry=0, organ=cast.justice.pk)
    assert find(current(), "司法局 年报").total == 1


def test_what_is_missing_is_noticed_and_made_up_for(press):
    assert not is_true()
    built()
    press.published()
    assert not is_true()
    check.function(moment())
    assert is_true()
