"""The scope of a transaction: as whom it runs, and which organs it may read and change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from gongkai.isolation.roles import Role

USER, ORGANS, WRITES, CASE = "app.user", "app.organs", "app.writes", "app.case"
ENTER = (
    "SELECT set_config('role', %s, true), set_config('app.user', %s, true),"
    " set_config('app.organs', %s, true), set_config('app.writes', %s, true),"
    " set_config('app.case', %s, true)"
)


class NoTransactionError(RuntimeError):
    """A scope was entered outside a transaction, where it would not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """As whom a transaction runs.

    Attributes:
        role: the face it takes in the database.
        user: the id of the person or system account that acts, if any.
        organs: ids of the organs whose rows may be read.
        writes: ids of those whose rows may be changed.
        case: the digest of the query code with which somebody of the public follows a request.
    """

    role: Role
    user: int | None = None
    organs: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    case: str = ""

    @property
    def settings(self) -> list[str]:
        """What the policies read: the role, the user, both lists as PostgreSQL arrays, and the case."""
        return [self.role, str(self.user or ""), _array(self.organs), _array(self.writes), self.case]


NOBODY = Scope(role=Role.APP)
PUBLIC = Scope(role=Role.PORTAL)
GATE = Scope(role=Role.GATE)
_current: ContextVar[Scope] = ContextVar("scope", default=NOBODY)


def current() -> Scope:
    """The scope of the running transaction; ``NOBODY`` where none was entered."""
    return _current.get()


def take(scope: Scope) -> None:
    """Let the rest of the running transaction run in this scope; the database forgets it at its end.

    Raises:
        NoTransactionError: there is no transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransactionError("必须先开启事务，才能进入数据范围")
    with connection.cursor() as cursor:
        cursor.execute(ENTER, scope.settings)
    _current.set(scope)


@contextmanager
def entered(scope: Scope) -> Iterator[None]:
    """Run a block in a transaction of this scope; the scope before it holds again afterwards."""
    before = _current.get()
    try:
        with transaction.atomic():
            take(scope)
            yield
            if connection.savepoint_ids and not connection.needs_rollback:
                take(before)
    finally:
        _current.set(before)


def acting_for(organs: Iterable[int], *, user: int) -> Scope:
    """The scope of a system job: it says in code for which organs it acts."""
    ids = frozenset(organs)
    return Scope(role=Role.DESK, user=user, organs=ids, writes=ids)


def _array(ids: frozenset[int]) -> str:
    return "{" + ",".join(map(str, sorted(ids))) + "}"
