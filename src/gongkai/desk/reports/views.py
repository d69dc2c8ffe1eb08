"""Looking at annual reports: the list, the form with its records behind it, versions, and the roll-up."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.desk.activity.names import Names
from gongkai.desk.activity.wording import act, content, who
from gongkai.desk.http import StaffRequest, needs, standing_of, working_organ
from gongkai.desk.reports.finding import report_at
from gongkai.desk.reports.showing import Sheets
from gongkai.faces.sheets import attached
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, NEW, TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.ledger.queries import history
from gongkai.reports import queries, texts
from gongkai.reports.closing import PART_NAMES, checked
from gongkai.reports.figures import Figures, enterable, frozen
from gongkai.reports.models import AnnualReport

SHOWN_ROWS = {NEW: "新收", CARRIED_IN: "上年结转", TOTAL: "办结", CARRIED_OUT: "结转下年度"}
FIRST_YEAR = 2019


@require_safe
@needs("reports.view")
def listed(request: StaffRequest) -> HttpResponse:
    """The reports that the person may see, by year."""
    organ = working_organ(request)
    found = list(queries.reports())
    last = localdate().year - 1
    context = {
        "own": [one for one in found if one.organ_id == organ.pk],
        "others": [one for one in found if one.organ_id != organ.pk],
        "organ": organ,
        "last": last,
        "has_last": any(one.year == last and one.organ_id == organ.pk for one in found),
        "may_write": request.user.has_perm("reports.write", organ),
        "may_roll_up": request.user.has_perm("reports.roll_up"),
    }
    return render(request, "desk/reports/list.html", context)


@require_safe
@needs("reports.view")
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """A report: the form itself, each figure with its records, and the texts with figures put in."""
    found = report_at(pk)
    return render(request, "desk/reports/report.html", page_of(request, found))


def page_of(request: StaffRequest, found: AnnualReport) -> dict[str, Any]:
    """What the page of a report shows."""
    figures = queries.figures_of(found)
    sheet = Sheets(found, figures, checked(found, figures.tables)).sheet()
    entries = list(history(found))
    names = Names(entries)
    changed = [one for line in sheet.requests for one in line.figures if one.before is not None]
    may = {name: request.user.has_perm(f"reports.{name}", found) for name in ("write", "close", "publish")}
    return {
        "report": found,
        "sheet": sheet,
        "offline": [(enterable(sheet.form).get(cell, cell), one) for cell, one in figures.offline.items()],
        "changed": len(changed),
        "parts": parts_of(found, figures),
        "without_kind": figures.without_kind,
        "may": may,
        "can_write": may["write"] and found.is_building,
        "later": found.restatements.first(),
        "history": [
            {
                "when": entry.recorded_at,
                "title": act(entry.act),
                "text": content(entry, names),
                "by": who(entry),
                "kind": "info",
            }
            for entry in entries
        ],
    }


def parts_of(found: AnnualReport, figures: Figures) -> list[dict[str, Any]]:
    """The texts, each figure apart; what changed since the last look and what names no figure is marked."""
    known = texts.values(figures.tables, organ=found.organ.name, year=found.year)
    labels = texts.labels(figures.tables, known)
    before = found.built if found.is_building else {}
    return [
        {
            "part": part,
            "name": name,
            "lines": [
                list(texts.pieces(line, known, before, labels))
                for line in found.texts.get(part, "").splitlines()
                if line.strip()
            ],
            "mistakes": list(texts.mistakes(found.texts.get(part, ""), known)) if found.is_building else [],
        }
        for part, name in PART_NAMES.items()
    ]


@require_safe
@needs("reports.view")
def differences(request: StaffRequest, pk: int) -> HttpResponse:
    """What a restatement changes against the version before."""
    found = report_at(pk)
    if found.restated_from is None:
        raise Http404
    before, after = queries.figures_of(found.restated_from), queries.figures_of(found)
    context = {
        "report": found,
        "before": found.restated_from,
        "differences": queries.differences(before.tables, after.tables),
        "texts": [
            (name, found.restated_from.texts.get(part, ""), found.texts.get(part, ""))
            for part, name in PART_NAMES.items()
            if found.restated_from.texts.get(part, "") != found.texts.get(part, "")
        ],
    }
    return render(request, "desk/reports/differences.html", context)


@require_safe
@needs("reports.roll_up")
def roll_up(request: StaffRequest, year: int) -> HttpResponse:
    """The reports of an organ and of all below it, added up, and whether the sum is proven."""
    organ = working_organ(request)
    if not request.user.has_perm("reports.roll_up", organ):
        raise PermissionDenied
    last = localdate().year
    if not FIRST_YEAR <= year <= last:
        raise Http404
    rolled = queries.rolled_up(organ, year)
    seen = standing_of(request).scope.organs
    rows = [
        {
            "organ": one,
            "report": closed,
            "is_seen": one.pk in seen,
            "figures": _frame(frozen(closed)) if closed else None,
        }
        for one, closed in rolled.units
    ]
    context = {
        "organ": organ,
        "year": year,
        "years": range(last, last - 5, -1),
        "rows": rows,
        "labels": SHOWN_ROWS.values(),
        "sums": _frame(rolled.summed),
        "counted": _frame(rolled.counted),
        # Two rules that lack the same thing say the same.
        "problems": dict.fromkeys(one.message for one in rolled.findings if one.verdict is not Verdict.PASS),
        "rolled": rolled,
    }
    return render(request, "desk/reports/rollup.html", context)


def _frame(tables: Tables) -> list[tuple[str, int | None]]:
    """The totals of table 3 that show a report at a glance, with what they are called."""
    return [(label, tables.request(row)) for row, label in SHOWN_ROWS.items()]


@require_safe
@needs("reports.view")
def web_page(request: StaffRequest, pk: int) -> HttpResponse:
    """The published report as a web page, to be saved; it is never opened as a page of this site."""
    del request
    found = report_at(pk)
    if not found.html:
        raise Http404
    return attached(found.html.encode(), f"{found.organ.name}{found}.html", "text/html; charset=utf-8")


@require_safe
@needs("reports.view")
def data_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The frozen figures and texts as JSON, as ``gongkai report render`` reads them."""
    del request
    found = report_at(pk)
    if found.snapshot is None:
        raise Http404
    plain = json.dumps(found.snapshot["report"], ensure_ascii=False, indent=1)
    return attached(plain.encode(), f"{found.organ.name}{found}.json", "application/json")
