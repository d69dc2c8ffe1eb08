"""Jobs about requests: what follows from 督办, and who is told of missed limits."""

from datetime import date, datetime

from django.utils.timezone import localdate, now

from gongkai import facts
from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.job import job, periodic
from gongkai.ledger.actions import lock
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name, subject
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import Kind
from gongkai.organs.models import Role, User
from gongkai.requests.actions.handling import receive_urge
from gongkai.requests.escalating import escalate_organ
from gongkai.requests.events import UrgeReceived
from gongkai.requests.models import InfoRequest, Urging
from gongkai.requests.sources import Desks


@job(name="requests.tell_of_urging", label="转达督办", in_transaction=False)
def tell_of_urging(*, entry: int, organ: int) -> None:
    """Follows from 督办 by the organ above: the organ below writes it down, its people are told."""
    with acting([organ]):
        urged = Entry.objects.get(pk=entry)
        _, _, urging = urged.about.partition(":")
        below = urged.data["organ"]
    with acting([below]):
        receive(Urging.objects.select_related("request__organ", "organ").get(pk=urging))


def receive(urging: Urging) -> None:
    """Write down what was urged, unless that was done before, and tell who deals with it, and the head."""
    request = urging.request
    lock(request)
    received = Entry.objects.filter(about=subject(request), act=name(UrgeReceived), data__urging=urging.pk)
    if not received.exists():
        receive_urge(urging, on=localdate(), by=User.objects.get(pk=system_id()))
    desks = Desks.of(request.organ_id, localdate())
    people = desks.of_request(request) | desks.with_roles([Role.HEAD])
    tell(people, urged_news(request, urging), organ=request.organ_id, at=now())


def urged_news(request: InfoRequest, urging: Urging) -> News:
    """What people are told of 督办."""
    return News(
        kind=Kind.TASK,
        key=f"urged:{urging.pk}",
        title=f"{urging.organ.name}督办申请{request.serial}",
        body=urging.note,
        url=f"/desk/requests/{request.pk}/",
    )


@periodic("30 0 * * *", name="requests.escalate_all", label="安排逾期提醒")
def escalate_all(at: datetime) -> None:
    """At half past eight in the morning of working days, ask for every organ's missed limits."""
    if facts.calendar().is_workday(at.date()):
        for organ in every_organ():
            escalate.defer(organ=organ, day=at.date().isoformat())


@job(name="requests.escalate", label="逾期提醒")
def escalate(*, organ: int, day: str) -> None:
    """Tell the head, and after a while the organ above, of limits that were missed."""
    escalate_organ(organ, on=date.fromisoformat(day), at=now())
