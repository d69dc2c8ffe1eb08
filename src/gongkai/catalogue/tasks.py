"""Jobs of the catalogue: publishing at a time, and bringing last days up to a changed calendar."""

from datetime import datetime

import structlog
from django.utils.timezone import localdate, now

from gongkai.catalogue.actions.drafting import due_day
from gongkai.catalogue.actions.publishing import publish, unschedule
from gongkai.catalogue.actions.recomputing import move_dues
from gongkai.catalogue.changes import take_turn
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Item
from gongkai.catalogue.queries.desk import due_to_publish, organs_with_due, with_due
from gongkai.catalogue.rules import TURNS
from gongkai.catalogue.wordings import wording_of
from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.job import job, periodic
from gongkai.ledger.actions import RefusedError
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import Kind
from gongkai.organs.models import User
from gongkai.organs.queries import running

log = structlog.get_logger(__name__)


@job(name="catalogue.publish_due", label="发布到了时间的公开条目")
def publish_due(*, organ: int) -> None:
    """Publish what is due; what cannot be published waits for a person again."""
    at, system = now(), User.objects.get(pk=system_id())
    take_turn()
    for item in due_to_publish(organ, at):
        try:
            publish(item, on=localdate(), at=at, by=system)
        except RefusedError as error:
            log.warning("item not published", item=item.pk, error=type(error).__name__)
            unschedule(item, on=localdate(), by=system)
            tell(_publishers(organ), _refused(item, error), organ=organ, at=at)


@job(name="catalogue.recompute", label="按工作日历调整公开期限")
def recompute(*, organ: int) -> None:
    """Bring the last days of what is not out yet up to the calendar that is known now."""
    found = [item for item in with_due(organ) if item.due_on != due_day(wording_of(item))]
    if found:
        move_dues(found, on=localdate(), by=User.objects.get(pk=system_id()))
        log.info("last days moved", organ=organ, moved=len(found))


@periodic("20 16 * * *", name="catalogue.recompute_all", label="安排按工作日历调整各机关的公开期限")
def recompute_all(at: datetime) -> None:  # noqa: ARG001  each job looks at the calendar itself
    """Soon after midnight: a new release, or a notice that was loaded, may bring next year's holidays."""
    for organ in every_organ():
        recompute.defer(organ=organ)


@periodic("* * * * *", name="catalogue.publish_all", label="安排发布各机关到了时间的公开条目")
def publish_all(at: datetime) -> None:  # noqa: ARG001  each looks at the clock itself
    """Ask for it in every organ that has something due."""
    with acting(every_organ()):
        for organ in organs_with_due(now()):
            publish_due.defer(organ=organ)


def _publishers(organ: int) -> set[int]:
    """Whose turn it is to publish there."""
    roles = TURNS[State.READY]
    return set(running(localdate()).filter(organ=organ, role__in=roles).values_list("user", flat=True))


def _refused(item: Item, error: RefusedError) -> News:
    """What publishers are told; its title may go out by mail, and the item's is not public yet."""
    return News(
        kind=Kind.TASK,
        key=f"not-published:{item.pk}:{item.version}",
        title=f"定时发布没有成功（编号 {item.pk}）",
        body=f"{error}处理后请再次发布或者重新设定时间。",
        url=f"/desk/catalogue/{item.pk}/",
    )
