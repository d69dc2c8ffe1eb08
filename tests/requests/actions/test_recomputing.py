"""Days that a changed calendar moves."""

from datetime import date

import pytest
from tests.requests.office import RECEIVED

from gongkai.ledger.actions import UnrecordedError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.requests.actions.recomputing import Moved, move_dues
from gongkai.requests.models import InfoRequest


def test_each_move_is_an_entry_and_a_version(office):
    requests = [office.handled() for _ in range(3)]
    before = [request.version for request in requests]
    moved = []
    for request in requests:
        moved.append(Moved(request, request.due_on, date(2026, 10, 27)))
        request.due_on = date(2026, 10, 27)
    move_dues(moved, on=RECEIVED, by=office.cast.wang)
    found = list(InfoRequest.objects.order_by("pk"))
    assert [row.version for row in found] == [version + 1 for version in before]
    assert {row.due_on for row in found} == {date(2026, 10, 27)}
    entries = Entry.objects.filter(act="requests.DueMoved")
    assert {(entry.data["before"], entry.data["after"]) for entry in entries} == {
        ("2026-10-26", "2026-10-27")
    }
    assert not broken()


def test_nothing_moved_is_no_act(office):
    with pytest.raises(UnrecordedError):
        move_dues([], on=RECEIVED, by=office.cast.wang)
