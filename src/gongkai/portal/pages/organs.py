"""An organ's own page."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.queries.public import latest
from gongkai.organs.models import LeadingPost, Organ, Unit
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame
from gongkai.portal.pages.structured import of_organ as structured_of
from gongkai.statements import Blank, Statement


@public
@of_organ
def organ(request: HttpRequest, found: Organ) -> HttpResponse:
    """One organ: what it published last, what it is, who leads its disclosure, how to ask it."""
    family = _family.rows(organ=found.pk, superior=found.superior_id)
    context = frame(found) | {
        "latest": latest(found.pk),
        "superior": next((one for one in family if one.pk == found.superior_id), None),
        "subordinates": [one for one in family if one.superior_id == found.pk],
        "office": next(one for one in family if one.pk == found.pk),
        "structured": structured_of(found, getattr(found, "letterhead", None)),
        "group": _group.rows(organ=found.pk),
    }
    return render(request, "portal/pages/organ.html", context)


def _described() -> QuerySet[Organ]:
    """Organs, each with the name and phone of its disclosure office."""
    offices = Unit.objects.filter(organ=OuterRef("pk"), is_disclosure_office=True, is_active=True)
    return (
        listed()
        .only("name", "slug", "superior")
        .annotate(
            office_name=Subquery(offices.values("name")[:1]),
            office_phone=Subquery(offices.values("phone")[:1]),
        )
    )


_family = Statement(  # an organ and those next to it
    lambda: _described().filter(Q(pk=Blank("organ")) | Q(pk=Blank("superior")) | Q(superior=Blank("organ")))
)
_group = Statement(
    lambda: LeadingPost.objects.filter(organ=Blank("organ"), until_on__isnull=True).order_by("pk")
)
