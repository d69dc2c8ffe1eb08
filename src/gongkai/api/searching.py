"""Searching the items that are out; reports have a list of their own."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from gongkai.api.organs import organ_at
from gongkai.api.paging import Nothing, OfOrgan, Stretch, Year
from gongkai.api.problems import Problem, ProblemError
from gongkai.opendata.queries import items
from gongkai.opendata.records import ItemRecord, item_record
from gongkai.search.place import current
from gongkai.search.queries import MOST_HITS, Filters, find

router = Router(tags=["搜索"])


class Asked(OfOrgan, Stretch):
    """What is looked for."""

    q: str = Field(min_length=1, description="要找的词，用引号括起来的必须连在一起")
    year: Year | Nothing = Field(None, description="发布年份")
    newest_first: bool = Field(False, description="按发布时间排序，否则按相关程度")  # noqa: FBT003  a default
    offset: int = Field(0, ge=0, lt=MOST_HITS, description="跳过前面多少条")


class Hits(BaseModel):
    """搜索结果"""

    results: list[ItemRecord] = Field(description="本页的条目，最合适的在前")
    total: int = Field(description="一共找到多少条")


@router.get(
    "/search",
    response={200: Hits, 400: Problem, 404: Problem, 429: Problem, 503: Problem},
    summary=f"搜索公开条目，最多能读到前{MOST_HITS}条",
)
def search(request: HttpRequest, asked: Query[Asked]) -> Mapping[str, Any]:  # noqa: ARG001  ninja's signature
    index = current()
    if index is None:
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "搜索正在准备，请过几分钟再试。")
    found = find(
        index,
        asked.q.replace("\x00", " "),
        filters=Filters(
            organ=organ_at(asked.organ).pk if asked.organ else None, year=asked.year, items_only=True
        ),
        newest_first=asked.newest_first,
        offset=asked.offset,
        limit=asked.limit,
    )
    # What was withdrawn since the index was written is not shown.
    known = items().defer("body").in_bulk(found.ids)
    return {
        "results": [item_record(known[pk]) for pk in found.ids if pk in known],
        "total": found.total,
    }
