"""Writing down acts: all or nothing, in order, by the one who acts."""

from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from tests.cast import TODAY

from gongkai.ledger.actions import ChangedMeanwhileError, OutOfScopeError, UnrecordedError, action, record
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken


@dataclass(frozen=True, kw_only=True)
class DoorOpened:
    key: str


@action
def open_door(organ, *, on, by, key="左", expected=None):
    record(DoorOpened(key=key), about=organ, on=on, by=by, expected=expected)


@action
def forget(organ, *, on, by):
    """Does something and tells nobody."""


@action
def open_both(organ, *, on, by, around):
    """Two acts in one; the first is refused, and this one goes on."""
    try:
        with around():
            forget(organ, on=on, by=by)
    except UnrecordedError:
        open_door(organ, key="右", on=on, by=by)


def test_an_act_is_written_with_who_when_and_what(cast):
    with cast.entered(cast.wang):
        open_door(cast.justice, on=TODAY, by=cast.wang)
        entry = Entry.objects.get()
    assert (entry.act, entry.about, entry.seq, entry.by_id) == (
        "ledger.DoorOpened",
        f"organs.organ:{cast.justice.pk}",
        1,
        cast.wang.pk,
    )
    assert entry.data == {"key": "左"}


def test_an_action_that_records_nothing_is_undone(cast):
    with cast.entered(cast.wang), pytest.raises(UnrecordedError):
        forget(cast.justice, on=TODAY, by=cast.wang)


def test_recording_outside_an_action_is_refused(cast):
    with cast.entered(cast.wang), pytest.raises(UnrecordedError):
        record(DoorOpened(key="左"), about=cast.justice, on=TODAY, by=cast.wang)


def test_nobody_writes_in_the_name_of_another_organ_or_person(cast):
    with cast.entered(cast.wang):
        with pytest.raises(OutOfScopeError):
            open_door(cast.finance, on=TODAY, by=cast.wang)
        with pytest.raises(OutOfScopeError):
            open_door(cast.justice, on=TODAY, by=cast.li)
        assert not Entry.objects.exists()


def test_who_expects_an_older_state_is_told_so(cast):
    with cast.entered(cast.wang):
        open_door(cast.justice, on=TODAY, by=cast.wang, expected=0)
        with pytest.raises(ChangedMeanwhileError, match="其他人已经处理"):
            open_door(cast.justice, on=TODAY, by=cast.wang, expected=0)
        open_door(cast.justice, on=TODAY, by=cast.wang, expected=1)
        assert list(Entry.objects.order_by("seq").values_list("seq", "number")) == [(1, 1), (2, 2)]


def test_a_refusal_inside_an_act_undoes_it_unless_a_savepoint_was_set(cast):
    with cast.entered(cast.wang):
        with pytest.raises(TransactionManagementError):
            open_both(cast.justice, on=TODAY, by=cast.wang, around=nullcontext)
        assert not Entry.objects.exists()
        open_both(cast.justice, on=TODAY, by=cast.wang, around=transaction.atomic)
        assert Entry.objects.get().data == {"key": "右"}
        assert not broken()
