"""Jobs about requests: telling those who deal with a case what its applicant did on the website."""

from collections.abc import Mapping

from django.utils.timezone import localdate, now

from gongkai.jobs.acting import system_id
from gongkai.jobs.job import job
from gongkai.law.events import Event, ReasonsGiven, Supplemented, Withdrawn
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import Kind
from gongkai.requests.models import InfoRequest
from gongkai.requests.sources import Desks

DONE: Mapping[type[Event], tuple[str, str]] = {
    Supplemented: ("申请人提交了补正", "请核对补正内容；按期补正的，答复期限自收到之日起重新计算。"),
    ReasonsGiven: ("申请人说明了理由", "请审查理由是否合理；答复期限照常计算。"),
    Withdrawn: ("申请人撤回了申请", "本件已经办结，请出具告知书并归档。"),
}
BY_ACT = {name(kind): told for kind, told in DONE.items()}


@job(name="requests.tell_of_applicant", label="通知申请人的办理动作")
def tell_of_applicant(*, entry: int, organ: int) -> None:
    """Tell who deals with the case, unless somebody of the office wrote it down and knows it."""
    done = Entry.objects.get(pk=entry)
    if done.by_id != system_id():
        return
    _, _, key = done.about.partition(":")
    request = InfoRequest.objects.get(pk=int(key))
    people = Desks.of(organ, localdate()).of_request(request)
    tell(people, news_of(request, done), organ=organ, at=now())


def news_of(request: InfoRequest, done: Entry) -> News:
    """What people are told of it; nothing that the applicant wrote."""
    title, body = BY_ACT[done.act]
    return News(
        kind=Kind.TASK,
        key=f"applicant:{done.pk}",
        title=f"申请{request.serial}：{title}",
        body=body,
        url=f"/desk/requests/{request.pk}/",
    )
