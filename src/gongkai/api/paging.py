"""Pages that begin where the last one ended: what is published meanwhile shifts nothing."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from gongkai.notices.wording import absolute

MOST = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Row = TypeVar("Row", bound=Model)
Record = TypeVar("Record")

Number = Annotated[int, Field(ge=1, lt=10**18)]
Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Year = Annotated[int, Field(ge=1949, le=2999)]
Nothing = SkipJsonSchema[None]  # a parameter that is left out, which no value says
ON = "从哪里接着读：照抄上一页 next 中的值"


class Stretch(BaseModel):
    """How much of a list is read."""

    limit: int = Field(50, ge=1, le=MOST, description=f"一页最多多少条，不超过{MOST}")


class NumberedStretch(Stretch):
    """Of a list in the order of ids."""

    cursor: Annotated[str, Field(pattern=r"^[0-9]{1,17}$")] | Nothing = Field(None, description=ON)


class DatedStretch(Stretch):
    """Of a list in the order of publication."""

    cursor: Annotated[str, Field(pattern=r"^[0-9]{1,16}-[0-9]{1,17}$")] | Nothing = Field(
        None, description=ON
    )


class OfOrgan(BaseModel):
    """A list that can be narrowed to an organ."""

    organ: Slug | Nothing = Field(None, description="机关网址名，只看这个机关的")


class Page(BaseModel, Generic[Record]):
    """一页"""

    results: list[Record] = Field(description="本页的内容")
    next: str | None = Field(description="下一页的网址；没有下一页时为空")


def by_number(
    request: HttpRequest, rows: QuerySet[Row], told_as: Callable[[Row], Record], stretch: NumberedStretch
) -> Mapping[str, Any]:
    """A page in the order of ids, which never change."""
    if stretch.cursor:
        rows = rows.filter(pk__gt=int(stretch.cursor))
    found = list(rows.order_by("pk")[: stretch.limit + 1])
    return _page(request, found, told_as, stretch, lambda row: str(row.pk))


def newest_first(
    request: HttpRequest, rows: QuerySet[Row], told_as: Callable[[Row], Record], stretch: DatedStretch
) -> Mapping[str, Any]:
    """A page in the order of publication, which never changes, from the newest back."""
    if stretch.cursor:
        moment, _, pk = stretch.cursor.partition("-")
        at = EPOCH + int(moment) * MICROSECOND
        rows = rows.filter(~Q(published_at=at, pk__gte=int(pk)), published_at__lte=at)
    found = list(rows.order_by("-published_at", "-pk")[: stretch.limit + 1])
    return _page(request, found, told_as, stretch, _moment)


def _moment(row: Any) -> str:
    return f"{(row.published_at - EPOCH) // MICROSECOND}-{row.pk}"


def _page(
    request: HttpRequest,
    found: list[Row],
    told_as: Callable[[Row], Record],
    stretch: Stretch,
    cursor_of: Callable[[Row], str],
) -> Mapping[str, Any]:
    """One row more than a page was read, to know whether another page follows."""
    shown = found[: stretch.limit]
    more = len(found) > stretch.limit
    return {
        "results": [told_as(row) for row in shown],
        "next": _further(request, cursor_of(shown[-1])) if more else None,
    }


def _further(request: HttpRequest, cursor: str) -> str:
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return absolute(f"{request.path}?{asked.urlencode()}")
