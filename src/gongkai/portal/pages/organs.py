"""An organ's own page."""

from functools import cache

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.queries import OF_A_LIST, published
from gongkai.organs.models import Organ, Unit
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame
from gongkai.portal.pages.structured import of_organ as structured_of

LATEST = 10


@public
@of_organ
def organ(request: HttpRequest, found: Organ) -> HttpResponse:
    """One organ: what it published last, what it is, who leads its disclosure, how to ask it."""
    family = list(_family(found))
    context = frame(found) | {
        "latest": list(published(found.pk).select_related(None).only(*OF_A_LIST)[:LATEST]),
        "superior": next((one for one in family if one.pk == found.superior_id), None),
        "subordinates": [one for one in family if one.superior_id == found.pk],
        "office": next(one for one in family if one.pk == found.pk),
        "structured": structured_of(found, getattr(found, "letterhead", None)),
        "group": found.leading_posts.filter(until_on__isnull=True).order_by("pk"),
    }
    return render(request, "portal/pages/organ.html", context)


def _family(organ: Organ) -> QuerySet[Organ]:
    """The organ and those next to it, each with the name and phone of its disclosure office."""
    return _described().filter(Q(pk=organ.pk) | Q(pk=organ.superior_id) | Q(superior=organ))


@cache  # a question, not its answer: to put it together takes longer than to narrow it
def _described() -> QuerySet[Organ]:
    offices = Unit.objects.filter(organ=OuterRef("pk"), is_disclosure_office=True, is_active=True)
    return (
        listed()
        .only("name", "slug", "superior")
        .annotate(
            office_name=Subquery(offices.values("name")[:1]),
            office_phone=Subquery(offices.values("phone")[:1]),
        )
    )
