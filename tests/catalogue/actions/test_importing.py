"""A table is taken in as a whole, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.catalogue.press import TODAY, WORDING, moment

from gongkai.catalogue.actions.drafting import WordingError
from gongkai.catalogue.actions.importing import take_in
from gongkai.catalogue.importing.sheet import Row
from gongkai.catalogue.models import Item
from gongkai.ledger.models import Entry


def row(press, number, **words):
    return Row(number, press.column, None, replace(WORDING, **words))


def test_each_row_becomes_a_draft(press):
    found = take_in(press.organ, [row(press, 2), row(press, 3)], on=TODAY, at=moment(), by=press.cast.wang)
    assert (
        len(found) == Item.objects.count() == Entry.objects.filter(act="catalogue.ItemDrafted").count() == 2
    )


def test_one_refused_row_keeps_out_all_and_is_named(press):
    ahead = row(press, 3, formed_on=TODAY + timedelta(days=1))
    with pytest.raises(WordingError, match="第3行"):
        take_in(press.organ, [row(press, 2), ahead], on=TODAY, at=moment(), by=press.cast.wang)
    assert not Item.objects.exists()
