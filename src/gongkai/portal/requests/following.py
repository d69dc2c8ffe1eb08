"""Following a request by number and query code, without a log-in."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.files.serving import download
from gongkai.law import events as law
from gongkai.law.procedure.supplementing import is_in_time
from gongkai.ledger.actions import RefusedError
from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.requests import guarding, handing_in, passes
from gongkai.portal.requests.asking import bounded
from gongkai.portal.requests.forms import (
    CodeForm,
    LateSupplementForm,
    ReasonsForm,
    SupplementForm,
    WithdrawForm,
)
from gongkai.portal.requests.passes import Pass
from gongkai.portal.requests.progress import MOVES, Progress, followed, following
from gongkai.portal.requests.typed import typed
from gongkai.requests.codes import code_digest
from gongkai.requests.models import InfoRequest, Paper
from gongkai.requests.reckoning import rules

SERIAL = re.compile(r"(\d{4})\D*0*(\d{1,9})")
# The same whether there is no such number or the code is another's: nothing can be found out by trying.
WRONG = "没有查到。请核对登记编号和查询码，两项都在回执上；仍查不到的，请与我们联系。"
TOO_OFTEN = "短时间内输错的次数太多，为了保护申请人，暂时不能查询。请过一小时再试，或者与我们联系。"
CaseView = Callable[..., HttpResponseBase]


def of_case(view: CaseView) -> CaseView:
    """Hand the case whose pass the browser holds to a view; without one, ask for number and code."""

    @wraps(view)
    def opened(request: HttpRequest, organ: Organ, **more: Any) -> HttpResponseBase:
        held = passes.show(request, organ, at=now())
        if held is None:
            return _ended(request, organ, more.get("what", ""))
        with following(held.digest):
            case = followed(organ, held.digest)
            if case is None:  # the code was renewed meanwhile
                return _ended(request, organ, more.get("what", ""))
            response = view(request, Progress(case, localdate()), **more)
        passes.hand_out(response, organ, held, at=now())
        return response

    return opened


# As the request form: a code that another site sends opens nothing in anybody's name.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
def follow(request: HttpRequest, organ: Organ) -> HttpResponse:
    """Ask for number and code."""
    if request.method != "POST":
        return _gate(request, organ, CodeForm(), ended="ended" in request.GET)
    form = CodeForm(typed(request))
    case = _opened(request, organ, form) if form.is_valid() else None
    if case is None:
        return _gate(request, organ, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    held = Pass(organ=organ.pk, digest=case.code_digest)
    response = _next(request, organ, case)
    passes.hand_out(response, organ, held, at=now())
    return response


@never_cache
@require_safe
@of_organ
@of_case
def case(request: HttpRequest, progress: Progress) -> HttpResponse:
    """How the case stands."""
    done = ACTS.get(request.GET.get("done", ""))
    can = [(name, ACTS[name], move) for name, move in progress.open.items() if move.allowed]
    context = {
        "organ": progress.request.organ,
        "progress": progress,
        "done": done,
        "can": can,
        "head": progress.head,
    }
    return render(request, "portal/requests/case.html", context)


@never_cache
@require_safe
@of_organ
@of_case
def letter(request: HttpRequest, progress: Progress, pk: int, suffix: str) -> HttpResponseBase:
    """A letter that was sent to the applicant, as Word or PDF."""
    found = next((one for one in progress.letters if one.pk == pk), None)
    file = {"pdf": found.pdf, "docx": found.docx}.get(suffix) if found else None
    if file is None:
        raise Http404
    return download(request, file)


@never_cache
@require_safe
@of_organ
@of_case
def paper(request: HttpRequest, progress: Progress, pk: int) -> HttpResponseBase:
    """What was released."""
    found = progress.papers.filter(pk=pk).first()
    if found is None:
        raise Http404
    return download(request, found.file)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
@bounded
@of_case
def act(request: HttpRequest, progress: Progress, what: str) -> HttpResponse:
    """What the applicant can do in the case: supplement, give reasons, withdraw."""
    if what not in ACTS:
        raise Http404
    if request.method != "POST":
        is_open = progress.open[what].allowed
        case_page = redirect("portal:case", progress.request.organ.slug)
        return _sheet(request, progress, what, _form_class(progress, what)()) if is_open else case_page
    form = _form_class(progress, what)(typed(request), request.FILES)
    if not form.is_valid() or not _done(progress, ACTS[what], form):
        return _sheet(request, progress, what, form)
    return redirect(reverse("portal:case", args=[progress.request.organ.slug]) + f"?done={what}")


@never_cache
@require_POST
@of_organ
def leave(_request: HttpRequest, organ: Organ) -> HttpResponse:
    """Let the browser forget the case, as on a computer that many people use."""
    response = redirect("portal:organ", organ.slug)
    passes.take_back(response, organ)
    return response


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an applicant can do: what the page says, and what happens."""

    title: str
    hint: str
    label: str
    done: str
    form: type[Form]
    event: Callable[[Mapping[str, Any], Any], law.Event]
    purpose: Paper.Purpose = Paper.Purpose.APPLICATION


