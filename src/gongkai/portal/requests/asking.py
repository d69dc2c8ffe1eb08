"""Asking for information: the form, the page to check it, the receipt (条例 27, 29, 31)."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.core.exceptions import TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.pages.frame import PLACES
from gongkai.portal.requests import guarding, handing_in, passes
from gongkai.portal.requests.fields import FilesField
from gongkai.portal.requests.forms import KINDS, WAYS, AskForm, AttachmentsForm
from gongkai.portal.requests.passes import Pass
from gongkai.portal.requests.progress import Progress, followed, following
from gongkai.portal.requests.suggesting import already_published
from gongkai.portal.requests.typed import typed
from gongkai.requests import codes
from gongkai.requests.actions.intake import Asked, Submission

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
def ask(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The form; sent, it comes back with what is to be put right, or as a page to check."""
    if request.method != "POST":
        return _form(request, organ, AskForm(on=localdate()), guarding.stamp())
    post = typed(request)
    if post.get("step") == "edit":
        values = {name: post.get(name, "") for name in AskForm.base_fields}
        return _form(request, organ, AskForm(initial=values, on=localdate()), _stamp(post))
    form = AskForm(post, on=localdate())
    if not form.is_valid():
        return _form(request, organ, form, _stamp(post), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _check(request, organ, form, _stamp(post))


@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
@bounded
def receipt(request: HttpRequest, organ: Organ) -> HttpResponse:
    """Hand the request in and show its receipt; asked for again, show it as long as the pass lasts."""
    if request.method != "POST":
        held = passes.show(request, organ, at=now())
        return _receipt(request, organ, held) if held and held.code else redirect("portal:follow", organ.slug)
    post = typed(request)
    form, files = AskForm(post, on=localdate()), AttachmentsForm(post, request.FILES)
    if not form.is_valid():
        return _form(request, organ, form, _stamp(post), HTTPStatus.UNPROCESSABLE_ENTITY)
    if guarding.looks_automatic(request, post) and not guarding.is_answered(post):
        return _check(request, organ, form, _stamp(post), files=files, question=guarding.question())
    if not files.is_valid():
        return _check(request, organ, form, _stamp(post), files=files)
    return _handed_in(request, organ, form, files)


def _handed_in(request: HttpRequest, organ: Organ, form: AskForm, files: AttachmentsForm) -> HttpResponse:
    chosen = files.cleaned_data["attached"]
    try:
        made = handing_in.hand_in(organ, _asked(form, chosen), chosen, when=_now())
    except handing_in.AttachmentError as error:
        files.add_error("attached", str(error))
        return _check(request, organ, form, _stamp(form.data), files=files)
    held = Pass(organ=organ.pk, digest=codes.code_digest(organ.pk, made.code), code=made.code)
    return _receipt(request, organ, held, made)


def _asked(form: AskForm, files: list[Any]) -> Asked:
    content, applicant = form.cleaned_data["content"], form.applicant()
    sent = [f"{name}={form.data.get(name, '')}" for name in AskForm.base_fields]
    sent += [f"{file.name}:{file.size}" for file in files]
    return Asked(content=content, applicant=applicant, once=guarding.once(form.data.get("stamp", ""), *sent))


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
        }
        response = render(request, "portal/requests/receipt.html", context)
    passes.hand_out(response, organ, held, at=now())
    return response


def _form(
    request: HttpRequest, organ: Organ, form: AskForm, stamp: str, status: HTTPStatus = HTTPStatus.OK
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
    return render(request, "portal/requests/ask.html", context, status=status)


def _check(
    request: HttpRequest,
    organ: Organ,
    form: AskForm,
    stamp: str,
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
        "stamp": stamp,
        "trap": guarding.TRAP,
        "trapped": request.POST.get(guarding.TRAP, ""),
        "published": already_published(organ, form.cleaned_data["content"]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if again else HTTPStatus.OK
    return render(request, "portal/requests/check.html", context, status=status)


def _shown(form: AskForm) -> list[tuple[str, str]]:
    """What was typed and counts, in words."""
    kept, data = form.applicant(), form.cleaned_data
    whole = {
        **{
            name: str(kept.get(name, ""))
            for name in ("name", "contact", "agent", "phone", "email", "address")
        },
        "kind": KINDS[data["kind"]],
        "content": data["content"],
        "number": f"{kept.get('id_kind', '')} {kept.get('id_number', '')}",
        "joint": "、".join(kept.get("joint", ())),
        "postcode": data["postcode"],
        "form": kept["form"],
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
