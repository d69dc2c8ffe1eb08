"""What runs by itself: summing up views, and forgetting who was counted."""

from datetime import datetime

import structlog
from django.conf import settings

from gongkai.channels.hits import Pool
from gongkai.channels.summing import add_up, forget
from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.jobs.job import periodic
from gongkai.organs.queries import active_organs

log = structlog.get_logger(__name__)


@periodic("*/5 * * * *", name="channels.sum_up", label="汇总网站访问量")
def sum_up(at: datetime) -> None:
    """Bring the views that were written down into the figures of their day."""
    pool = Pool(settings.VISITS_ROOT)
    with scope.entered(scope.GATE):
        organs = dict(active_organs().values_list("slug", "pk"))
    with pool.summing() as is_mine:
        for batch in pool.take(today=at.date()) if is_mine else ():
            with acting(organs.values()):
                add_up(batch, organs)
            batch.done()
    with acting(organs.values()):
        forget(at.date())
    log.info("visits summed up", organs=len(organs))
