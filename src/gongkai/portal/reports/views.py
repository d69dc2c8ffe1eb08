"""政府信息公开年报: what an organ published each year, to read, print and compute with (条例 49, 50)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from lxml import etree, html

from gongkai import data
from gongkai.files.serving import download
from gongkai.notices.wording import absolute
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import PLACES, frame
from gongkai.portal.reports import charts
from gongkai.portal.reports.comparing import CONSOLIDATED
from gongkai.reports import snapshots
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import by_year, published, reports, versions


@public
def all_reports(request: HttpRequest) -> HttpResponse:
    """Which organ published the report of which year."""
    found = reports().filter(state=AnnualReport.State.PUBLISHED, is_consolidated=False)
    years = sorted({one.year for one in found}, reverse=True)
    there = {(one.organ_id, one.year) for one in found}
    rows = [(organ, [(year, (organ.pk, year) in there) for year in years]) for organ in listed()]
    context = {"years": years, "rows": rows, "place": PLACES["reports"]}
    return render(request, "portal/reports/all.html", context)


@public
@of_organ
def of_one_organ(request: HttpRequest, organ: Organ) -> HttpResponse:
    """All years of an organ."""
    context = frame(organ, at="reports") | {
        "reports": published(organ.pk),
        "charts": charts.of_years(by_year(organ.pk)),
    }
    return render(request, "portal/reports/reports.html", context)


@public
@of_organ
def report(request: HttpRequest, organ: Organ, year: int) -> HttpResponse:
    """A year's report as a page; ``?kind=consolidated`` is that over the organs below."""
    found = _found(organ, year, is_consolidated=request.GET.get("kind") == CONSOLIDATED)
    context = frame(organ, at="reports") | {
        "report": found,
        "body": body_of(found.html),
        "chart": charts.of_endings(snapshots.tables(found.snapshot or {}), f"{year}年申请的办理结果"),
        "reports": published(organ.pk),
        "versions": list(versions(found)),
    }
    return render(request, "portal/reports/report.html", context)


@require_safe
@of_organ
def report_file(request: HttpRequest, organ: Organ, year: int, suffix: str) -> HttpResponseBase:
    """The report as Word, PDF or data; the data are what ``gongkai report render`` reads."""
    found = _found(organ, year, is_consolidated=request.GET.get("kind") == CONSOLIDATED)
    if suffix == "json" and found.snapshot is not None:
        told = {"$schema": absolute(reverse("portal:report_schema")), **found.snapshot["report"]}
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    file = {"docx": found.docx, "pdf": found.pdf, "original": found.original}.get(suffix)
    if file is None:
        raise Http404
    return download(request, file)


@public
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a page's signature
    """What a report as data consists of, for programs."""
    return HttpResponse(data.read_text("schemas/report.schema.json"), content_type="application/json")


def body_of(page: str) -> str:
    """What stands in a report's page, without its title, which the page around it says, and without looks."""
    root = html.document_fromstring(page)
    main = next(root.iter("main"), root)
    etree.strip_elements(main, "style", "script", "h1", with_tail=False)
    for node in main.iter():
        node.attrib.pop("style", "")
    inner = main.text or ""
    return inner + "".join(html.tostring(node, encoding="unicode") for node in main)


def _found(organ: Organ, year: int, *, is_consolidated: bool) -> AnnualReport:
    found = AnnualReport.objects.filter(
        organ=organ, year=year, is_consolidated=is_consolidated, state=AnnualReport.State.PUBLISHED
    )
    files = ("docx__stored", "pdf__stored", "original__stored")
    newest = found.select_related("organ", *files).order_by("-version").first()
    if newest is None:
        raise Http404
    return newest
