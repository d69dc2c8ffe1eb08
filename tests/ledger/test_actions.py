"""Writing down acts: all or nothing, in order, by the one who acts."""

from dataclasses import dataclass

import pytest
from tests.cast import TODAY

from gongkai.ledger.actions import ChangedMeanwhileError, OutOfScopeError, UnrecordedError, action, record
from gongkai.ledger.models import Entry


@dataclass(frozen=True, kw_only=True)
class DoorOpened:
    key: str


@action
def open_door(organ, *, on, by, key="左", expected=None):
    record(DoorOpened(key=key), about=organ, on=on, by=by, expected=expected)


@action
def forget(organ, *, on, by):
    """Does something and tells nobody."""


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