def _supplemented(data: Mapping[str, Any], on: Any) -> law.Event:
    # Whether a reason excuses the delay is for the office to judge, so it stands among the words.
    late = f"\n没有按期补正的原因：{data['why_late']}" if data.get("why_late") else ""
    return law.Supplemented(on=on, content=f"{data['text']}{late}")


ACTS: Mapping[str, Act] = {
    "supplement": Act(
        title="提交补正",
        hint="补正在期限内收到的，答复期限自收到之日起重新计算。",
        label="提交补正",
        done="已经收到您的补正。",
        form=SupplementForm,
        event=_supplemented,
        purpose=Paper.Purpose.SUPPLEMENT,
    ),
    "reasons": Act(
        title="说明理由",
        hint="请说明需要申请这些信息的合理理由；办理期限照常计算。",
        label="提交理由",
        done="已经收到您说明的理由。",
        form=ReasonsForm,
        event=lambda data, on: law.ReasonsGiven(on=on, reasons=data["text"]),
    ),
    "withdraw": Act(
        title="撤回申请",
        hint="撤回以后，本机关不再办理这件申请，也不能恢复；以后需要的，可以重新申请。",
        label="撤回申请",
        done="申请已经撤回。",
        form=WithdrawForm,
        event=lambda _data, on: law.Withdrawn(on=on, proof="申请人在网站凭登记编号和查询码撤回"),
    ),
}


def _form_class(progress: Progress, what: str) -> type[Form]:
    notice = progress.case.supplement
    if what == "supplement" and notice:
        today = law.Supplemented(on=progress.on)
        return SupplementForm if is_in_time(notice, today, rules()) else LateSupplementForm
    return ACTS[what].form


def _done(progress: Progress, wanted: Act, form: Form) -> bool:
    event = wanted.event(form.cleaned_data, progress.on)
    files = form.cleaned_data.get("attached", [])
    when = handing_in.When(progress.on, now())
    try:
        handing_in.add(progress.request, event, files, wanted.purpose, when=when)
    except handing_in.AttachmentError as error:
        form.add_error("attached", str(error))
    except RefusedError as error:
        form.add_error(None, str(error))
    return form.is_valid()


def _sheet(request: HttpRequest, progress: Progress, what: str, form: Form) -> HttpResponse:
    context = {
        "organ": progress.request.organ,
        "progress": progress,
        "what": what,
        "act": ACTS[what],
        "form": form,
        "chosen": [one.name for one in request.FILES.getlist("attached")] if form.errors else (),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "portal/requests/act.html", context, status=status)


def _opened(request: HttpRequest, organ: Organ, form: CodeForm) -> InfoRequest | None:
    """The case that number and code open; a form without one says why."""
    number = _serial(form.cleaned_data["number"])
    key = f"{organ.pk}:{number}"
    if not guarding.may_try(request, key):
        form.add_error(None, TOO_OFTEN)
        return None
    digest = code_digest(organ.pk, unicodedata.normalize("NFKC", form.cleaned_data["code"]))
    with following(digest):
        found = followed(organ, digest)
    if found is None or found.serial != number:
        guarding.count_wrong(request, key)
        form.add_error(None, WRONG)
        return None
    return found


def _serial(text: str) -> str:
    """The number as the register writes it, however it was typed."""
    found = SERIAL.search(unicodedata.normalize("NFKC", text))
    return f"{found[1]}-{int(found[2]):04}" if found else text


def _next(request: HttpRequest, organ: Organ, case: InfoRequest) -> HttpResponse:
    """Where somebody goes with the pass: back to what was being written when an earlier one ended."""
    post = typed(request)
    what = post.get("kept_what", "")
    if what not in MOVES or not post.get("kept_text"):
        return redirect("portal:case", organ.slug)
    with following(case.code_digest):
        progress = Progress(case, localdate())
        form = _form_class(progress, what)(initial={"text": post["kept_text"]})
        return _sheet(request, progress, what, form)


def _ended(request: HttpRequest, organ: Organ, what: str) -> HttpResponse:
    """The pass is over: nothing that was typed is lost."""
    if request.method == "POST" and what in MOVES:
        kept = {"kept_what": what, "kept_text": typed(request).get("text", "")}
        return _gate(request, organ, CodeForm(), HTTPStatus.FORBIDDEN, ended=True, **kept)
    return redirect(reverse("portal:follow", args=[organ.slug]) + "?ended=1")


def _gate(
    request: HttpRequest, organ: Organ, form: CodeForm, status: HTTPStatus = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    kept = {name: form.data.get(name, "") for name in ("kept_what", "kept_text")} if form.is_bound else {}
    context = {"organ": organ, "form": form, "head": letterhead(organ.pk), **kept, **more}
    return render(request, "portal/requests/follow.html", context, status=status)
