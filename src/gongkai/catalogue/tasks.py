"""Jobs of the catalogue: publishing what was to be published at a time."""

from datetime import datetime

import structlog
from django.utils.timezone import localdate, now

from gongkai.catalogue.actions.publishing import publish, unschedule
from gongkai.catalogue.queries import due_to_publish, organs_with_due
from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.job import job, periodic
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import User

log = structlog.get_logger(__name__)


@job(name="catalogue.publish_due", label="发布到了时间的公开条目")
def publish_due(*, organ: int) -> None:
    """Publish what is due; what cannot be published waits for a person again."""
    at, system = now(), User.objects.get(pk=system_id())
    for item in due_to_publish(organ, at):
        try:
            publish(item, on=localdate(), at=at, by=system)
        except RefusedError as error:
            log.warning("item not published", item=item.pk, error=type(error).__name__)
            unschedule(item, on=localdate(), by=system)


@periodic("* * * * *", name="catalogue.publish_all", label="安排发布各机关到了时间的公开条目")
def publish_all(at: datetime) -> None:  # noqa: ARG001  each looks at the clock itself
    """Ask for it in every organ that has something due."""
    with acting(every_organ()):
        for organ in organs_with_due(now()):
            publish_due.defer(organ=organ)
