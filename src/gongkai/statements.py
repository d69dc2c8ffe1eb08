"""Questions that every page asks: put into SQL once, after which only their values change.

For a page of three questions Django spends longer on writing the SQL than PostgreSQL on answering it, and
PostgreSQL longer on planning than on looking. What is here asks the same question, through the same
connection and under the same policies, as a statement that the server has prepared; a test holds each
against the queryset that it was made of::

    _columns = Statement(lambda: Column.objects.filter(organ=Blank("organ")).order_by("position"))
    _columns.rows(organ=organ.pk)
"""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
T = TypeVar("T")
Row = tuple[Any, ...]
PREPARED_AFTER = 2  # times that a connection asks the same
MOST_KEPT = 512  # answers to a question about an organ; there, as many organs as an installation may have


class Blank(Expression):
    """A value that is known only when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django hands them in
        """Stands for itself among the values, and so is found there."""
        return "%s", (self,)


class _Written(NamedTuple):
    """A question in SQL.

    Attributes:
        question: as it was asked first.
        compiler: which knows what stands where in a row.
        converters: what Django does to the values of a row.
        sql: the text, in which each value is left open.
        values: those in the order of the text, blanks among them.
    """

    question: QuerySet[Any]
    compiler: SQLCompiler
    converters: Any
    sql: str
    values: tuple[Any, ...]


class Statement(Generic[M]):
    """A queryset of models with ``Blank``s, put into SQL when it is asked for the first time."""

    def __init__(self, question: Callable[[], QuerySet[M]]) -> None:
        self._question = question

    def rows(self, **values: Any) -> list[M]:
        """What is found, with each blank filled in."""
        return self.models(self.found(**values))

    def found(self, **values: Any) -> list[Row]:
        """The same as the server sends it."""
        written = self._written
        filled = [values[one.name] if isinstance(one, Blank) else one for one in written.values]
        with _preparing_cursor() as cursor:
            cursor.execute(written.sql, filled)
            found: list[Row] = cursor.fetchall()
            return found

    def models(self, found: Sequence[Row]) -> list[M]:
        """What was found, as models."""
        written = self._written
        # Django makes them: only the writing and the asking are left out, of a compiler that has asked.
        again = copy(written.compiler)
        again.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        vars(again).update(execute_sql=lambda **_: [found], get_converters=lambda _: written.converters)
        asked = written.question.all()
        vars(asked.query).update(get_compiler=lambda *_, **__: again)
        return list(asked)

    def first(self, **values: Any) -> M | None:
        """The first of what is found."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def _written(self) -> _Written:
        question = self._question()
        compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        read = [column[0] for column in compiler.select[: compiler.col_count]]
        return _Written(question, compiler, compiler.get_converters(read), sql, values)


class Kept(Generic[M, T]):
    """What is made of all that a statement finds, made anew only where something else is found.

    The question is asked each time; what it finds is compared, not how old it is. All who ask share what was
    made, so nothing more can be noted at its models: what belongs to them must be in the statement.
    """

    def __init__(self, statement: Statement[M], make: Callable[[list[M]], T]) -> None:
        self._statement = statement
        self._make = make
        self._made = lru_cache(MOST_KEPT)(self._made_of)

    def of(self, **values: Any) -> T:
        """What is made of that which is found with each blank filled in."""
        return self._made(tuple(self._statement.found(**values)))

    def _made_of(self, found: tuple[Row, ...]) -> T:
        return self._make([_closed(one) for one in self._statement.models(found)])


def _closed(model: M) -> M:
    """A model at which no related row can be noted: others might not read it, and it would grow old."""
    state = vars(model)["_state"]
    state.fields_cache = MappingProxyType(state.fields_cache)
    return model


def _preparing_cursor() -> CursorWrapper:
    """A cursor of Django's that sends text and values apart, so that the server knows the text again."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.queries_logged:
        return connection.cursor()  # Django reads from its own cursors only what was asked
    connection.ensure_connection()
    connection.connection.prepare_threshold = PREPARED_AFTER  # Django's own cursors never prepare
    return connection.make_cursor(psycopg.Cursor(connection.connection))  # type: ignore[arg-type]
