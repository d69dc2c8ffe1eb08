"""What a supervisor sees of the organs below, and 督办."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.editing import Sheet, edited, sent
from gongkai.desk.http import StaffRequest, needs, standing_of
from gongkai.desk.listing import listing
from gongkai.desk.requests.finding import case_at, insist
from gongkai.desk.supervision.forms import UrgeForm
from gongkai.desk.supervision.tables import OrganTable, UrgedTable, rows_of, totals
from gongkai.isolation import scope
from gongkai.organs.models import Organ
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import urged_by, workloads

SUPERVISE = "requests.supervise"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(SUPERVISE)
def overview(request: StaffRequest) -> HttpResponse:
    """The organs below, each with its open requests as figures."""
    on = localdate()
    below = Organ.objects.filter(pk__in=supervised(request)).order_by("region_code", "pk")
    rows = rows_of(list(below), workloads(supervised(request), on))
    return listing(
        request,
        OrganTable(rows),
        template="desk/supervision/overview.html",
        name="下级机关办理情况",
        context={"totals": totals(rows), "any": bool(rows), "on": on},
    )


@require_safe
@needs(SUPERVISE)
def urged(request: StaffRequest) -> HttpResponse:
    """What was urged, newest first."""
    found = urged_by(set(supervised(request).values()))
    return listing(
        request,
        UrgedTable(found),
        template="desk/supervision/urged.html",
        name="督办记录",
        context={"any": found.exists()},
    )


@FORM
@needs(SUPERVISE)
def urge(request: StaffRequest, pk: int) -> HttpResponse:
    """Urge that a request of an organ below be dealt with."""
    about = case_at(request, pk)
    insist(request, SUPERVISE, about)
    form = UrgeForm(sent(request))
    superior = Organ.objects.get(pk=supervised(request)[about.organ_id])

    def act() -> None:
        with scope.entered(standing_of(request).urging):
            handling.urge(about, superior, form.cleaned_data["note"], on=localdate(), by=request.user)

    return edited(
        request,
        form,
        act,
        sheet=_sheet(about),
        told=f"已督办。{about.organ.short_name}的承办人和工作机构负责人会收到通知。",
        then=lambda: reverse("desk:request", args=[pk]),
    )


def supervised(request: StaffRequest) -> dict[int, int]:
    """The organs that this person supervises, each with that in whose name."""
    return dict(standing_of(request).supervised)


def _sheet(about: InfoRequest) -> Sheet:
    due = f"，答复期限{about.due_on:%Y-%m-%d}" if about.due_on else ""
    return Sheet(
        title=f"督办（{about.serial}）",
        hint=f"{about.organ.name}，{about.get_state_display()}{due}。督办记入台账，对方在本件的经过中也能看到。",
        label="督办",
        back=reverse("desk:request", args=[about.pk]),
        compares=False,
    )
