"""Items: what is out."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localtime
from ninja import Path, Query, Router
from pydantic import Field

from gongkai.api.organs import organ_at
from gongkai.api.paging import DatedStretch, Nothing, Number, OfOrgan, Page, Year, newest_first
from gongkai.api.problems import Problem, ProblemError, missing
from gongkai.catalogue.choices import Genre, Validity
from gongkai.catalogue.models import Publication
from gongkai.opendata.queries import items, traces
from gongkai.opendata.records import FullItemRecord, ItemRecord, full_item_record, item_record

router = Router(tags=["公开条目"])


class Narrowing(OfOrgan):
    """By what items can be narrowed."""

    column: Number | Nothing = Field(None, description="栏目编号")
    topic: Number | Nothing = Field(None, description="专题编号")
    year: Year | Nothing = Field(None, description="发布年份")
    genre: Genre | Nothing = Field(None, description="体裁代码")
    validity: Validity | Nothing = Field(None, description="有效性代码")


@router.get(
    "/items",
    response={200: Page[ItemRecord], 400: Problem, 404: Problem, 429: Problem},
    summary="公开条目，新发布的在前",
)
def item_list(
    request: HttpRequest, narrowing: Query[Narrowing], stretch: Query[DatedStretch]
) -> Mapping[str, Any]:
    return newest_first(request, _narrowed(items().defer("body"), narrowing), item_record, stretch)


@router.get(
    "/items/{id}",
    response={200: FullItemRecord, 400: Problem, 404: Problem, 410: Problem, 429: Problem},
    summary="一个公开条目，含正文；已撤回的返回 410",
)
def one_item(request: HttpRequest, id: Path[Number]) -> FullItemRecord:  # noqa: A002, ARG001  the address's word; ninja's signature
    found = traces().filter(pk=id).first()
    if found is None:
        raise missing("没有公开过这个编号的条目。")
    if found.withdrawn_at is not None:
        day = localtime(found.withdrawn_at).date()
        raise ProblemError(HTTPStatus.GONE, f"此信息已于 {day} 撤回。原因：{found.withdrawal}")
    return full_item_record(found)


def _narrowed(found: QuerySet[Publication], by: Narrowing) -> QuerySet[Publication]:
    if by.organ:
        found = found.filter(organ=organ_at(by.organ))
    if by.topic:
        found = found.filter(topic_entries__topic=by.topic)
    same = {"column": by.column, "published_at__year": by.year, "genre": by.genre, "validity": by.validity}
    return found.filter(**{name: value for name, value in same.items() if value is not None})
