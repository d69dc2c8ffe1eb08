"""Columns."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from gongkai.api.organs import organ_at
from gongkai.api.paging import Number, NumberedStretch, OfOrgan, Page, by_number
from gongkai.api.problems import Problem, missing
from gongkai.opendata.queries import columns
from gongkai.opendata.records import ColumnRecord, column_record

router = Router(tags=["栏目"])


@router.get(
    "/columns",
    response={200: Page[ColumnRecord], 400: Problem, 404: Problem, 429: Problem},
    summary="栏目，可以只看一个机关的",
)
def column_list(
    request: HttpRequest, narrowing: Query[OfOrgan], stretch: Query[NumberedStretch]
) -> Mapping[str, Any]:
    found = columns()
    if narrowing.organ:
        found = found.filter(organ=organ_at(narrowing.organ))
    return by_number(request, found, column_record, stretch)


@router.get(
    "/columns/{id}",
    response={200: ColumnRecord, 400: Problem, 404: Problem, 429: Problem},
    summary="一个栏目",
)
def one_column(request: HttpRequest, id: Path[Number]) -> ColumnRecord:  # noqa: A002, ARG001  the address's word; ninja's signature
    found = columns().filter(pk=id).first()
    if found is None:
        raise missing("没有这个编号的栏目，请从 columns 接口查找。")
    return column_record(found)
