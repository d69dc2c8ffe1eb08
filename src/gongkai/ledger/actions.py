"""Acts: run in a transaction, written down in it, followed by what ``HANDLERS`` names."""

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.utils.module_loading import import_string

from gongkai.ledger.chain import canonical
from gongkai.ledger.sql import CHANGED_MEANWHILE, REFUSED
from gongkai.ledger.subjects import Recorded, name, subject

P = ParamSpec("P")
R = TypeVar("R")
BATCH = 2000
INSUFFICIENT_PRIVILEGE = "42501"  # what a policy or a missing right says
APPEND = "SELECT id, about, act, seq FROM ledger_append(%s, %s, %s::jsonb)"


class UnrecordedError(RuntimeError):
    """An action ended without writing down what it did; all of it is undone."""


class RefusedError(Exception):
    """An act that the law or the state of things does not allow; the message says in Chinese what to do."""


class ChangedMeanwhileError(RefusedError):
    """Somebody else acted on the same thing after it was read."""

    def __init__(self, about: str) -> None:
        self.about = about
        super().__init__("您打开页面之后，其他人已经处理过此事项。您填写的内容还在，请核对最新情况后再提交。")


class OutOfScopeError(RefusedError):
    """The transaction's scope does not allow writing in the name of that organ or person."""


class Actor(Protocol):
    """Who acts."""

    pk: Any


class Job(Protocol):
    """A job that can be asked for in the running transaction, by ``settings.QUEUE``."""

    def wanted(self, *, entry: int, organ: int) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    organ: int
    by: int
    event: object
    entry: Mapping[str, Any]


@dataclass(slots=True)
class _Act:
    outer: "_Act | None"
    recorded: list[_Wanted] = field(default_factory=list)


_running: ContextVar[_Act | None] = ContextVar("act", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function as an act: in a transaction, and undone as a whole unless it recorded something.

    An action inside another counts for itself; everything is written when the outermost one ends. One that is
    refused undoes the outer one too: whoever wants to go on after it sets a savepoint around it.

    Raises:
        UnrecordedError: nothing was recorded.
        OutOfScopeError: a policy of the database refused it.
        ChangedMeanwhileError: an expected state was no longer there.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        act = _Act(outer=_running.get())
        token = _running.set(act)
        try:
            with transaction.atomic(savepoint=act.outer is None):
                result = function(*args, **kwargs)
                if not act.recorded:
                    raise UnrecordedError(f"{function.__qualname__} 没有记入台账")
                if act.outer is None:
                    _write(act.recorded)
                else:
                    act.outer.recorded.extend(act.recorded)
                return result
        except DatabaseError as error:
            if meant := _meaning(error):
                raise meant from error
            raise
        finally:
            _running.reset(token)

    run.__dict__["is_action"] = True  # read by the architecture tests
    return run


def record(event: object, *, about: Recorded, on: date, by: Actor, expected: int | None = None) -> None:
    """Write down what was done, as part of the running action.

    Args:
        event: a frozen dataclass of the app's ``events``; its fields become the entry's data.
        about: the row it is about, whose organ's chain it enters.
        on: the day on which it was done.
        by: who did it; the transaction must run in this person's scope.
        expected: how many entries about this row the person had seen, where that matters.

    Raises:
        UnrecordedError: no action is running.
    """
    act = _running.get()
    if act is None:
        raise UnrecordedError("只有在 @action 函数中才能记入台账")
    if about.organ_id is None:
        raise UnrecordedError(f"{subject(about)}不属于任何机关，无法记入台账")
    entry = {
        "about": subject(about),
        "act": name(type(event)),
        "on": on.isoformat(),
        "data": told(event),
        "expected": expected,
    }
    act.recorded.append(_Wanted(about.organ_id, by.pk, event, entry))


def told(event: object) -> str:
    """The fields of an event as the one text that the ledger keeps and hashes."""
    return canonical(_fields(event))


def append(organ: int, by: int, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write entries by the thousand, in this order, for what no act of this process did; no job follows.

    Args:
        organ: whose chain they enter; the transaction must run in its scope and in that of ``by``.
        by: who did it.
        entries: each with ``about``, ``act``, ``on`` and ``data`` as ``told`` makes it.
    """
    for start in range(0, len(entries), BATCH):
        _appended(organ, by, entries[start : start + BATCH])


def lock(row: models.Model) -> None:
    """Let nobody else change this row until the transaction ends, and read it afresh."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())


def _write(wanted: Sequence[_Wanted]) -> None:
    # Chains are always locked in the same order, so that two acts never wait for each other.
    chains = sorted(wanted, key=lambda one: (one.organ, one.by))
    for (organ, by), group in groupby(chains, key=lambda one: (one.organ, one.by)):
        entries = list(group)
        for start in range(0, len(entries), BATCH):
            _append(organ, by, entries[start : start + BATCH])


def _append(organ: int, by: int, wanted: Sequence[_Wanted]) -> None:
    written = _appended(organ, by, [one.entry for one in wanted])
    handlers = import_string(settings.HANDLERS)
    jobs = [
        job.wanted(entry=entry, organ=organ)
        for one, (entry, *_) in zip(wanted, written, strict=True)
        for job in handlers.get(type(one.event), ())
    ]
    if jobs:
        import_string(settings.QUEUE)(jobs)


def _appended(organ: int, by: int, entries: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    text = json.dumps(list(entries), ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(APPEND, [organ, by, text])
        return list(cursor.fetchall())


def _meaning(error: DatabaseError) -> RefusedError | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state == CHANGED_MEANWHILE:
        return ChangedMeanwhileError(str(error).splitlines()[0])
    if state in (REFUSED, INSUFFICIENT_PRIVILEGE):
        return OutOfScopeError("当前操作不在您的职责范围内，没有保存。如需办理，请联系本机关的系统管理员。")
    return None


def _fields(event: object) -> dict[str, Any]:
    if not is_dataclass(event) or isinstance(event, type):
        raise TypeError(f"{event!r} 不是事件")
    return {key: _plain(value) for key, value in asdict(event).items()}


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"台账不能记录{type(value).__name__}类型的内容")
