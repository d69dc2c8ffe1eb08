"""为本页纠错: a form without log-in, script or cookie, led to by every page of an organ."""

from contextlib import suppress
from http import HTTPStatus

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.channels.actions.errors import Told, report
from gongkai.channels.deadlines import answer_limit
from gongkai.channels.queries import reported_before
from gongkai.jobs.acting import acting, system_id
from gongkai.organs.models import Organ, User
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.errors.forms import ErrorForm, is_path
from gongkai.portal.pages.frame import frame
from gongkai.portal.requests import guarding
from gongkai.portal.requests.typed import typed

LIMIT = "portal_error"


# Nobody is logged in here, so that no other site could act in anybody's name.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_organ
def report_error(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The form; sent, it is taken in once, or comes back with what is to be put right or a plain question."""
    if request.method != "POST":
        page = request.GET.get("page", "")
        form = ErrorForm(initial={"page": page if is_path(page) else ""})
        return _form(request, organ, form, guarding.stamp())
    post = typed(request)
    form, stamp = ErrorForm(post), post.get("stamp") or guarding.stamp()
    if not form.is_valid():
        return _form(request, organ, form, stamp)
    if guarding.looks_automatic(request, post, action=LIMIT) and not guarding.is_answered(post):
        return _form(request, organ, form, stamp, guarding.question())
    _take_in(organ, form, stamp)
    return redirect("portal:error_received", organ.slug)


@public
@of_organ
def received(request: HttpRequest, organ: Organ) -> HttpResponse:
    """What happens now, and by when."""
    context = frame(organ) | {"limit": answer_limit(localdate())}
    return render(request, "portal/errors/received.html", context)


def _take_in(organ: Organ, form: ErrorForm, stamp: str) -> None:
    given = form.cleaned_data
    once = guarding.once(stamp, *(str(given[name]) for name in ErrorForm.base_fields))
    told = Told(page=given["page"], kind=given["kind"], text=given["text"], email=given["email"], once=once)
    with acting([organ.pk]):
        if reported_before(organ.pk, once):
            return
        with suppress(IntegrityError):  # the same form, a moment earlier
            report(organ, told, on=localdate(), at=now(), by=User.objects.get(pk=system_id()))


def _form(
    request: HttpRequest,
    organ: Organ,
    form: ErrorForm,
    stamp: str,
    question: guarding.Question | None = None,
) -> HttpResponse:
    context = frame(organ) | {
        "form": form,
        "page": form["page"].value() or "",
        "question": question,
        "was_answered": "answer" in request.POST,
        "stamp": stamp,
        "trap": guarding.TRAP,
        "trapped": request.POST.get(guarding.TRAP, ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "portal/errors/report.html", context, status=status)
