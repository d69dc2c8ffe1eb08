"""Asking for information, or to correct a record: the form, the page to check it, the receipt.

条例 27, 29, 31, 41.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.core.exceptions import TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.law.procedure import Kind
from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.pages.frame import PLACES
from gongkai.portal.requests import guarding, handing_in, passes
from gongkai.portal.requests.fields import FilesField
from gongkai.portal.requests.forms import KINDS, WAYS, AskForm, AttachmentsForm, CorrectForm
from gongkai.portal.requests.passes import Pass
from gongkai.portal.requests.progress import Progress, followed, following
from gongkai.portal.requests.suggesting import already_published
from gongkai.portal.requests.typed import typed
from gongkai.requests import codes
from gongkai.requests.actions.intake import Asked, Submission


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked for: its form, the names of its pages, and how it is taken in."""

    form: type[AskForm | CorrectForm]
    page: str
    receipt: str
    take_in: Callable[[Organ, AskForm | CorrectForm, Asked, list[Any]], Submission]

    @property
    def template(self) -> str:
        return f"portal/requests/{self.page}.html"


BESIDE_FILES = 1 << 20  # what else the form sends
MOST_BYTES = FilesField.most_bytes + BESIDE_FILES
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def bounded(view: V) -> V:
    """Refuse what is far too much before it is read; the browser still holds what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, organ: Organ, **more: Any) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length) > MOST_BYTES:
            return _too_large(request, organ)
        try:
            _ = request.POST  # Django counts files and fields as it reads them
        except (TooManyFilesSent, TooManyFieldsSent):
            return _too_large(request, organ)
        return view(request, organ, **more)

    return cast(V, guarded)


# Nobody is logged in here, so that no other site could act in anybody's name.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
@bounded
def ask(request: HttpRequest, organ: Organ, matter: Matter) -> HttpResponse:
    """The form; sent, it comes back with what is to be put right, or as a page to check."""
    if request.method != "POST":
        return _form(request, organ, matter, matter.form(on=localdate()), guarding.stamp())
    post = typed(request)
    if post.get("step") == "edit":
        values = {name: post.get(name, "") for name in matter.form.base_fields}
        return _form(request, organ, matter, matter.form(initial=values, on=localdate()), _stamp(post))
    form = matter.form(post, on=localdate())
    if not form.is_valid():
        return _form(request, organ, matter, form, _stamp(post), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _check(request, organ, matter, form)


@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
@bounded
def receipt(request: HttpRequest, organ: Organ, matter: Matter) -> HttpResponse:
    """Hand the request in and show its receipt; asked for again, show it as long as the pass lasts."""
    if request.method != "POST":
        held = passes.show(request, organ, at=now())
        return _receipt(request, organ, held) if held and held.code else redirect("portal:follow", organ.slug)
    post = typed(request)
    form, files = matter.form(post, on=localdate()), AttachmentsForm(post, request.FILES)
    if not form.is_valid():
        return _form(request, organ, matter, form, _stamp(post), HTTPStatus.UNPROCESSABLE_ENTITY)
    if guarding.looks_automatic(request, post) and not guarding.is_answered(post):
        question = guarding.question()
        return _check(request, organ, matter, form, files=files, question=question)
    if not files.is_valid():
        return _check(request, organ, matter, form, files=files)
    return _handed_in(request, organ, matter, form, files)


def _handed_in(
    request: HttpRequest,
    organ: Organ,
    matter: Matter,
    form: AskForm | CorrectForm,
    files: AttachmentsForm,
) -> HttpResponse:
    chosen = files.cleaned_data["attached"]
    try:
        made = matter.take_in(organ, form, _asked(form, chosen), chosen)
    except handing_in.AttachmentError as error:
        files.add_error("attached", str(error))
        return _check(request, organ, matter, form, files=files)
    held = Pass(organ=organ.pk, digest=codes.code_digest(organ.pk, made.code), code=made.code)
    return _receipt(request, organ, held, made)


def _asked(form: AskForm | CorrectForm, files: list[Any]) -> Asked:
    sent = [f"{name}={form.data.get(name, '')}" for name in form.base_fields]
    sent += [f"{file.name}:{file.size}" for file in files]
    once = guarding.once(form.data.get("stamp", ""), *sent)
    return Asked(content=form.told, applicant=form.applicant(), once=once)


def _receipt(request: HttpRequest, organ: Organ, held: Pass, made: Submission | None = None) -> HttpResponse:
    with following(held.digest):
        case = followed(organ, held.digest)
        if case is None:  # the code was renewed meanwhile
            return redirect("portal:follow", organ.slug)
        context = {
            "organ": organ,
            "progress": Progress(case, localdate()),
            "code": codes.printed(held.code),
            "was_known": made is not None and not made.is_new,
            "is_correction": case.kind == Kind.CORRECTION,
        }
        response = render(request, "portal/requests/receipt.html", context)
    passes.hand_out(response, organ, held, at=now())
    return response


def _form(
    request: HttpRequest,
    organ: Organ,
    matter: Matter,
    form: AskForm | CorrectForm,
    stamp: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "organ": organ,
        "form": form,
        "stamp": stamp,
        "trap": guarding.TRAP,
        "head": letterhead(organ.pk),
        "is_fresh": not form.is_bound and not form.initial,
        "at": "ask",
        "place": PLACES["ask"],
    }
    return render(request, matter.template, context, status=status)


def _check(
    request: HttpRequest,
    organ: Organ,
    matter: Matter,
    form: AskForm | CorrectForm,
    *,
    files: AttachmentsForm | None = None,
    question: guarding.Question | None = None,
) -> HttpResponse:
    again = files is not None or question is not None
    context = {
        "organ": organ,
        "form": form,
        "files": files or AttachmentsForm(),
        "chosen": [one.name for one in request.FILES.getlist("attached")],
        "question": question,
        "was_answered": "answer" in request.POST,
        "shown": _shown(form),
        "stamp": _stamp(form.data),
        "trap": guarding.TRAP,
        "trapped": request.POST.get(guarding.TRAP, ""),
        "published": already_published(organ, form.told) if matter is REQUEST else (),
        "edit_url": reverse(f"portal:{matter.page}", args=[organ.slug]),
        "receipt_url": reverse(f"portal:{matter.receipt}", args=[organ.slug]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if again else HTTPStatus.OK
    return render(request, "portal/requests/check.html", context, status=status)


def _shown(form: AskForm | CorrectForm) -> list[tuple[str, str]]:
    """What was typed and counts, in words."""
    kept, data = form.applicant(), form.cleaned_data
    as_typed = ("content", "record", "claimed", "evidence")
    as_kept = ("name", "contact", "agent", "phone", "email", "address")
    whole: dict[str, str] = {
        **{name: data.get(name, "") for name in as_typed},
        **{name: str(kept.get(name, "")) for name in as_kept},
        "kind": KINDS[data["kind"]],
        "number": f"{kept.get('id_kind', '')} {kept.get('id_number', '')}",
        "joint": "、".join(kept.get("joint", ())),
        "postcode": data["postcode"],
        "form": kept.get("form", ""),
        "way": WAYS[data["way"]],
        "help": data["help"],
    }
    return [(label, whole[name]) for name, label in LABELS.items() if whole[name].strip()]


def _stamp(post: QueryDict | Any) -> str:
    """That of the form as it was first handed out, so that time and identity stay."""
    return str(post.get("stamp") or guarding.stamp())


def _now() -> handing_in.When:
    return handing_in.When(localdate(), now())


def _too_large(request: HttpRequest, organ: Organ) -> HttpResponse:
    context = {"organ": organ, "most": FilesField.most_bytes >> 20, "most_files": FilesField.most}
    return render(
        request,
        "portal/requests/too_large.html",
        context,
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


LABELS = {
    "content": "需要的信息",
    "record": "不准确的记录",
    "claimed": "应当更正为",
    "evidence": "证据",
    "kind": "申请人类别",
    "name": "姓名或者单位名称",
    "number": "证件",
    "contact": "联系人",
    "joint": "共同申请人",
    "agent": "代理人",
    "phone": "联系电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
    "form": "希望的形式",
    "way": "怎样给您",
    "help": "需要的帮助",
}


def _take_request(organ: Organ, _form: AskForm | CorrectForm, asked: Asked, files: list[Any]) -> Submission:
    return handing_in.hand_in(organ, asked, files, when=_now())


def _take_correction(organ: Organ, form: AskForm | CorrectForm, asked: Asked, files: list[Any]) -> Submission:
    return handing_in.ask_correction(organ, asked, form.cleaned_data["evidence"], files, when=_now())


REQUEST = Matter(AskForm, "ask", "ask-receipt", _take_request)
CORRECTION = Matter(CorrectForm, "correct", "correct-receipt", _take_correction)
