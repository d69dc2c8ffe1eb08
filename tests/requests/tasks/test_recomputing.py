"""Bringing the sums of requests up to a day, and to a changed calendar."""

from datetime import date

import pytest
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.requests.calendars import with_next_year
from tests.requests.office import moment

from gongkai import facts
from gongkai.jobs.errors import HopelessError
from gongkai.law import events as law
from gongkai.ledger.actions import append, told
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest
from gongkai.requests.tasks import recomputing as tasks

LATE_IN_THE_YEAR = date(2026, 12, 14)  # 20 working days are 2027-01-11 while 2027 is not known


@pytest.fixture
def at(monkeypatch):
    """Lets the jobs run on a day."""
    return lambda day: monkeypatch.setattr(tasks, "localdate", lambda: day)


@pytest.fixture
def load(monkeypatch):
    """Loads next year's holidays."""
    new = with_next_year()
    return lambda: monkeypatch.setattr(facts, "calendar", lambda: new)


def moves():
    return [entry.data for entry in Entry.objects.filter(act="requests.DueMoved")]


def run(office):
    tasks.recompute(organ=office.cast.justice.pk)
    return InfoRequest.objects.order_by("pk")


def test_a_year_that_is_loaded_moves_the_days_and_tells_of_each(office, at, load):
    request = office.handled(on=LATE_IN_THE_YEAR)
    office.handled(on=date(2026, 11, 2))  # over before the new year
    assert (request.due_on, request.is_provisional) == (date(2027, 1, 11), True)
    at(date(2026, 12, 20))
    load()
    moved, other = run(office)
    assert (moved.due_on, moved.is_provisional) == (date(2027, 1, 18), False)
    assert moved.version == request.version + 1
    assert other.due_on == date(2026, 11, 30)
    assert moves() == [{"before": "2027-01-11", "after": "2027-01-18"}]
    run(office)
    assert len(moves()) == 1
    assert not broken()


def test_passing_days_make_late_and_tell_nothing(office, at):
    request = office.handled(on=date(2026, 11, 2))
    before = request.version
    at(date(2026, 12, 1))
    (found,) = run(office)
    assert found.is_late
    assert (found.version, moves()) == (before, [])


def test_a_pause_ends_by_itself(office, at):
    request = office.handled(on=date(2026, 10, 12))
    by = office.cast.wang
    sent = law.ConsultSent(on=date(2026, 10, 13), party="第三方1", kind=law.Party.THIRD_PARTY)
    handling.happen(request, sent, on=sent.on, by=by)
    came = law.ConsultReceived(on=date(2026, 10, 14), party="第三方1")
    handling.happen(request, came, on=came.on, by=by)
    due = request.due_on
    assert request.clock == "suspended"
    at(date(2026, 11, 20))
    (found,) = run(office)
    assert (found.clock, found.due_on) == ("running", due)
    assert moves() == []


def test_a_pause_whose_end_nobody_knows_lengthens_the_term_without_a_word(office, at, load):
    request = office.handled(on=LATE_IN_THE_YEAR)
    sent = law.ConsultSent(on=date(2026, 12, 15), party="第三方1", kind=law.Party.THIRD_PARTY)
    handling.happen(request, sent, on=sent.on, by=office.cast.wang)
    at(date(2026, 12, 22))
    (found,) = run(office)
    assert found.due_on > request.due_on
    assert moves() == []
    load()
    (again,) = run(office)
    assert again.due_on > found.due_on
    assert len(moves()) == 1


def test_what_is_over_is_left_alone(office, at, load):
    request = office.handled(on=LATE_IN_THE_YEAR)
    withdrawn = law.Withdrawn(on=LATE_IN_THE_YEAR, proof="撤回书")
    handling.happen(request, withdrawn, on=LATE_IN_THE_YEAR, by=office.cast.wang)
    InfoRequest.objects.update(alarm_on=F("submitted_on"))  # would be put right if it were looked at
    at(date(2027, 3, 1))
    load()
    (found,) = run(office)
    assert found.alarm_on == found.submitted_on


def test_more_requests_than_are_locked_at_once_are_all_seen(office, at, load, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    for _ in range(5):
        office.handled(on=LATE_IN_THE_YEAR)
    at(date(2026, 12, 20))
    load()
    assert {one.due_on for one in run(office)} == {date(2027, 1, 18)}
    assert len(moves()) == 5


def test_a_request_that_makes_no_case_holds_up_no_other_and_is_told_of_once(office, at, load):
    stuck, sound = office.handled(on=LATE_IN_THE_YEAR), office.handled(on=LATE_IN_THE_YEAR)
    # what no act would have written: an entry by another way
    event = law.ConsultAnswered(on=LATE_IN_THE_YEAR, party="第三方1", agrees=True)
    entry = {"about": subject(stuck), "act": "law.ConsultAnswered", "on": event.on.isoformat()}
    append(stuck.organ_id, office.cast.wang.pk, [{**entry, "data": told(event), "expected": None}])
    at(date(2026, 12, 20))
    load()
    for _ in range(2):
        run(office)
    sound.refresh_from_db()
    assert sound.due_on == date(2027, 1, 18)
    alone = ProcrastinateJob.objects.filter(task_name="requests.recompute_one")
    assert [job.args["request"] for job in alone] == [stuck.pk]
    with pytest.raises(HopelessError, match=f"申请{stuck.serial}的办理记录前后不符"):
        tasks.recompute_one(request=stuck.pk, organ=stuck.organ_id)
    tasks.recompute_one(request=sound.pk, organ=sound.organ_id)


def test_every_organ_is_asked_for(office, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.recompute, "defer", lambda **arguments: asked.append(arguments["organ"]))
    tasks.recompute_all(at=moment(LATE_IN_THE_YEAR))
    assert office.cast.justice.pk in asked
    assert office.cast.finance.pk in asked
