"""Which organ or person an address means: what lies outside a person's organs is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from gongkai.desk.http import StaffRequest, standing_of
from gongkai.ledger.subjects import Recorded
from gongkai.organs.models import Organ, User
from gongkai.organs.queries import staff


def organ_at(request: StaffRequest, slug: str) -> Organ:
    """The organ of an address, if it is one of those that the person may see.

    Raises:
        Http404: it is not. Every organ's name is public, what the desk tells of it is not.
    """
    seen = standing_of(request).scope.organs
    return get_object_or_404(Organ.objects.select_related("superior"), slug=slug, pk__in=seen)


def kept_organ(request: StaffRequest, slug: str) -> Organ:
    """The organ of an address, if the person looks after it.

    Raises:
        Http404: as ``organ_at``.
        PermissionDenied: the person may look and change nothing.
    """
    organ = organ_at(request, slug)
    insist(request, organ)
    return organ


def person_at(organ: Organ, pk: int) -> User:
    """Somebody of an organ's staff, with the roles there as ``held``.

    Raises:
        Http404: nobody of that number works there.
    """
    return get_object_or_404(staff(organ.pk, on=localdate()).select_related("organ"), pk=pk)


def insist(request: StaffRequest, about: Recorded) -> None:
    """Go on only for who looks after the organ of this row.

    Raises:
        PermissionDenied: the person does not.
    """
    if not request.user.has_perm("organs.administer", about):
        raise PermissionDenied("organs.administer")
