"""A changed calendar moves last days, and says so once."""

from datetime import date

import pytest
from tests.catalogue.press import TODAY

from gongkai.catalogue.actions.recomputing import move_dues
from gongkai.catalogue.models import Item
from gongkai.ledger.actions import UnrecordedError
from gongkai.ledger.queries import history

WAS, IS = date(2026, 10, 23), date(2026, 10, 26)


def test_a_moved_day_is_told(press):
    item = press.draft()
    Item.objects.filter(pk=item.pk).update(due_on=WAS)
    item.refresh_from_db()
    move_dues([item], on=TODAY, by=press.cast.wang)
    assert Item.objects.get().due_on == IS
    (moved,) = [entry for entry in history(item) if entry.act == "catalogue.DueMoved"]
    assert moved.data == {"before": WAS.isoformat(), "after": IS.isoformat()}


def test_a_day_that_stays_is_no_act(press):
    with pytest.raises(UnrecordedError):
        move_dues([press.draft()], on=TODAY, by=press.cast.wang)
