"""What follows from 督办, and who is told of missed limits."""

from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.requests.office import PERSON

from gongkai.jobs.acting import acting
from gongkai.law import events as law
from gongkai.ledger.actions import OutOfScopeError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.notices.models import Notice
from gongkai.requests.actions import handling
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.models import InfoRequest, Urging
from gongkai.requests.queries import history
from gongkai.requests.tasks import supervising as tasks

ON = date(2026, 10, 28)
NOTE = "请在本周内答复，并说明原因。"


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("gongkai.requests.tasks.supervising.localdate", lambda: ON)


def urged(office, request, note=NOTE):
    with office.cast.entered(office.cast.sun):
        return handling.urge(request, office.cast.city, note, on=ON, by=office.cast.sun)


def jobs(organ, task):
    with acting([organ.pk]):
        return list(ProcrastinateJob.objects.filter(task_name=task).order_by("pk"))


def notices(person, office):
    with office.cast.entered(person):
        return list(Notice.objects.filter(user=person).order_by("created_at", "key"))


@pytest.mark.usefixtures("today")
def test_an_urging_reaches_the_handler_the_head_and_the_history_of_both_sides_once(office):
    request = office.handled()
    urging = urged(office, request)
    (job,) = jobs(office.cast.city, "requests.tell_of_urging")
    tasks.tell_of_urging(**job.args)
    tasks.tell_of_urging(**job.args)
    for person in (office.cast.wang, office.cast.zhou):
        (notice,) = notices(person, office)
        assert (notice.title, notice.body) == ("保定市人民政府督办申请2026-0001", NOTE)
        assert notice.url == f"/desk/requests/{request.pk}/"
    assert notices(office.cast.li, office) == []
    for person in (office.cast.wang, office.cast.sun):
        with office.cast.entered(person):
            fresh = InfoRequest.objects.get()
            entries = [one for one in history(fresh) if one.act == "requests.UrgeReceived"]
            assert [one.data for one in entries] == [{"superior": office.cast.city.pk, "urging": urging.pk}]
            assert Urging.objects.get().note == NOTE
            assert fresh.version == Entry.objects.filter(about=f"requests.inforequest:{fresh.pk}").count()
    with office.cast.entered(office.cast.sun):
        entry = Entry.objects.get(act="requests.Urged")
        assert (entry.organ_id, entry.data["request"]) == (office.cast.city.pk, request.pk)
        assert NOTE not in str(entry.data)
        assert not broken()


@pytest.mark.usefixtures("today")
def test_without_a_handler_the_clerks_are_told(office):
    urged(office, office.registered())
    (job,) = jobs(office.cast.city, "requests.tell_of_urging")
    tasks.tell_of_urging(**job.args)
    assert len(notices(office.cast.wang, office)) == len(notices(office.cast.zhou, office)) == 1


@pytest.mark.parametrize("secret", [PERSON["phone"], PERSON["id_number"], PERSON["name"]])
def test_what_is_urged_tells_of_no_person(office, secret):
    request = office.handled()
    with pytest.raises(NotAllowedError, match=f"请删去：{secret}"):
        urged(office, request, f"请与{secret}联系")
    with office.cast.entered(office.cast.sun):
        assert not Urging.objects.exists()


def test_what_is_closed_is_not_urged(office):
    request = office.handled()
    gone = law.Withdrawn(on=ON, proof="撤回申请书")
    handling.happen(request, gone, on=ON, by=office.cast.wang)
    with pytest.raises(NotAllowedError, match="已经办结"):
        urged(office, request)


def test_nobody_urges_in_the_name_of_another_organ(office):
    request = office.handled()
    with pytest.raises(OutOfScopeError):
        handling.urge(request, office.cast.city, NOTE, on=ON, by=office.cast.wang)
    with office.cast.entered(office.cast.zhao), pytest.raises(OutOfScopeError):
        handling.urge(request, office.cast.finance, NOTE, on=ON, by=office.cast.zhao)


@pytest.mark.parametrize(
    ("day", "heads", "supervisors"),
    [("2026-10-26", 0, 0), ("2026-10-27", 1, 0), ("2026-11-02", 1, 0), ("2026-11-03", 1, 1)],
)
def test_a_missed_limit_is_told_to_the_head_and_after_five_working_days_above(
    office, day, heads, supervisors
):
    office.handled()
    for _ in range(2):
        tasks.escalate(organ=office.cast.justice.pk, day=day)
    assert len(notices(office.cast.zhou, office)) == heads
    assert len(notices(office.cast.sun, office)) == supervisors
    assert notices(office.cast.wang, office) == notices(office.cast.zhao, office) == []
    if supervisors:
        (notice,) = notices(office.cast.sun, office)
        assert notice.title == "保定市司法局申请2026-0001已逾期6个工作日"
        assert not any(secret in notice.title + notice.body for secret in PERSON.values() if len(secret) > 6)


def test_it_is_told_once_however_long_it_lasts(office):
    office.handled()
    for day in range(3, 13):
        tasks.escalate(organ=office.cast.justice.pk, day=f"2026-11-{day:02}")
    assert len(notices(office.cast.zhou, office)) == len(notices(office.cast.sun, office)) == 1
    assert len(jobs(office.cast.justice, "notices.pass_on")) == 1


@pytest.mark.parametrize(
    ("day", "asked"),
    [(datetime(2026, 10, 28, 0, 30, tzinfo=UTC), 3), (datetime(2026, 10, 31, tzinfo=UTC), 0)],
)
def test_every_organ_is_looked_after_on_working_days(cast, day, asked):
    tasks.escalate_all(at=day)
    organs = (cast.city, cast.justice, cast.finance)
    assert sum(len(jobs(organ, "requests.escalate")) for organ in organs) == asked
