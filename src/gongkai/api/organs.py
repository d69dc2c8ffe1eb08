"""Organs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from gongkai.api.paging import NumberedStretch, Page, Slug, by_number
from gongkai.api.problems import Problem, missing
from gongkai.opendata.queries import organs
from gongkai.opendata.records import OrganRecord, organ_record
from gongkai.organs.models import Organ
from gongkai.organs.queries import at_slug

router = Router(tags=["机关"])


@router.get("/organs", response={200: Page[OrganRecord], 400: Problem, 429: Problem}, summary="全部机关")
def organ_list(request: HttpRequest, stretch: Query[NumberedStretch]) -> Mapping[str, Any]:
    return by_number(request, organs(), organ_record, stretch)


@router.get(
    "/organs/{slug}",
    response={200: OrganRecord, 400: Problem, 404: Problem, 429: Problem},
    summary="一个机关",
)
def one_organ(request: HttpRequest, slug: Path[Slug]) -> OrganRecord:  # noqa: ARG001  ninja's signature
    return organ_record(organ_at(slug))


def organ_at(slug: str) -> Organ:
    """The organ of a short name, also of one that it had.

    Raises:
        ProblemError: there is none in use.
    """
    found = at_slug(organs(), slug)
    if found is None:
        raise missing(f"没有网址名为“{slug}”的机关，请从 organs 接口查找。")
    return found
