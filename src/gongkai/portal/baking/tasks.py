"""Jobs of the baked pages: following what is published, going on with what is much, and looking after all."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.utils.timezone import now

from gongkai.jobs.acting import acting
from gongkai.jobs.job import AT_ONCE, job, periodic
from gongkai.jobs.prompt import PromptJob
from gongkai.ledger.models import Entry
from gongkai.portal.baking.causes import changed_by
from gongkai.portal.baking.keeping import (
    BakingError,
    bake,
    begin_organ,
    changed_with,
    go_on_with_organ,
    look,
    note_followed,
    take_away,
    take_down,
)

SECONDS = 3.0  # for which a job works before others have their turn
LOOKING_SECONDS = 5.0


@job(name="baking.go_on", label="更新一个机关的全部静态页面", in_transaction=False)
def go_on(*, organ: int) -> None:
    """Compare pages of an organ whose frame changed, and ask for more of it where some are left."""
    if go_on_with_organ(organ, SECONDS):
        with acting([organ]):
            go_on.defer(organ=organ)


@job(name="baking.follow", label="更新静态页面", queue=AT_ONCE, in_transaction=False)
def follow_act(*, entry: int, organ: int) -> None:
    """Bake exactly the pages that an act changed.

    Raises:
        BakingError: some could not be made.
    """
    changed = changed_with(entry, organ)
    take_down(changed.gone)
    failed = bake(changed.pages)
    if changed.pages and not failed:
        failed = bake(note_followed(entry, changed.pages))
    if changed.organ is not None:
        begin_organ(changed.organ, entry)
        with acting([organ]):
            go_on.defer(organ=changed.organ)
    if failed:
        raise BakingError(f"{failed}个页面没有生成，由程序直接提供")


def _taking_away(entry: int, organ: int) -> Callable[[], None]:  # noqa: ARG001  an act's job knows its organ
    """So nobody reads what was withdrawn while the job waits; the app shows what is to be read instead."""
    return partial(take_away, entry, changed_by(Entry.objects.get(pk=entry)).pages)


follow_at_once = PromptJob(follow_act, _taking_away)


@periodic("*/10 * * * *", name="baking.check", label="核对静态页面")
def check(at: datetime) -> None:
    """Follow what no job followed, and compare pages with what the public reads now, some each time.

    After an update of the program, or where no page was baked yet, it goes on until all are done.
    """
    if look(now(), LOOKING_SECONDS):
        check.defer(timestamp=int(at.timestamp()))
