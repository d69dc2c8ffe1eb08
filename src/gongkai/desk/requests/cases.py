"""The list of requests and the page of one: what it is, by when, and what comes next."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.activity.names import Names
from gongkai.desk.activity.wording import act, content, who
from gongkai.desk.editing import sent
from gongkai.desk.http import StaffRequest, accepted, needs, sees_one_organ, standing_of, working_organ
from gongkai.desk.listing import listing
from gongkai.desk.requests.finding import case_at, insist
from gongkai.desk.requests.forms import WAYS, PapersForm, ShowForm
from gongkai.desk.requests.guiding import Guide
from gongkai.desk.requests.tables import CLOSED, RequestFilter, RequestTable
from gongkai.files.receiving import receive
from gongkai.law import events as law
from gongkai.ledger.queries import named
from gongkai.requests import figures, queries
from gongkai.requests.actions import handling
from gongkai.requests.bundle import bundled
from gongkai.requests.models import InfoRequest, SavedView
from gongkai.requests.reckoning import rules
from gongkai.requests.wishes import forget_view, keep_view

FORM = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_QUERY = 300
LONGEST_NAME = 40
LONGEST_KEY = 10
FIELDS = (
    ("name", "姓名或者名称"),
    ("id_kind", "证件"),
    ("id_number", "证件号码"),
    ("contact", "联系人"),
    ("phone", "联系电话"),
    ("address", "通信地址"),
    ("postcode", "邮政编码"),
    ("email", "电子邮箱"),
    ("agent", "代理人"),
    ("joint", "共同申请人"),
    ("form", "希望的形式"),
    ("way", "希望的途径"),
    ("help", "需要的帮助"),
)


@require_safe
@needs("requests.view")
def listed(request: StaffRequest) -> HttpResponse:
    """The requests, the most pressing first while they are open."""
    cell = _behind_cell(request)
    seen = _named(request, InfoRequest.objects.all() if cell is None else cell)
    found = seen.select_related("organ", "unit", "handler")
    chosen = RequestFilter(request.GET or QueryDict("view=open"), queryset=found, request=request)
    order = ("next_limit_on", "year", "number") if _is_open(request) else ("-year", "-number")
    context = {
        "filter": chosen,
        "on": localdate(),
        "views": SavedView.objects.filter(user=request.user).order_by("name"),
        "query": request.GET.urlencode(),
        "may_set_head": request.user.has_perm("letters.set_head"),
        "may_subscribe": request.user.has_perm("requests.subscribe"),
        "may_enter": request.user.has_perm("requests.handle"),
        "any": seen.exists(),
        "is_cell": cell is not None,
    }
    return listing(
        request,
        RequestTable(chosen.qs.order_by(*order)),
        template="desk/requests/list.html",
        name="公开申请",
        context=context,
    )


@require_POST
@needs("requests.view")
def save_view(request: StaffRequest) -> HttpResponse:
    """Keep the filters under a name."""
    name, query = request.POST.get("name", "").strip()[:LONGEST_NAME], request.POST.get("query", "")
    names = {*RequestFilter.base_filters, "sort"}
    kept = urlencode([pair for pair in QueryDict(query).items() if pair[0] in names])
    if not name or len(kept) > LONGEST_QUERY:
        messages.warning(request, "请填写名称，再保存筛选条件。")
    else:
        keep_view(request.user, name, kept, organ=working_organ(request))
        messages.success(request, f"已保存为常用筛选“{name}”。")
    return redirect(f"/desk/requests/?{kept}")


@require_POST
@needs("requests.view")
def remove_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget kept filters."""
    forget_view(get_object_or_404(SavedView, pk=pk, user=request.user))
    return redirect("desk:requests")


@require_safe
@needs("requests.view")
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """A request: what was asked, the clock with its reasons, what may be done, and what happened."""
    return render(request, "desk/requests/case.html", page_of(request, case_at(request, pk)))


def page_of(request: StaffRequest, about: InfoRequest) -> dict[str, Any]:
    """What the page of a request shows."""
    on = localdate()
    happened = queries.events(about, with_words=True)
    case = queries.case_of(about)
    clock = queries.clock_on(case, on)
    guide = Guide(about, case, request.user, on)
    entries = list(named(queries.history(about)))
    return {
        "request_": about,
        "on": on,
        "case": case,
        "clock": clock,
        "content": _asked(happened),
        "items": next((one.items for one in happened if isinstance(one, law.Registered)), ()),
        "supplements": [one for one in happened if isinstance(one, law.Supplemented)],
        "searches": [one for one in happened if isinstance(one, law.Searched)],
        "opinions": [one for one in happened if isinstance(one, law.ConsultAnswered)],
        "guide": guide,
        "letters": queries.letters_of(about),
        "papers": about.papers.select_related("file").order_by("purpose", "pk"),
        "consultees": about.consultees.order_by("pk"),
        "same": queries.same_person(about)[: queries.SIMILAR],
        "children": about.children.order_by("number"),
        "history": [_told(entry, Names(entries)) for entry in entries],
        "may_handle": request.user.has_perm("requests.handle", about),
        "may_see_applicant": request.user.has_perm("requests.see_applicant", about),
        "papers_form": PapersForm(None),
        "provisional": clock.why_provisional if clock.provisional else "",
        "practice": rules().practice,
    }


