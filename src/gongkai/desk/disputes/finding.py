"""Which dispute an address means, and whether this person may act there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gongkai.desk.http import StaffRequest
from gongkai.disputes.models import Dispute
from gongkai.disputes.queries import disputes

HANDLE = "disputes.handle"


def dispute_at(pk: int) -> Dispute:
    """The dispute of an address.

    Raises:
        Http404: there is none that the person may see; the database shows no other.
    """
    return get_object_or_404(disputes(), pk=pk)


def handled_dispute(request: StaffRequest, pk: int) -> Dispute:
    """The dispute of an address, if the person handles those of its organ.

    Raises:
        Http404: as ``dispute_at``.
        PermissionDenied: the person may look and change nothing.
    """
    found = dispute_at(pk)
    if not request.user.has_perm(HANDLE, found):
        raise PermissionDenied(HANDLE)
    return found
