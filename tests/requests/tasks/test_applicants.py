"""What an applicant does on the website reaches who deals with the case; what the office enters does not."""

from datetime import date

import pytest
from tests.database import as_owner
from tests.requests.office import ASKED_FOR

from gongkai.jobs.acting import acting, system_id
from gongkai.law import events as law
from gongkai.ledger.models import Entry
from gongkai.notices.models import Notice
from gongkai.organs.models import User
from gongkai.requests.actions import handling
from gongkai.requests.tasks import tell_of_applicant

ON = date(2026, 9, 28)
ASKED = law.SupplementAsked(on=ON, points=("哪一年",), deadline=date(2026, 10, 20))
WHY = law.ReasonsAsked(on=ON, counts="本年96件", deadline=date(2026, 10, 20))
DONE = [
    (ASKED, law.Supplemented(on=date(2026, 10, 9), content="是2025年的"), "申请人提交了补正"),
    (WHY, law.ReasonsGiven(on=date(2026, 10, 9), reasons="用于研究"), "申请人说明了理由"),
    (None, law.Withdrawn(on=date(2026, 10, 9), proof="在网站撤回"), "申请人撤回了申请"),
]


def done(request, event, *, online, office):
    """Something happens, on the website or at the desk; what follows from it is done twice."""
    if online:
        with acting([request.organ_id]):
            handling.happen(request, event, on=event.on, by=User.objects.get(pk=system_id()))
    else:
        handling.happen(request, event, on=event.on, by=office.cast.wang)
    entry = Entry.objects.get(act=f"law.{type(event).__name__}").pk
    for _ in range(2):
        tell_of_applicant(entry=entry, organ=request.organ_id)


@pytest.mark.parametrize(("before", "event", "words"), DONE, ids=[words for *_, words in DONE])
def test_the_handler_is_told_once_and_reads_nothing_of_the_words(office, before, event, words):
    request = office.handled()
    if before:
        handling.happen(request, before, on=ON, by=office.cast.wang)
    done(request, event, online=True, office=office)
    with as_owner():
        (notice,) = Notice.objects.all()
    assert notice.user_id == office.cast.wang.pk
    assert notice.title == f"申请{request.serial}：{words}"
    assert notice.url == f"/desk/requests/{request.pk}/"
    assert ASKED_FOR not in notice.body


def test_who_enters_it_at_the_desk_knows_it(office):
    request = office.handled()
    done(request, law.Withdrawn(on=ON, proof="来电"), online=False, office=office)
    with as_owner():
        assert not Notice.objects.exists()