@FORM
@needs("requests.see_applicant")
def applicant(request: StaffRequest, pk: int) -> HttpResponse:
    """The applicant's data in full, once it was said what for."""
    about = case_at(request, pk)
    insist(request, "requests.see_applicant", about)
    form = ShowForm(sent(request))
    shown: dict[str, Any] = {}

    def show() -> None:
        shown.update(
            handling.show_applicant(about, form.cleaned_data["purpose"], on=localdate(), by=request.user)
        )

    is_shown = accepted(form, show)
    context = {
        "request_": about,
        "form": form,
        "shown": [(label, _words(key, shown[key])) for key, label in FIELDS if shown.get(key)],
        "is_shown": is_shown,
    }
    response = render(request, "desk/requests/applicant.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@needs("requests.handle")
def bundle(request: StaffRequest, pk: int) -> HttpResponse:
    """All that the case rests on, in one file with an index."""
    about = case_at(request, pk)
    insist(request, "requests.handle", about)
    response = HttpResponse(bundled(about), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'证据卷 {about.serial}.zip')}"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@needs("requests.handle")
def add_papers(request: StaffRequest, pk: int) -> HttpResponse:
    """Put files into the case."""
    about = case_at(request, pk)
    insist(request, "requests.handle", about)
    form = PapersForm(request.POST, request.FILES)
    on = localdate()

    def keep() -> None:
        for upload in form.cleaned_data["uploads"]:
            file, _ = receive(about.organ, upload.name, upload.chunks(), on=on, at=now(), by=request.user)
            handling.add_paper(about, file, form.cleaned_data["purpose"], on=on, by=request.user)

    if accepted(form, keep):
        messages.success(request, "材料已放入卷内。")
        return redirect("desk:request", pk=pk)
    context = {**page_of(request, case_at(request, pk)), "papers_form": form}
    return render(request, "desk/requests/case.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _behind_cell(request: StaffRequest) -> QuerySet[InfoRequest] | None:
    """The requests that a cell of table 3 counts, as ``?cell=new.total&year=2026`` names it."""
    row, _, kind = request.GET.get("cell", "").rpartition(".")
    year, organ = request.GET.get("year", ""), request.GET.get("organ", "")
    seen = standing_of(request).scope.organs
    organs = (
        [int(organ)] if organ.isascii() and organ.isdigit() and len(organ) < len("999999999") else list(seen)
    )
    if not row or not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        return None
    try:
        return figures.behind([pk for pk in organs if pk in seen], int(year), row, kind)
    except figures.NoSuchCellError:
        return None


def _named(request: StaffRequest, found: QuerySet[InfoRequest]) -> QuerySet[InfoRequest]:
    """The same rows; where all are of one organ it is named, so that an index has them in order.

    The policy asks for a list of organs, after which all rows would be read and sorted for one page.
    """
    return found.filter(organ__in=standing_of(request).scope.organs) if sees_one_organ(request) else found


def _is_open(request: StaffRequest) -> bool:
    """Whether the list shows open requests, which is what it does unless asked for others."""
    return not request.GET or request.GET.get("view", "") not in ("", CLOSED)


def _asked(happened: list[law.Event]) -> str:
    """What was asked for, or which record to correct, in the applicant's words."""
    for event in happened:
        if isinstance(event, law.Submitted):
            return event.content
        if isinstance(event, law.CorrectionAsked):
            return event.record
    return ""


def _words(key: str, value: Any) -> str:
    if key == "way":
        return dict(WAYS).get(value, str(value))
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _told(entry: Any, names: Names) -> dict[str, Any]:
    told_on = "" if entry.recorded_at.date() == entry.on else f"（{entry.on:%Y-%m-%d}）"
    return {
        "when": entry.recorded_at,
        "title": f"{act(entry.act)}{told_on}",
        "text": content(entry, names),
        "by": who(entry),
        "kind": "info" if entry.act.startswith("law.") else "muted",
    }
