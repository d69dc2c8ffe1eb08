"""Topics."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from gongkai.api.organs import organ_at
from gongkai.api.paging import Number, NumberedStretch, OfOrgan, Page, by_number
from gongkai.api.problems import Problem, missing
from gongkai.opendata.queries import topics
from gongkai.opendata.records import TopicRecord, topic_record

router = Router(tags=["专题"])


@router.get(
    "/topics",
    response={200: Page[TopicRecord], 400: Problem, 404: Problem, 429: Problem},
    summary="专题，可以只看一个机关的",
)
def topic_list(
    request: HttpRequest, narrowing: Query[OfOrgan], stretch: Query[NumberedStretch]
) -> Mapping[str, Any]:
    found = topics()
    if narrowing.organ:
        found = found.filter(organ=organ_at(narrowing.organ))
    return by_number(request, found, topic_record, stretch)


@router.get(
    "/topics/{id}",
    response={200: TopicRecord, 400: Problem, 404: Problem, 429: Problem},
    summary="一个专题；其中的条目用 items?topic= 读取",
)
def one_topic(request: HttpRequest, id: Path[Number]) -> TopicRecord:  # noqa: A002, ARG001  the address's word; ninja's signature
    found = topics().filter(pk=id).first()
    if found is None:
        raise missing("没有这个编号的专题，请从 topics 接口查找。")
    return topic_record(found)
