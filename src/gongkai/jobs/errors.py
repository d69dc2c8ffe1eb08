"""Why an attempt at a job failed: whether to try again, and one sentence about it for staff."""

import errno
import traceback

from django.db import DatabaseError, InterfaceError, OperationalError

from gongkai.ledger.actions import RefusedError

DETAIL = 20_000  # characters of a trace that are kept
TOLD = 200
ANYTHING_ELSE = "程序出错，再试如仍不成功，请把技术详情交给维护人员"
KNOWN: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((OperationalError, InterfaceError), "数据库暂时无法访问，恢复后可以再试"),
    (DatabaseError, "数据库没有接受这次改动，请把技术详情交给维护人员"),
    (TimeoutError, "对方没有在规定时间内应答，请检查网络后再试"),
    (ConnectionError, "无法连接所需的服务，请检查网络和设置后再试"),
)


class JobError(Exception):
    """An attempt failed for a known reason; the message says in Chinese what is the matter. Tried again."""


class HopelessError(JobError):
    """Trying again would change nothing, until somebody has mended the cause."""


class AttemptFailedError(Exception):
    """What the queue is told of a failed attempt: no words that might tell of persons."""

    def __init__(self, kind: str, *, is_hopeless: bool) -> None:
        self.is_hopeless = is_hopeless
        super().__init__(kind)


def is_hopeless(error: Exception) -> bool:
    """Whether another attempt cannot end otherwise."""
    return isinstance(error, HopelessError | RefusedError)


def told(error: Exception) -> str:
    """Why, in one Chinese sentence."""
    if isinstance(error, JobError | RefusedError):
        return str(error)[:TOLD]
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "磁盘已满，请清理或扩容后再试"
    return next((words for kind, words in KNOWN if isinstance(error, kind)), ANYTHING_ELSE)


def detail(error: Exception) -> str:
    """Where, for whoever mends the program; NUL characters could not be stored."""
    return "".join(traceback.format_exception(error))[-DETAIL:].replace("\x00", "\ufffd")
