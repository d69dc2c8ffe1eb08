"""Writing down a move of the procedure."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from gongkai.desk.editing import Sheet, edited, seen, sent
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.requests.finding import case_at, insist
from gongkai.desk.requests.moving import BY_NUMBER, MovingForm
from gongkai.law.events import Reviewed
from gongkai.requests import queries
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs("requests.view")
def move(request: StaffRequest, pk: int, number: str) -> HttpResponse:
    """The form of a move; whether the law allows it is judged again when it is sent."""
    about, wanted = case_at(request, pk), BY_NUMBER.get(number)
    if wanted is None:
        raise Http404(number)
    insist(request, wanted.permission, about)
    on, case = localdate(), queries.case_of(about)
    form = MovingForm(wanted, case, sent(request), today=on, by=request.user.name)
    status = next(one for one in queries.moves(case, on) if one.number == number)
    hint = wanted.hint if status.allowed else f"现在不能办理：{status.reason}"

    def act() -> None:
        event = form.event
        if isinstance(event, Reviewed):
            _insist_on_review(request, event, about)
        handling.happen(about, event, on=on, by=request.user, expected=seen(request))

    back = reverse("desk:request", args=[pk])
    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title=f"{wanted.label}（{about.serial}）",
            hint=hint,
            label=wanted.label,
            back=back,
            about=about,
            compares=False,
        ),
        told=f"已登记：{wanted.label}。",
        then=lambda: back,
    )


def _insist_on_review(request: StaffRequest, event: Reviewed, about: InfoRequest) -> None:
    if not request.user.has_perm(f"requests.review_{event.review.value}", about):
        raise PermissionDenied(event.review.value)
