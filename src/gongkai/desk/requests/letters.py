"""Letters of a case: chosen, written beside the checks, signed, sent, served."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from gongkai import facts
from gongkai.desk.editing import Sheet, acted, edited, seen, sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.desk.requests.conclusions import ConclusionsForm, endings
from gongkai.desk.requests.finding import case_at, insist, letter_at
from gongkai.desk.requests.forms import ConsultForm, HeadForm, ReturnForm, SendForm, ServeForm
from gongkai.desk.requests.slots import SlotForm
from gongkai.law import events as law
from gongkai.law.checks import CheckResult
from gongkai.law.evidence import Hit
from gongkai.law.numbers import document_number
from gongkai.law.outcomes import OUTCOMES, kind_of
from gongkai.law.procedure import State
from gongkai.law.remedies import OrganKind, reconsideration_organ
from gongkai.ledger.queries import version
from gongkai.letters import actions as writing
from gongkai.letters.actions import Head
from gongkai.letters.models import Letter
from gongkai.letters.queries import composed, next_number
from gongkai.letters.queries import letterhead as head_of
from gongkai.requests import queries
from gongkai.requests.actions import answering, handling
from gongkai.requests.dossier import Dossier
from gongkai.requests.models import CaseLetter, Consultee, InfoRequest
from gongkai.requests.sending import RE_REPLY, is_reply

FORM = require_http_methods(["GET", "HEAD", "POST"])
HANDLE, SIGN = "requests.handle", "requests.sign"
BY_PARTY = {law.Party.THIRD_PARTY: "L05", law.Party.CO_MAKER: "L08", law.Party.OTHER_ORGAN: "L09"}
CONSULTING = (
    "第三方15个工作日内答复，逾期由本机关决定；共同制作机关逾期视为同意公开。征求意见所需时间不计入答复期限。"
)
HEAD_FIELDS = (
    "contact",
    "phone",
    "address",
    "postcode",
    "email",
    "fax",
    "hours",
    "court",
    "online_channel",
    "reviewers",
)


@FORM
@needs("letters.set_head")
def letterhead(request: StaffRequest) -> HttpResponse:
    """What all letters of the organ say about it."""
    organ = working_organ(request)
    head = head_of(organ.pk)
    initial = {name: getattr(head, name) for name in HEAD_FIELDS} if head else {}
    roles = [
        (role.value, role.label)
        for role in reconsideration_organ(OrganKind(organ.kind), on=localdate()).choices
    ]
    form = HeadForm(sent(request), initial=initial, roles=roles)

    def keep() -> None:
        given = {name: form.cleaned_data[name] for name in HEAD_FIELDS if name != "reviewers"}
        writing.set_letterhead(
            organ, Head(**given, reviewers=form.reviewers), on=localdate(), by=request.user
        )

    return edited(
        request,
        form,
        keep,
        sheet=Sheet(
            title="文书设置",
            hint="所有文书的联系方式、复议机关和人民法院由此取得；也是政府信息公开指南的内容。",
            label="保存",
            back=reverse("desk:home"),
        ),
        told="文书设置已保存。",
        then=lambda: reverse("desk:letterhead"),
    )


@FORM
@needs(HANDLE)
def choose(request: StaffRequest, pk: int) -> HttpResponse:
    """怎么答: the endings by group, each with what it needs."""
    about = _about(request, pk)
    case = queries.case_of(about)
    context = {
        "request_": about,
        "groups": endings(about, ordered=case.state is State.RE_REPLY),
        "re_reply": case.order is not None,
    }
    return render(request, "desk/requests/choose.html", context)


@FORM
@needs(HANDLE)
def consult(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter who is consulted, and begin the letter to that party."""
    about = _about(request, pk)
    form = ConsultForm(sent(request))
    begun: list[CaseLetter] = []

    def act() -> None:
        given = dict(form.cleaned_data)
        kind = law.Party(given.pop("kind"))
        party = handling.name_consultee(about, kind, given, on=localdate(), by=request.user)
        begun.append(
            answering.begin_letter(about, BY_PARTY[kind], consultee=party, on=localdate(), by=request.user)
        )

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title=f"征求意见（{about.serial}）",
            hint=CONSULTING,
            label="拟写征求意见书",
            back=_case(about),
        ),
        told="请填写征求意见书。其中不得出现申请人的姓名、电话等信息。",
        then=lambda: _page(begun[0]),
    )


