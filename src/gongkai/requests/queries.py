"""Readers of requests: lists, one case with its words, and the requests beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.law.clock import Clock, clock_of
from gongkai.law.events import Event
from gongkai.law.procedure import Case, MoveStatus, allowed, fold
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import subject
from gongkai.requests.models import Applicant, CaseLetter, InfoRequest
from gongkai.requests.reckoning import rules
from gongkai.requests.trail import LAW, event_of, ordered

SOON = 3  # working days
SIMILAR = 20


def requests() -> QuerySet[InfoRequest]:
    """The requests that the reader may see, newest first."""
    return InfoRequest.objects.select_related("organ", "unit", "handler").order_by("-year", "-number")


def open_requests() -> QuerySet[InfoRequest]:
    """Those not closed, the most pressing first; what has no limit yet comes first of all."""
    return (
        InfoRequest.objects.filter(closed_on__isnull=True)
        .select_related("organ", "unit", "handler")
        .order_by("next_limit_on", "submitted_on")
    )


def unopened(organ: int) -> QuerySet[InfoRequest]:
    """What came in and nobody has registered."""
    return open_requests().filter(organ_id=organ, state="S0")


def overdue(on: date) -> QuerySet[InfoRequest]:
    """What should have been answered before that day."""
    return open_requests().filter(due_on__lt=on)


def due_by(on: date, last: date) -> QuerySet[InfoRequest]:
    """What has some limit from that day to the last, both counted."""
    return open_requests().filter(next_limit_on__range=(on, last))


def events(request: InfoRequest, *, with_words: bool = False) -> list[Event]:
    """What happened to a request, in the order of the days; with the sealed words only where asked."""
    words = dict(request.words.values_list("seq", "data")) if with_words else {}
    entries = Entry.objects.filter(about=subject(request), act__startswith=LAW).order_by("seq")
    told = entries.values_list("seq", "act", "data")
    return ordered(event_of(act, data, words.get(seq)) for seq, act, data in told)


def case_of(request: InfoRequest) -> Case:
    """The case that the events make."""
    found = rules()
    return fold(events(request), found.calendar, found.practice)


def clock_on(case: Case, on: date) -> Clock:
    """The case's clock on a day, with its explanation."""
    found = rules()
    return clock_of(case, found.calendar, on=on, practice=found.practice)


def moves(case: Case, on: date) -> Sequence[MoveStatus]:
    """Every move of the procedure: open or not, and why not."""
    found = rules()
    return allowed(case, on, found.calendar, found.practice)


def applicant_of(request: InfoRequest) -> dict[str, Any]:
    """The applicant's data; empty once they were purged."""
    found = Applicant.objects.filter(request=request).first()
    return dict(found.data) if found and found.data else {}


def same_person(request: InfoRequest) -> QuerySet[InfoRequest]:
    """Other requests of the same applicant to the same organ, newest first.

    Found by the number of the identity paper, else by name and telephone together.
    """
    found = Applicant.objects.filter(request=request).first()
    wanted = Q(pk__in=())
    if found and found.id_digest:
        wanted |= Q(applicant__id_digest=found.id_digest)
    if found and found.name_digest:
        wanted |= Q(applicant__name_digest=found.name_digest)
    return requests().filter(wanted, organ=request.organ_id).exclude(pk=request.pk)


def letters_of(request: InfoRequest) -> QuerySet[CaseLetter]:
    """The letters of a case, newest first, without drafts given up."""
    return (
        CaseLetter.objects.filter(request=request)
        .exclude(letter__state="discarded")
        .select_related(
            "letter", "letter__organ", "letter__docx", "letter__pdf", "letter__signed_by", "request"
        )
        .order_by("-letter__begun_on", "-letter_id")
    )


def history(request: InfoRequest) -> QuerySet[Entry]:
    """What stands in the ledger about a request and its letters, newest first."""
    about = [subject(request), *(subject(one.letter) for one in letters_of(request))]
    return Entry.objects.filter(about__in=about).order_by("-recorded_at", "-id")
