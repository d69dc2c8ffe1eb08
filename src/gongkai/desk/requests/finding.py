"""Which request or letter an address means, and whether this person may act there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gongkai.desk.http import StaffRequest
from gongkai.requests.models import CaseLetter, InfoRequest
from gongkai.requests.queries import requests


def case_at(request: StaffRequest, pk: int) -> InfoRequest:
    """The request of an address.

    Raises:
        Http404: there is none that the person may see.
    """
    del request  # the database itself shows only what this person may see
    return get_object_or_404(requests(), pk=pk)


def letter_at(request: StaffRequest, pk: int, letter: int) -> CaseLetter:
    """A letter of a request.

    Raises:
        Http404: there is none that the person may see.
    """
    found = CaseLetter.objects.select_related("letter__organ", "request__organ")
    return get_object_or_404(found, request=case_at(request, pk), letter_id=letter)


def insist(request: StaffRequest, permission: str, about: InfoRequest) -> None:
    """Go on only for who may do this in the request's organ.

    Raises:
        PermissionDenied: the person may not.
    """
    if not request.user.has_perm(permission, about):
        raise PermissionDenied(permission)
