"""Looking at disputes: the list, one of them, and what the office learns from what was corrected."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.desk.activity.names import Names
from gongkai.desk.activity.wording import act, content, who
from gongkai.desk.disputes.finding import HANDLE, dispute_at
from gongkai.desk.disputes.tables import (
    TO_ANSWER,
    DisputeFilter,
    DisputeTable,
    RecordTable,
    behind_cell,
    ground_name,
)
from gongkai.desk.http import StaffRequest, needs, standing_of
from gongkai.desk.listing import listing
from gongkai.disputes import queries
from gongkai.disputes.models import Dispute
from gongkai.ledger.queries import history
from gongkai.organs.models import Unit, User

WORDS = (
    ("matter", "争议事项"),
    ("lawyer", "代理人"),
    ("answer", "答复答辩要点"),
    ("decision", "决定或者裁判要旨"),
)
BY = {"ground": "按答复的种类", "unit": "按承办机构", "handler": "按承办人"}
NOBODY = "没有登记"
YEARS_SHOWN = 5


@require_safe
@needs("disputes.view")
def listed(request: StaffRequest) -> HttpResponse:
    """The disputes; those behind a cell of table 4 where the address names one."""
    everything = queries.disputes()
    found = _behind(request, everything)
    chosen = DisputeFilter(request.GET or QueryDict(""), queryset=found, request=request)
    context = {
        "filter": chosen,
        "any": everything.exists(),
        "waiting": everything.filter(concluded_on__isnull=True, answered_on__isnull=True).count(),
        "to_answer": TO_ANSWER,
        "cell": request.GET.get("cell", ""),
        "year": request.GET.get("year", ""),
        "may_handle": request.user.has_perm(HANDLE),
    }
    return listing(
        request,
        DisputeTable(chosen.qs),
        template="desk/disputes/list.html",
        name="复议诉讼",
        context=context,
    )


@require_safe
@needs("disputes.view")
def dispute(request: StaffRequest, pk: int) -> HttpResponse:
    """A dispute: its papers, its limit, its end, and what happened."""
    found = dispute_at(pk)
    context = {
        "dispute": found,
        "on": localdate(),
        "ground": ground_name(found.ground) if found.request else "",
        "words": [(label, found.words[name]) for name, label in WORDS if found.words.get(name)],
        "may_handle": request.user.has_perm(HANDLE, found),
        "may_order": found.outcome == "corrected" and found.request and not found.reply_limit_on,
        "history": list(_history(found)),
    }
    return render(request, "desk/disputes/dispute.html", context)


@require_safe
@needs("disputes.view")
def records(request: StaffRequest) -> HttpResponse:
    """Which answers were contested and corrected, by ground, unit or person."""
    last = localdate().year
    year = _year(request.GET.get("year", ""), last)
    by = request.GET.get("by", "")
    by = by if by in BY else "ground"
    organs = standing_of(request).scope.organs
    found = queries.records(organs, year, by)
    names = _names(by, [one.key for one in found])
    rows = [
        {
            **asdict(one),
            "name": names(one.key),
            "reconsideration_rate": one.reconsideration_rate,
            "error_rate": one.error_rate,
        }
        for one in found
    ]
    table = RecordTable(rows, extra_columns=[])
    table.columns["name"].column.verbose_name = BY[by].removeprefix("按")
    context = {"by": by, "ways": BY.items(), "year": year, "years": range(last, last - YEARS_SHOWN, -1)}
    return listing(
        request,
        table,
        template="desk/disputes/records.html",
        name=f"{year}年复议诉讼情况（{BY[by]}）",
        context=context,
    )


def _behind(request: StaffRequest, everything: Any) -> Any:
    cell = request.GET.get("cell", "")
    if not cell:
        return everything
    seen, organ = standing_of(request).scope.organs, request.GET.get("organ", "")
    organs = [one for one in seen if organ in ("", str(one))]
    counted = behind_cell(organs, request.GET.get("year", ""), cell)
    return everything.none() if counted is None else everything.filter(pk__in=counted.values("pk"))


def _year(told: str, last: int) -> int:
    sound = told.isascii() and told.isdigit() and len(told) == len("2026")
    return int(told) if sound else last


def _names(by: str, keys: Iterable[Any]) -> Any:
    if by == "ground":
        return ground_name
    model: Any = Unit if by == "unit" else User
    known = {one.pk: str(one) for one in model.objects.filter(pk__in=[key for key in keys if key])}
    return lambda key: known.get(key, NOBODY)


def _history(about: Dispute) -> Iterator[dict[str, Any]]:
    entries = list(history(about))
    names = Names(entries)
    for entry in entries:
        yield {
            "when": entry.recorded_at,
            "title": act(entry.act),
            "text": content(entry, names),
            "by": who(entry),
            "kind": "info",
        }
