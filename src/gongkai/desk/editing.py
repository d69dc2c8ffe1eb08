"""A form on a page of its own, and a button that acts at once: what both do with a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, BoundField
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render

from gongkai.desk.http import StaffRequest, accepted
from gongkai.ledger.actions import RefusedError
from gongkai.ledger.queries import version

LONGEST_VERSION = 9  # digits
NO_VERSION = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands around a form.

    Attributes:
        title: what the page is for.
        hint: what follows from sending the form.
        label: on the button.
        back: where one goes without sending it.
        about: the row that is changed, where somebody else may change it meanwhile.
        is_final: whether what is done cannot be undone.
        compares: whether the form's initial values are what holds now, to be compared with what was typed.
    """

    title: str
    label: str
    back: str
    hint: str = ""
    about: Any = None
    is_final: bool = False
    compares: bool = True


def edited(
    request: StaffRequest,
    form: BaseForm,
    act: Callable[[], object],
    *,
    sheet: Sheet,
    told: str,
    then: Callable[[], str],
) -> HttpResponse:
    """Show a form, or do with it what it is for; what was typed stays on the page if that is refused.

    Args:
        request: a POST where the form was sent.
        form: bound where it was sent; its initial values are what holds now.
        act: with the valid form's data.
        sheet: what stands around the form.
        told: on the next page, once it is done.
        then: the next page's address; it may depend on what was done.
    """
    if request.method == "POST" and accepted(form, act):
        messages.success(request, told)
        return redirect(then())
    if form.is_bound and sheet.about is not None:
        sheet.about.refresh_from_db()  # the refused act had changed it in memory
    now_at = version(sheet.about) if sheet.about is not None else NO_VERSION
    is_stale = form.is_bound and seen(request) != now_at
    context = {
        "form": form,
        "sheet": sheet,
        "version": now_at,
        "differences": differences(form) if is_stale and sheet.compares else (),
        "is_stale": is_stale,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/form.html", context, status=status)


def acted(request: StaffRequest, act: Callable[[], object], *, told: str, then: str) -> HttpResponseRedirect:
    """Do what a button asks for, and say on the next page that it was done, or why not."""
    try:
        act()
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, told)
    return redirect(then)


def sent(request: StaffRequest) -> QueryDict | None:
    """What a form was sent with, if it was."""
    return request.POST if request.method == "POST" else None


def seen(request: StaffRequest) -> int:
    """How many entries of the ledger the person had seen when the form was opened; -1 where none is told."""
    told = request.POST.get("version", "")
    sound = told.isascii() and told.isdigit() and len(told) <= LONGEST_VERSION
    return int(told) if sound else NO_VERSION


def differences(form: BaseForm) -> list[tuple[str, str]]:
    """Where what was typed differs from what holds now: the label, and what holds now in words."""
    return [(str(field.label), _words(field)) for field in form if field.name in form.changed_data]


def _words(field: BoundField) -> str:
    value: Any = field.initial
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value) or "（空）")
