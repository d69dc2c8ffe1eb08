"""已公开的相近信息: where published information may answer before somebody has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from gongkai.catalogue.models import Publication
from gongkai.organs.models import Organ
from gongkai.search.place import current
from gongkai.search.queries import Filters, find_some

MOST = 5


@dataclass(frozen=True, slots=True)
class Published:
    """Something that is published already, and where."""

    title: str
    url: str


def already_published(organ: Organ, wanted: str) -> Sequence[Published]:
    """What of the organ's published information resembles what somebody wants; shown before he submits.

    Nothing where the index is not there: nobody is kept from asking.
    """
    index = current()
    if index is None:
        return ()
    ids = find_some(index, wanted, filters=Filters(organ=organ.pk), limit=MOST)
    known = Publication.objects.filter(pk__in=ids, withdrawn_at__isnull=True).in_bulk()
    return [
        Published(known[pk].title, reverse("portal:item", args=[organ.slug, pk])) for pk in ids if pk in known
    ]
