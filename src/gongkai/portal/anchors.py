"""台账锚点: the published ends of the ledgers, which anybody can keep and compare."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from gongkai.ledger.models import Anchor
from gongkai.ledger.queries import anchors
from gongkai.portal.caching import public

DAYS_SHOWN = 60


@public
def ledger(request: HttpRequest) -> HttpResponse:
    """The anchors of a day, the newest where none is named, and the days before."""
    days = list(published_days()[:DAYS_SHOWN])
    wanted = request.GET.get("day", "")
    day = day_of(wanted) if wanted else next(iter(days), None)
    context = {"day": day, "days": days, "anchors": anchors(day) if day else ()}
    return render(request, "portal/ledger.html", context)


@public
def ledger_json(request: HttpRequest, day: str) -> HttpResponse:  # noqa: ARG001  Django hands it in
    """The anchors of a day for machines."""
    found = [
        {
            "organ_id": anchor.organ_id,
            "organ": anchor.organ.name,
            "credit_code": anchor.organ.credit_code,
            "number": anchor.number,
            "hash": anchor.hash,
            "recorded_at": anchor.recorded_at.isoformat(),
        }
        for anchor in anchors(day_of(day))
    ]
    return JsonResponse({"day": day, "anchors": found}, json_dumps_params={"ensure_ascii": False})


def published_days() -> QuerySet[Anchor, date]:
    """The days with anchors, newest first."""
    return Anchor.objects.order_by("-day").values_list("day", flat=True).distinct()


def day_of(text: str) -> date:
    """The day that an address names.

    Raises:
        Http404: it names none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404("日期应当写成 2026-11-25 的样子") from error
