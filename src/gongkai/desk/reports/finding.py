"""Which report an address means, and whether this person may act there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gongkai.desk.http import StaffRequest
from gongkai.reports.models import AnnualReport


def report_at(pk: int) -> AnnualReport:
    """The report of an address.

    Raises:
        Http404: there is none that the person may see; the database shows no other.
    """
    found = AnnualReport.objects.select_related("organ", "docx", "pdf", "original", "restated_from").defer(
        "html"
    )
    return get_object_or_404(found, pk=pk)


def insisted(request: StaffRequest, pk: int, permission: str) -> AnnualReport:
    """The report of an address, if the person may do this with those of its organ.

    Raises:
        Http404: as ``report_at``.
        PermissionDenied: the person may not.
    """
    found = report_at(pk)
    if not request.user.has_perm(permission, found):
        raise PermissionDenied(permission)
    return found
