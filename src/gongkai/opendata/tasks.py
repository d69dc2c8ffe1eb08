"""Jobs of the data files: all of them each night, and an organ's once something in them was taken back.

The work is done in a process of its own: it takes minutes where there is much, and then its memory is free.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.jobs.job import job, periodic
from gongkai.jobs.prompt import PromptJob
from gongkai.opendata import places
from gongkai.opendata.places import WritingError
from gongkai.opendata.queries import is_current
from gongkai.organs.models import Organ

COMMAND = (sys.executable, "-m", "django", "opendata")


@job(name="opendata.renew", label="重新生成开放数据文件", in_transaction=False, one_at_a_time=True)
def renew(*, entry: int, organ: int) -> None:  # noqa: ARG001  an act's job knows its entry
    """Write the files of an organ and those of all, unless nothing in them was taken back.

    The first of several writes the files of every organ that has none, and those of all; so the others, which
    wait for its end, find nothing left to do.

    Raises:
        WritingError: they could not be written.
    """
    with entered(PUBLIC):
        is_right, slug = is_current(organ), _slug(organ)
    if not is_right:
        _take_away(slug)
        write_apart("--organ", str(organ))


def _taking_away(entry: int, organ: int) -> Callable[[], None]:  # noqa: ARG001  as above
    """So nobody fetches what was withdrawn while the job waits."""
    return partial(_take_away, _slug(organ))


renew_at_once = PromptJob(renew, _taking_away)


@periodic("30 18 * * *", name="opendata.write_all", label="生成开放数据文件")
def write_all(at: datetime) -> None:  # noqa: ARG001  it is read what is out now
    """Each night, what is out then.

    Raises:
        WritingError: they could not be written.
    """
    write_apart()


def _slug(organ: int) -> str:
    return Organ.objects.values_list("slug", flat=True).get(pk=organ)


def _take_away(slug: str) -> None:
    """First those of the organ, without which those of all cannot be joined meanwhile."""
    for one in (slug, places.EVERYWHERE):
        places.take_away(one)


def write_apart(*arguments: str) -> None:
    """Write files in a process of its own, and wait for its end.

    Raises:
        WritingError: it failed; why stands in the log.
    """
    done = subprocess.run(  # noqa: S603  our own command
        [*COMMAND, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise WritingError("开放数据文件没有生成，原因见日志")
