"""Jobs that tests ask for; every job takes its organ, whether it looks at it or not.

A worker in another process knows them through ``tests.jobs.settings``.
"""

import time

from tests.cast import TODAY

from gongkai.jobs.acting import acting, system_id
from gongkai.jobs.errors import HopelessError, JobError
from gongkai.jobs.job import AT_ONCE, job
from gongkai.organs.actions import change_unit
from gongkai.organs.models import Unit, User


@job(name="tests.rename", label="改名")
def rename(*, organ: int, unit: int) -> None:  # noqa: ARG001  every job takes it
    """An act of the system: renames a unit, once."""
    renamed = Unit.objects.get(pk=unit)
    if not renamed.name.endswith("（已改）"):
        change_unit(
            renamed,
            name=f"{renamed.name}（已改）",
            on=TODAY,
            by=User.objects.get(pk=system_id()),
        )


@job(name="tests.count", label="计数", in_transaction=False)
def count(*, organ: int, unit: int, wait: float = 0) -> None:
    """Counts in a unit's phone how often it was begun, then takes its time."""
    with acting([organ]):
        counted = Unit.objects.select_for_update().get(pk=unit)
        counted.phone = str(int(counted.phone or 0) + 1)
        counted.save()
    time.sleep(wait)


@job(name="tests.prompt", label="马上", queue=AT_ONCE)
def prompt(*, organ: int) -> None:
    """Something that the public waits to see."""


@job(name="tests.in_turn", label="依次", in_transaction=False, one_at_a_time=True)
def in_turn(*, organ: int, wait: float) -> None:  # noqa: ARG001  every job takes it
    """Takes its time, while the others of its kind wait."""
    time.sleep(wait)


@job(name="tests.slow_once", label="先慢后快", in_transaction=False)
def slow_once(*, organ: int, unit: int) -> None:
    """Takes for ever the first time, and no time the second."""
    count(organ=organ, unit=unit)
    with acting([organ]):
        begun = int(Unit.objects.get(pk=unit).phone)
    time.sleep(600 if begun == 1 else 0)


@job(name="tests.fail", label="总会失败")
def fail(*, organ: int, unit: int) -> None:  # noqa: ARG001  every job takes it
    """Writes, then fails."""
    Unit.objects.filter(pk=unit).update(phone="改过")
    raise JobError("对方没有应答")


@job(name="tests.hopeless", label="没有希望")
def hopeless(*, organ: int) -> None:  # noqa: ARG001  every job takes it
    raise HopelessError("缺少设置，请补上")


@job(name="tests.bug", label="有错的任务")
def bug(*, organ: int) -> None:  # noqa: ARG001  every job takes it
    raise ValueError("身份证号13060219800101001X\x00不对")