@require_POST
@needs(HANDLE)
def begin(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Begin a letter of a kind; of a reply, the kind is the ending."""
    about = _about(request, pk)
    if code not in OUTCOMES:
        raise Http404(code)
    follows = code if request.POST.get("re_reply") else ""
    party = Consultee.objects.filter(request=about, label=request.POST.get("party", "")).first()
    begun: list[CaseLetter] = []

    def act() -> None:
        begun.append(
            answering.begin_letter(
                about,
                RE_REPLY if follows else code,
                follows=follows,
                consultee=party,
                on=localdate(),
                by=request.user,
            )
        )

    response = acted(request, act, told="已新建文书，案卷中已有的内容已经填好。", then=_case(about))
    return redirect(_page(begun[0])) if begun else response


@FORM
@needs("requests.view")
def letter(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """A letter: its words on the left, the checks on the right."""
    tie = letter_at(request, pk, letter)
    if request.method == "POST":
        return _revise(request, tie)
    return render(request, "desk/requests/letter.html", _letter_page(request, tie, None, None))


def _revise(request: StaffRequest, tie: CaseLetter) -> HttpResponse:
    insist(request, HANDLE, tie.request)
    form = _slot_form(tie.letter, request.POST)
    conclusions = ConclusionsForm(request.POST, tie)

    def act() -> None:
        writing.revise(
            tie.letter,
            form.values,
            form.wording,
            delivery=law.Delivery(form.cleaned_data["delivery"]),
            on=localdate(),
            by=request.user,
            expected=seen(request),
        )
        if conclusions.is_needed and conclusions.is_valid():
            answering.conclude(tie, conclusions.conclusions, on=localdate(), by=request.user)

    if accepted(form, act):
        messages.success(request, "已保存。")
        return redirect(_page(tie))
    tie.letter.refresh_from_db()
    context = _letter_page(request, tie, form, conclusions)
    return render(request, "desk/requests/letter.html", context, status=422)


def _letter_page(
    request: StaffRequest, tie: CaseLetter, form: SlotForm | None, conclusions: ConclusionsForm | None
) -> dict[str, Any]:
    on, letter = localdate(), tie.letter
    is_draft = letter.state == Letter.State.DRAFT
    dossier = Dossier(tie.request, tie, on)
    may_handle = request.user.has_perm(HANDLE, tie.request)
    return {
        "tie": tie,
        "request_": tie.request,
        "letter": letter,
        "kind": kind_of(letter.follows or letter.code),
        "form": form or (_slot_form(letter, None) if is_draft and may_handle else None),
        "conclusions": conclusions or ConclusionsForm(None, tie),
        "version": version(letter),
        "is_draft": is_draft,
        "preview": dossier.letter if is_draft else _frozen(letter),
        "problem": _problem(letter) if is_draft else "",
        "checks": _sorted(dossier.results()) if is_draft else None,
        "hits": _hits(dossier) if is_draft else (),
        "steps": _steps(request, tie) if may_handle or request.user.has_perm(SIGN, tie.request) else {},
        "may_handle": may_handle,
        "may_sign": request.user.has_perm(SIGN, tie.request),
        "is_reply": is_reply(letter),
        "case_state": queries.case_of(tie.request).state,
        "on": on,
    }


@require_POST
@needs(HANDLE)
def submit(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Hand a reply in for review and signature."""
    tie = _tie(request, pk, letter)
    return acted(
        request,
        lambda: answering.submit_reply(tie, on=localdate(), by=request.user),
        told="已提交审签：请完成公开审查、保密审查、法制审核，再由负责人签发。",
        then=_page(tie),
    )


@require_POST
@needs(SIGN)
def sign(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Sign, number and freeze a letter."""
    tie = letter_at(request, pk, letter)
    insist(request, SIGN, tie.request)
    return acted(
        request,
        lambda: answering.sign_letter(
            tie, on=localdate(), at=now(), by=request.user, expected=_seen_case(request)
        ),
        told="已签发并编号。请打印、用印后发出。",
        then=_page(tie),
    )


@FORM
@needs(HANDLE)
def send(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Say how and when a letter left."""
    tie = _tie(request, pk, letter)
    form = SendForm(sent(request), today=localdate())

    def act() -> None:
        given = form.cleaned_data
        answering.send_letter(tie, proof=given["proof"], on=given["on"], by=request.user)

    return _edited(request, tie, form, act, "发出", "已登记发出。")


@FORM
@needs(HANDLE)
def serve(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Say when a letter reached its reader."""
    tie = _tie(request, pk, letter)
    form = ServeForm(sent(request), today=localdate())

    def act() -> None:
        given = form.cleaned_data
        answering.serve_letter(
            tie, received_by=given["received_by"], on=given["on"], today=localdate(), by=request.user
        )

    return _edited(request, tie, form, act, "登记送达", "已登记送达。")


@FORM
@needs(HANDLE)
def come_back(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Say that a letter came back."""
    tie = _tie(request, pk, letter)
    form = ReturnForm(sent(request), today=localdate())

    def act() -> None:
        given = form.cleaned_data
        answering.return_letter(tie, given["reason"], on=given["on"], by=request.user)

    return _edited(request, tie, form, act, "登记退回", "已登记退回。请核对地址后重新发出。")


@require_POST
@needs(HANDLE)
def discard(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Give a draft up."""
    tie = _tie(request, pk, letter)
    return acted(
        request,
        lambda: writing.discard(tie.letter, on=localdate(), by=request.user),
        told="草稿已作废。",
        then=_case(tie.request),
    )


@require_POST
@needs(HANDLE)
def clear(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """Leave personal data that the scan found in what goes out, on purpose."""
    tie = _tie(request, pk, letter)
    known = {hit.text for _, hit in _hits(Dossier(tie.request, tie, localdate()))}
    chosen = sorted(known & set(request.POST.getlist("text")))
    return acted(
        request,
        lambda: answering.clear_data(tie, chosen, on=localdate(), by=request.user),
        told="已记录：核对后保留。",
        then=_page(tie),
    )


def _edited(
    request: StaffRequest, tie: CaseLetter, form: Any, act: Callable[[], None], label: str, told: str
) -> HttpResponse:
    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title=f"{label}《{tie.letter.title}》", hint=tie.letter.number, label=label, back=_page(tie)
        ),
        told=told,
        then=lambda: _page(tie),
    )


def _steps(request: StaffRequest, tie: CaseLetter) -> dict[str, bool]:
    """Which buttons stand below the letter."""
    state, answers = Letter.State(tie.letter.state), is_reply(tie.letter)
    is_draft = state is Letter.State.DRAFT
    is_drafted = queries.case_of(tie.request).state is State.DRAFTED
    handles = request.user.has_perm(HANDLE, tie.request)
    return {
        "submit": handles and is_draft and answers and not is_drafted,
        "sign": request.user.has_perm(SIGN, tie.request) and is_draft and (is_drafted or not answers),
        "send": handles and state in (Letter.State.SIGNED, Letter.State.RETURNED),
        "serve": handles and state is Letter.State.SENT,
        "discard": handles and is_draft,
    }


def _sorted(results: tuple[CheckResult, ...]) -> dict[str, list[CheckResult]]:
    """The checks as the page shows them: to be put right, to be looked at, passed."""
    return {
        "blocks": [one for one in results if one.stops_signing],
        "warnings": [one for one in results if one.is_open and not one.stops_signing],
        "passed": [one for one in results if one.outcome == "ok"],
    }


def _hits(dossier: Dossier) -> list[tuple[str, Hit]]:
    cleared = set(dossier.tie.cleared or ())
    files = dossier.casefile().outgoing or ()
    return [(file.name, hit) for file in files for hit in file.hits or () if hit.text not in cleared]


def _problem(letter: Letter) -> str:
    """Why a draft cannot be put into words yet."""
    on = localdate()
    try:
        composed(letter, on=on, number=next_number(letter, on))
    except ValueError as error:
        return str(error)
    return ""


def _frozen(letter: Letter) -> Any:
    """A signed letter in words, as it was signed."""
    if letter.signed_on is None:
        return None
    try:
        return composed(letter, on=letter.signed_on, number=document_number(letter.number))
    except ValueError:
        return None  # the files say what was signed


def _slot_form(letter: Letter, data: Any) -> SlotForm:
    template = facts.letters()[letter.code]
    if letter.follows:
        template = template.answering_by(facts.letters()[letter.follows])
    return SlotForm(template, data, slots=letter.slots, wording=letter.wording, delivery=letter.delivery)


def _tie(request: StaffRequest, pk: int, letter: int) -> CaseLetter:
    tie = letter_at(request, pk, letter)
    insist(request, HANDLE, tie.request)
    return tie


def _about(request: StaffRequest, pk: int) -> InfoRequest:
    about = case_at(request, pk)
    insist(request, HANDLE, about)
    return about


def _seen_case(request: StaffRequest) -> int | None:
    told = request.POST.get("case_version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < len("999999999") else None


def _case(about: InfoRequest) -> str:
    return reverse("desk:request", args=[about.pk])


def _page(tie: CaseLetter) -> str:
    return reverse("desk:letter", args=[tie.request_id, tie.letter_id])
