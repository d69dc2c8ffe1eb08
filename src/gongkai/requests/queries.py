"""Readers of requests: lists, one case with its words, and the requests beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai import facts
from gongkai.law.clock import Clock, clock_of
from gongkai.law.events import Event
from gongkai.law.procedure import Case, MoveStatus, State, allowed, fold
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import subject
from gongkai.requests.models import AT_WORK, Applicant, CaseLetter, Feed, InfoRequest, Paper, Urging
from gongkai.requests.reckoning import rules
from gongkai.requests.trail import LAW, event_of, ordered

SOON = 3  # working days
UNOPENED_FOR = 1  # working days in which a new request should have been registered
SIMILAR = 20
# Parts of the open requests, as lists and figures name them.
OPEN, UNOPENED, STALE, AWAITED, PRESSING, OVERDUE = "open", "new", "stale", "awaited", "soon", "late"


AT_WORK_NOW = Q(clock__in=AT_WORK)


def in_part(part: str, on: date) -> Q:
    """Which requests belong to a part, seen on a day."""
    is_open = AT_WORK_NOW
    is_unopened = is_open & Q(state=State.RECEIVED.value)
    calendar = facts.calendar()
    opened_by = calendar.add_workdays(on + timedelta(1), -UNOPENED_FOR - 1)
    conditions = {
        OPEN: is_open,
        UNOPENED: is_unopened,
        STALE: is_unopened & Q(submitted_on__lt=opened_by),
        AWAITED: is_unopened & Q(received_on__isnull=True),
        PRESSING: is_open & Q(next_limit_on__range=(on, calendar.add_workdays(on, SOON))),
        OVERDUE: is_open & (Q(due_on__lt=on) | Q(due_on__isnull=True, alarm_on__lt=on)),
    }
    return conditions[part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """How many open requests an organ has, and how many of them are in each part."""

    organ: int
    open: int = 0
    overdue: int = 0
    pressing: int = 0
    awaited: int = 0
    stale: int = 0


def workloads(organs: Iterable[int], on: date) -> dict[int, Workload]:
    """The open requests of organs as figures; those without any are left out."""
    counted = (
        InfoRequest.objects.filter(in_part(OPEN, on), organ__in=list(organs))
        .values("organ")
        .order_by("organ")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=in_part(OVERDUE, on)),
            pressing=Count("pk", filter=in_part(PRESSING, on)),
            awaited=Count("pk", filter=in_part(AWAITED, on)),
            stale=Count("pk", filter=in_part(STALE, on)),
        )
    )
    return {row["organ"]: Workload(**row) for row in counted}


def requests() -> QuerySet[InfoRequest]:
    """The requests that the reader may see, newest first."""
    return InfoRequest.objects.select_related("organ", "unit", "handler").order_by("-year", "-number")


def open_requests() -> QuerySet[InfoRequest]:
    """Those that wait for a reply, the most pressing first; what has no limit yet comes first of all.

    A request that was closed is among them once more when a new reply was ordered.
    """
    return (
        InfoRequest.objects.filter(AT_WORK_NOW)
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


def uses_of_file(file: int) -> Iterator[str]:
    """The case that a file is kept in; what lies there may be evidence in a dispute to come."""
    for paper in Paper.objects.filter(file=file).select_related("request"):
        yield f"申请{paper.request.serial}的卷内材料（{paper.get_purpose_display()}）"


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


def waiting_letters(organ: int) -> QuerySet[CaseLetter]:
    """Letters of an organ that were signed and have not left the house, or came back."""
    return (
        CaseLetter.objects.filter(letter__organ=organ, letter__state__in=("signed", "returned"))
        .select_related("letter", "request")
        .order_by("letter_id")
    )


def history(request: InfoRequest) -> QuerySet[Entry]:
    """What stands in the ledger about a request and its letters, newest first."""
    about = [subject(request), *(subject(one.letter) for one in letters_of(request))]
    return Entry.objects.filter(about__in=about).order_by("-recorded_at", "-id")


def urgings(request: InfoRequest) -> QuerySet[Urging]:
    """How organs above urged that a request be dealt with, newest first."""
    return request.urgings.select_related("organ").order_by("-pk")


def urged_by(organs: Iterable[int]) -> QuerySet[Urging]:
    """What these organs urged, newest first."""
    found = Urging.objects.filter(organ__in=list(organs))
    return found.select_related("request__organ", "urged_by").order_by("-pk")


def feed_of(person: int) -> Feed | None:
    """The calendar that a person subscribed to, if there is one."""
    return Feed.objects.filter(user=person, revoked_at__isnull=True).first()


def followed(token_digest: str) -> Feed | None:
    """The calendar that an address names, unless it was revoked."""
    return Feed.objects.filter(token_digest=token_digest, revoked_at__isnull=True).first()


def in_calendar(person: int, headed: Iterable[int]) -> QuerySet[InfoRequest]:
    """The open requests with limits that a person handles, and all of the offices that person heads."""
    mine = Q(handler=person) | Q(organ__in=list(headed))
    return open_requests().filter(mine, next_limit_on__isnull=False)
