"""Reports side by side: the years of an organ, or the organs of a year, to read and to take along."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai import facts
from gongkai.faces.sheets import CSV, as_csv, attached
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame
from gongkai.reports.comparing import Line, glance, lines, sections, told
from gongkai.reports.queries import Published, by_organ, by_year, years_published

CONSOLIDATED = "consolidated"
SHARE = "占办结（%）"
PER_PAGE = 100


@public
@of_organ
def years(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The years of an organ, a column each."""
    found = by_year(organ.pk, is_consolidated=_is_consolidated(request))
    rows = [
        (title, [(line, [told(one.tables, line) for one in found]) for line in some])
        for title, some in sections(_lines(found))
    ]
    context = frame(organ, at="reports") | {
        "found": found,
        "sections": rows,
        "is_consolidated": _is_consolidated(request),
        "has_consolidated": bool(by_year(organ.pk, is_consolidated=True)),
    }
    return render(request, "portal/reports/years.html", context)


@require_safe
@of_organ
def years_file(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The same as comma-separated values, a line of the report in a row."""
    found = by_year(organ.pk, is_consolidated=_is_consolidated(request))
    kind = "汇总" if _is_consolidated(request) else ""
    name = f"{organ.name}{kind}年度报告各年数据.csv"
    return attached(as_csv(_rows_of_years(found)), name, CSV)


@public
def organs(request: HttpRequest) -> HttpResponse:
    """The organs of a year, a row each."""
    known = years_published()
    year = _year(request, known)
    found = Paginator(by_organ(year) if year else [], PER_PAGE).get_page(request.GET.get("page"))
    compared = _glance(year)
    context = {
        "years": known,
        "year": year,
        "lines": compared,
        "page": found,
        "rows": [(one.report, [(line, told(one.tables, line)) for line in compared]) for one in found],
    }
    return render(request, "portal/reports/organs.html", context)


@require_safe
def organs_file(request: HttpRequest) -> HttpResponse:
    """The same as comma-separated values, with all organs."""
    year = _year(request, years_published())
    return attached(as_csv(_rows_of_organs(year)), f"{year or ''}年各机关年度报告数据.csv", CSV)


def _year(request: HttpRequest, known: Sequence[int]) -> int | None:
    """The year that is asked for, else the newest that there is."""
    asked = request.GET.get("year", "")
    return next((year for year in known if str(year) == asked), known[0] if known else None)


def _is_consolidated(request: HttpRequest) -> bool:
    return request.GET.get("kind") == CONSOLIDATED


def _lines(found: Sequence[Published]) -> list[Line]:
    """The lines of all forms in use, those of the newest first."""
    forms = {one.tables.form.version: one.tables.form for one in reversed(found)}
    return lines(forms.values())


def _glance(year: int | None) -> list[Line]:
    return glance(facts.form_of(year)) if year else []


def _rows_of_years(found: Sequence[Published]) -> Iterator[list[object]]:
    heads = [head for one in found for head in (f"{one.report.year}年", f"{one.report.year}年{SHARE}")]
    yield ["部分", "项目", *heads]
    for line in _lines(found):
        figures = [told(one.tables, line) for one in found]
        yield [line.section, line.label, *(value for one in figures for value in (one.text, one.share))]


def _rows_of_organs(year: int | None) -> Iterator[list[object]]:
    compared = _glance(year)
    heads = [head for line in compared for head in _heads(line)]
    yield ["机关", "统一社会信用代码", *heads]
    for one in by_organ(year) if year else ():
        organ = one.report.organ
        figures = [(line, told(one.tables, line)) for line in compared]
        values = [value for line, figure in figures for value in _values(line, figure.text, figure.share)]
        yield [organ.name, organ.credit_code, *values]


def _heads(line: Line) -> list[str]:
    return [line.label, f"{line.label}{SHARE}"] if line.has_share else [line.label]


def _values(line: Line, text: str, share: object) -> list[object]:
    return [text, share] if line.has_share else [text]
