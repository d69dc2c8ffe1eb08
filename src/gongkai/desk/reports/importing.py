"""Taking over reports of the years before this system, file by file, and taking back what was a mistake."""

import io
import zipfile
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.editing import acted, sent
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.desk.reports.finding import insisted
from gongkai.desk.reports.forms import ImportForm
from gongkai.faces.verdicts import VERDICTS, Worded
from gongkai.files.handlers import HeldUploadHandler
from gongkai.files.judging import judged
from gongkai.files.receiving import receive
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ
from gongkai.reports import actions
from gongkai.reports.models import AnnualReport

WRITE = "reports.write"
FORM = require_http_methods(["GET", "HEAD", "POST"])
PAGES = (".html", ".htm", ".shtml")
MOST_BYTES = HeldUploadHandler.most_bytes


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a file: a report with its verdict, or why there is none."""

    name: str
    report: AnnualReport | None = None
    verdict: Worded | None = None
    error: str = ""


@FORM
@needs(WRITE)
def take_over(request: StaffRequest) -> HttpResponse:
    """Choose files; each is taken over for itself, and one that is refused stops no other."""
    organ = working_organ(request)
    if not request.user.has_perm(WRITE, organ):
        raise PermissionDenied(WRITE)
    form = ImportForm(sent(request), request.FILES or None)
    came: list[Came] = []
    if request.method == "POST" and form.is_valid():
        came = [_came(request, organ, form, file) for file in form.cleaned_data["chosen"]]
    is_refused = form.is_bound and (not came or any(one.error for one in came))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "desk/reports/import.html", {"form": form, "came": came}, status=status)


@require_POST
@needs(WRITE)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what was taken over by mistake."""
    found = insisted(request, pk, WRITE)
    return acted(
        request,
        lambda: actions.discard(found, on=localdate(), by=request.user),
        told="已撤销导入。原文件还在文件库中。",
        then=resolve_url("desk:reports"),
    )


def _came(request: StaffRequest, organ: Organ, form: ImportForm, file: Any) -> Came:
    name = file.name or ""
    try:
        if file.size > MOST_BYTES:
            return Came(name, error=f"超过{MOST_BYTES >> 20}MB，没有读取。请另存为较小的文件。")
        content = file.read()
        found = judged(name, content)
        on, by = localdate(), request.user
        more = {key: form.cleaned_data[key] for key in ("is_consolidated", "was_renamed", "why")}
        kept_name, kept = _keepable(name, content)
        with transaction.atomic():  # what is refused leaves no file behind
            original, _ = receive(organ, kept_name, [kept], on=on, at=now(), by=by)
            report = actions.take_over(organ, found, original, **more, on=on, by=by)
    except RefusedError as error:
        return Came(name, error=str(error))
    return Came(name, report, VERDICTS[found.verdict])


def _keepable(name: str, content: bytes) -> tuple[str, bytes]:
    """A web page is kept unchanged inside a package, for pages are not kept: opened, they would run."""
    if PurePath(name).suffix.lower() not in PAGES:
        return name, content
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(PurePath(name).name, content)
    return f"{PurePath(name).stem}.zip", package.getvalue()
