"""逾期提醒: who above the handler is told that a limit was missed; each once for each limit."""

from datetime import date, datetime

from gongkai import facts
from gongkai.jobs.acting import acting
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import Kind, Notice
from gongkai.organs.models import Role
from gongkai.organs.queries import above, running
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import overdue

PATIENCE = 5  # working days that the organ above waits


def escalate_organ(organ: int, *, on: date, at: datetime) -> None:
    """Tell the head of every missed limit, and supervisors above of those missed for long."""
    late = list(overdue(on).filter(organ=organ))
    heads = _holders(organ, Role.HEAD, on)
    for request in late:
        _tell(heads, _news(request, on, "请督促尽快办理"), organ=organ, at=at)
    grave = [request for request in late if _days_late(request, on) > PATIENCE]
    if grave:
        _tell_above(organ, grave, on=on, at=at)


def _tell_above(organ: int, late: list[InfoRequest], *, on: date, at: datetime) -> None:
    """Tell the supervisors of the nearest organ above that has any."""
    for superior in above(organ):
        with acting([superior]):
            supervisors = _holders(superior, Role.SUPERVISOR, on)
            for request in late if supervisors else ():
                _tell(supervisors, _news(request, on, "可以在本件页面督办"), organ=superior, at=at)
        if supervisors:
            return


def _tell(people: list[int], news: News, *, organ: int, at: datetime) -> None:
    told = Notice.objects.filter(user__in=people, key=news.key).values_list("user", flat=True)
    tell(set(people) - set(told), news, organ=organ, at=at)


def _holders(organ: int, role: Role, on: date) -> list[int]:
    return list(running(on).filter(organ=organ, role=role).values_list("user", flat=True))


def _days_late(request: InfoRequest, on: date) -> int:
    return facts.calendar().workdays_between(request.due_on, on) if request.due_on else 0


def _news(request: InfoRequest, on: date, then: str) -> News:
    assert request.due_on is not None  # noqa: S101  it is overdue
    organ, days = request.organ.name, _days_late(request, on)
    due = f"{request.due_on.year}年{request.due_on.month}月{request.due_on.day}日"
    late = f"已逾期{days}个工作日" if days else "已过期限"
    return News(
        kind=Kind.DUE,
        key=f"overdue:{request.pk}:{request.due_on.isoformat()}",
        title=f"{organ}申请{request.serial}{late}",
        body=f"答复期限为{due}，至今没有答复。{then}。",
        url=f"/desk/requests/{request.pk}/",
    )
