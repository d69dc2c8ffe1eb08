"""Annual reports."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from gongkai.api.organs import organ_at
from gongkai.api.paging import Nothing, Number, NumberedStretch, OfOrgan, Page, Year, by_number
from gongkai.api.problems import Problem, missing
from gongkai.opendata.queries import reports
from gongkai.opendata.records import FullReportRecord, ReportRecord, full_report_record, report_record

router = Router(tags=["年度报告"])


class OfYear(OfOrgan):
    """A list that can be narrowed to a year, too."""

    year: Year | Nothing = Field(None, description="年度")


@router.get(
    "/reports",
    response={200: Page[ReportRecord], 400: Problem, 404: Problem, 429: Problem},
    summary="已公布的年度报告，更正过的只列最新版本",
)
def report_list(
    request: HttpRequest, narrowing: Query[OfYear], stretch: Query[NumberedStretch]
) -> Mapping[str, Any]:
    found = reports()
    if narrowing.organ:
        found = found.filter(organ=organ_at(narrowing.organ))
    if narrowing.year:
        found = found.filter(year=narrowing.year)
    return by_number(request, found, report_record, stretch)


@router.get(
    "/reports/{id}",
    response={200: FullReportRecord, 400: Problem, 404: Problem, 429: Problem},
    summary="一份年度报告的全部数据",
)
def one_report(request: HttpRequest, id: Path[Number]) -> FullReportRecord:  # noqa: A002, ARG001  the address's word; ninja's signature
    found = reports().defer("html").filter(pk=id).first()
    if found is None:
        raise missing("没有这个编号的年度报告，或者已有更正后的版本，请从 reports 接口查找。")
    return full_report_record(found)
