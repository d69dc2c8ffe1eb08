"""Sums reckoned anew where the passing of days moves them: nothing has happened, so nothing is recorded."""

from collections.abc import Sequence
from datetime import date

import structlog
from django.db.models import Q, QuerySet

from gongkai.jobs.acting import acting
from gongkai.law.clock import ClockState
from gongkai.law.procedure import IllegalMoveError, State
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of
from gongkai.requests.reckoning import SUMS, sums

CHUNK = 200
log = structlog.get_logger(__name__)


def moved_by_days(organ: int, on: date) -> QuerySet[InfoRequest]:
    """Requests at work whose sums the days move: a clock that pauses, or a limit that passed."""
    is_at_work = Q(closed_on__isnull=True) | Q(state=State.RE_REPLY.value)
    is_moved = Q(clock=ClockState.SUSPENDED.value) | Q(next_limit_on__lt=on)
    return InfoRequest.objects.filter(is_at_work, is_moved, organ=organ).order_by("pk")


def refresh_organ(organ: int, on: date) -> list[str]:
    """Reckon these requests of an organ anew, some at a time; the numbers of those that could not be."""
    last, failed = 0, []
    while True:
        with acting([organ]):
            # Locked, so that no act that runs meanwhile is overwritten with what it has just moved on from.
            found = moved_by_days(organ, on).filter(pk__gt=last).select_for_update(of=("self",))
            chunk = list(found[:CHUNK])
            failed += _refreshed(chunk, on)
        if not chunk:
            return failed
        last = chunk[-1].pk


def _refreshed(chunk: Sequence[InfoRequest], on: date) -> list[str]:
    changed, failed = [], []
    for request in chunk:
        try:
            found = sums(case_of(request), on)
        except IllegalMoveError:  # of one: the others are not to wait for it
            log.warning("sums not reckoned", request=request.pk)
            failed.append(request.serial)
            continue
        if any(getattr(request, name) != value for name, value in found.items()):
            for name, value in found.items():
                setattr(request, name, value)
            changed.append(request)
    InfoRequest.objects.bulk_update(changed, SUMS)
    return failed
