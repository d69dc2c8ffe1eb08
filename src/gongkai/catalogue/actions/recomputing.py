"""What a changed calendar moves, written down for many items at once."""

from collections.abc import Sequence
from datetime import date

from gongkai.catalogue.actions.drafting import due_day
from gongkai.catalogue.events import DueMoved
from gongkai.catalogue.models import Item
from gongkai.catalogue.wordings import wording_of
from gongkai.ledger.actions import action, record
from gongkai.organs.models import User


@action
def move_dues(items: Sequence[Item], *, on: date, by: User) -> None:
    """Give locked items the last day that the calendar gives them now, and tell which it was before."""
    for item in items:
        before, item.due_on = item.due_on, due_day(wording_of(item))
        if before is not None and item.due_on is not None and before != item.due_on:
            record(DueMoved(before=before, after=item.due_on), about=item, on=on, by=by)
    Item.objects.bulk_update(items, ["due_on"])
