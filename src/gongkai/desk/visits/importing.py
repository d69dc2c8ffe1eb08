"""Bringing earlier totals in, and taking them back."""

from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.channels import importing, queries
from gongkai.channels.actions import earlier
from gongkai.channels.models import EarlierImport
from gongkai.channels.rules import IMPORT_VISITS, VIEW_VISITS
from gongkai.desk.editing import Sheet, edited, sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.desk.listing import exported
from gongkai.desk.visits.forms import ImportForm, RevokeForm
from gongkai.files import converting, disk
from gongkai.organs.models import Organ

FORM = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHOWN = 200
SAMPLE = (("2022", 98000, 41000), ("2023-01", 11200, 4600), ("2023-02-01", 380, 160))


@require_safe
@needs(VIEW_VISITS)
def listed(request: StaffRequest) -> HttpResponse:
    """What was brought in, from where and why."""
    organ = working_organ(request)
    found = [
        (one, queries.whole(queries.of_import(one), "合计"), list(one.totals.all()))
        for one in queries.imports(organ.pk)
    ]
    context = {"organ": organ, "imports": found, "may_import": request.user.has_perm(IMPORT_VISITS, organ)}
    return render(request, "desk/visits/imports.html", context)


@FORM
@needs(IMPORT_VISITS)
def bring_in(request: StaffRequest) -> HttpResponse:
    """Bring in a table; where anything is wrong, tell each cell and bring in nothing."""
    organ = working_organ(request)
    _insist(request, organ)
    form = ImportForm(sent(request), request.FILES or None)
    took = _Taking(request, organ, form)
    if request.method == "POST" and accepted(form, took) and not took.table.errors:
        messages.success(request, f"已导入 {len(took.table.rows)} 行以往的访问数据。")
        return redirect("desk:visit-imports")
    context = {
        "form": form,
        "errors": took.table.errors[:MOST_SHOWN],
        "error_count": len(took.table.errors),
        "headers": list(zip(importing.HEADERS, importing.HINTS, strict=True)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/visits/import.html", context, status=status)


@require_safe
@needs(IMPORT_VISITS)
def template(request: StaffRequest) -> HttpResponse:  # noqa: ARG001  a page's signature
    """The table to fill in, with a row of each kind to be replaced."""
    return exported("以往访问数据模板", "xlsx", [importing.HEADERS, *SAMPLE])


@FORM
@needs(IMPORT_VISITS)
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    batch = get_object_or_404(EarlierImport.objects.select_related("organ"), pk=pk)
    _insist(request, batch.organ)
    form = RevokeForm(sent(request))
    return edited(
        request,
        form,
        lambda: earlier.revoke(batch, form.cleaned_data["reason"], on=localdate(), by=request.user),
        sheet=Sheet(
            title="撤销导入",
            hint=f"{batch.imported_on:%Y-%m-%d}导入的“{batch.source}”。撤销后这些数据不再计入；可以重新导入。",
            label="确认撤销",
            back=resolve_url("desk:visit-imports"),
            is_final=True,
            compares=False,
        ),
        told="已撤销，这些数据不再计入。",
        then=lambda: resolve_url("desk:visit-imports"),
    )


@dataclass
class _Taking:
    """What a table gave, once it was taken in."""

    request: StaffRequest
    organ: Organ
    form: ImportForm
    table: importing.Table = field(default_factory=importing.Table)

    def __call__(self) -> None:
        chosen, on = self.form.cleaned_data["file"], localdate()
        cells = converting.rows(self.organ, chosen.name, chosen.chunks(disk.PIECE))
        self.table = importing.read(cells, on=on)
        if not self.table.errors:
            earlier.bring_in(self.organ, self.table.rows, self.form.origin, on=on, by=self.request.user)


def _insist(request: StaffRequest, organ: Organ) -> None:
    if not request.user.has_perm(IMPORT_VISITS, EarlierImport(organ=organ)):
        raise PermissionDenied(IMPORT_VISITS)
