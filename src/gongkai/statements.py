"""Questions that every page asks: put into SQL once, after which only their values change.

For a page of three questions Django spends longer on writing the SQL than PostgreSQL on answering it. What is
here asks the same question, through the same connection and under the same policies; a test holds each
against the queryset that it was made of::

    _columns = Statement(lambda: Column.objects.filter(organ=Blank("organ")).order_by("position"))
    _columns.rows(organ=organ.pk)
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Blank(Expression):
    """A value that is known only when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django hands them in
        """Stands for itself among the values, and so is found there."""
        return "%s", (self,)


class _Written(NamedTuple):
    question: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]


class Statement(Generic[M]):
    """A queryset of models with ``Blank``s, put into SQL when it is asked for the first time."""

    def __init__(self, question: Callable[[], QuerySet[M]]) -> None:
        self._question = question

    def rows(self, **values: Any) -> list[M]:
        """What is found, with each blank filled in."""
        question, compiler, sql, blanks = self._written
        filled = [values[one.name] if isinstance(one, Blank) else one for one in blanks]
        # Django does all the rest: only the writing is left out, of a compiler that knows what it wrote.
        again = copy(compiler)
        again.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        vars(again).update(as_sql=lambda *_, **__: (sql, filled))
        asked = question.all()
        vars(asked.query).update(get_compiler=lambda *_, **__: again)
        return list(asked)

    def first(self, **values: Any) -> M | None:
        """The first of what is found."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def _written(self) -> _Written:
        question = self._question()
        compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        return _Written(question, compiler, *compiler.as_sql())
