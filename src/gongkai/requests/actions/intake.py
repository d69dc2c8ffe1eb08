"""Taking requests in: numbering, registering, splitting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db import IntegrityError, connection

from gongkai.files.models import File
from gongkai.law import events as law
from gongkai.law.procedure import Kind
from gongkai.ledger.actions import action
from gongkai.organs.models import Organ, User
from gongkai.requests import codes
from gongkai.requests.actions.handling import happen
from gongkai.requests.actions.pending import Pending, folded, judged, opened, set_applicant, settle, take_over
from gongkai.requests.events import PaperAdded
from gongkai.requests.masking import gist, masked_name
from gongkai.requests.models import Applicant, Counter, InfoRequest, Paper
from gongkai.requests.queries import events

NEXT_NUMBER = """
UPDATE requests_counter SET last = last + 1 WHERE organ_id = %s AND year = %s RETURNING last
"""
ONLINE = "电子回执"
# What came with a request: gives the file once it is kept, and is asked for it after the number was taken.
Enclosure: TypeAlias = Callable[[], File]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an applicant asks for, and what is known of him (条例 29).

    ``applicant`` holds some of ``pending.APPLICANT_FIELDS``; two submissions with one ``once`` are the same.
    """

    content: str
    applicant: Mapping[str, Any]
    once: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How and when a request came in; which days are known depends on the channel (条例 31)."""

    channel: law.Channel
    submitted_on: date
    signed_on: date | None = None
    signed_by: str = ""
    tracking: str = ""
    confirmed_on: date | None = None
    confirmed_how: str = ""
    from_unit: str = ""
    reached_unit_on: date | None = None
    transferred_on: date | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A request that was taken in, with the code to follow it."""

    request: InfoRequest
    code: str
    is_new: bool = True


def submit_once(
    organ: Organ,
    asked: Asked,
    arrival: Arrival,
    enclosed: Sequence[Enclosure] = (),
    *,
    at: datetime,
    by: User,
) -> Submission:
    """As ``submit``; a form that was sent twice finds the request that the first made, with its code."""
    return _once(organ, asked.once, lambda: submit(organ, asked, arrival, enclosed, at=at, by=by))


def ask_correction_once(
    organ: Organ,
    asked: Asked,
    arrival: Arrival,
    enclosed: Sequence[Enclosure] = (),
    *,
    evidence: str,
    at: datetime,
    by: User,
) -> Submission:
    """As ``ask_correction``; a form that was sent twice finds the case that the first made, with its code."""
    channel, on = arrival.channel, arrival.submitted_on
    return _once(
        organ,
        asked.once,
        lambda: ask_correction(
            organ, asked, enclosed, evidence=evidence, channel=channel, on=on, at=at, by=by
        ),
    )


@action
def submit(
    organ: Organ,
    asked: Asked,
    arrival: Arrival,
    enclosed: Sequence[Enclosure] = (),
    *,
    at: datetime,
    by: User,
) -> Submission:
    """Take a request in: number first, then everything else (条例 29, 31, 45).

    Raises:
        NotAllowedError: the days of its arrival contradict each other.
    """
    happened = tuple(_arrivals(asked.content, arrival))
    return _opened(organ, asked, arrival, happened, Kind.REQUEST, enclosed, at=at, by=by)


@action
def ask_correction(
    organ: Organ,
    asked: Asked,
    enclosed: Sequence[Enclosure] = (),
    *,
    evidence: str,
    channel: law.Channel,
    on: date,
    at: datetime,
    by: User,
) -> Submission:
    """Take in a request to correct a record about the applicant: a case of its own (条例 41)."""
    event = law.CorrectionAsked(on=on, record=asked.content, evidence=evidence)
    arrival = Arrival(channel=channel, submitted_on=on)
    return _opened(organ, asked, arrival, (event,), Kind.CORRECTION, enclosed, at=at, by=by)


@action
def register(
    request: InfoRequest,
    applicant: law.Applicant,
    items: Sequence[str],
    *,
    on: date,
    by: User,
    expected: int | None = None,
) -> InfoRequest:
    """Enter a request in the register, item by item (条例 45).

    Raises:
        NotAllowedError, ChangedMeanwhileError: as ``happen``.
    """
    event = law.Registered(on=on, serial=request.serial, applicant=applicant, items=tuple(items))
    return happen(request, event, on=on, by=by, expected=expected)


@action
def split(
    request: InfoRequest,
    shares: Sequence[Sequence[str]],
    *,
    on: date,
    at: datetime,
    by: User,
    expected: int | None = None,
) -> list[InfoRequest]:
    """Make several requests of one letter 一事一申请; each of ``shares`` are the items of a new one.

    The first request keeps its number; every part keeps the day of receipt.

    Raises:
        NotAllowedError, ChangedMeanwhileError: as ``happen``.
    """
    opened(request, expected)
    happened = events(request, with_words=True)
    applicant = dict(Applicant.objects.get(request=request).data or {})
    children = []
    for items in shares:
        child = _child(request, items, applicant, at=at)
        _replay(child, happened, items, on=on, by=by)
        children.append(child)
    event = law.Split(on=on, children=tuple(child.serial for child in children))
    case = judged(request, event)
    pending = Pending(request, by)
    pending.happen(event)
    settle(pending, case, on)
    return children


def _once(organ: Organ, once: UUID | None, make: Callable[[], Submission]) -> Submission:
    if known := submitted_before(organ, once):
        return known
    try:
        return make()
    except IntegrityError:  # the same form, a moment earlier
        if known := submitted_before(organ, once):
            return known
        raise


def submitted_before(organ: Organ, once: UUID | None) -> Submission | None:
    """What the same form made, if it was sent before."""
    found = InfoRequest.objects.filter(organ=organ, once=once).first() if once else None
    if found is None:
        return None
    data = Applicant.objects.get(request=found).data or {}
    return Submission(found, data.get("code", ""), is_new=False)


def _opened(
    organ: Organ,
    asked: Asked,
    arrival: Arrival,
    happened: Sequence[law.Event],
    kind: Kind,
    enclosed: Sequence[Enclosure],
    *,
    at: datetime,
    by: User,
) -> Submission:
    case = folded(happened)
    year, number = _next_number(organ, arrival.submitted_on.year)
    code = codes.new_code()
    request = InfoRequest(
        organ=organ,
        year=year,
        number=number,
        kind=kind.value,
        channel=arrival.channel.value,
        gist=gist(asked.content, on=arrival.submitted_on, known=asked.applicant),
        masked=masked_name(asked.applicant),
        code_digest=codes.code_digest(organ.pk, code),
        once=asked.once,
        submitted_on=arrival.submitted_on,
        submitted_at=at,
        version=len(happened) + len(enclosed),
    )
    take_over(request, case, max(event.on for event in happened))
    request.save(force_insert=True)
    row = Applicant(request=request, organ=organ)
    set_applicant(row, {**asked.applicant, "code": code})
    row.save(force_insert=True)
    pending = Pending.of_new(request, by)
    for event in happened:
        pending.happen(event)
    pending.keep_words()
    _enclose(pending, enclosed, arrival.submitted_on)
    return Submission(request, code)


def _enclose(pending: Pending, enclosed: Sequence[Enclosure], on: date) -> None:
    request, purpose = pending.request, Paper.Purpose.APPLICATION
    files = [keep() for keep in enclosed]
    papers = [
        Paper(request=request, organ_id=request.organ_id, file=file, purpose=purpose, added_on=on)
        for file in files
    ]
    Paper.objects.bulk_create(papers)
    for file in files:
        pending.note(PaperAdded(file=file.pk, purpose=purpose), on)


def _arrivals(content: str, arrival: Arrival) -> Iterable[law.Event]:
    """The events of an arrival. A receipt sent at once confirms what came in online."""
    yield law.Submitted(on=arrival.submitted_on, channel=arrival.channel, content=content)
    if arrival.reached_unit_on:
        yield law.TransferredIn(
            on=arrival.transferred_on or arrival.reached_unit_on,
            from_unit=arrival.from_unit,
            reached_unit_on=arrival.reached_unit_on,
        )
    if arrival.channel is law.Channel.WEB:
        yield law.Confirmed(on=arrival.submitted_on, how=ONLINE)
    elif arrival.confirmed_on:
        yield law.Confirmed(on=arrival.confirmed_on, how=arrival.confirmed_how)
    if arrival.signed_on:
        yield law.SignedFor(on=arrival.signed_on, by_unit=arrival.signed_by, tracking=arrival.tracking)


def _child(
    parent: InfoRequest, items: Sequence[str], applicant: Mapping[str, Any], *, at: datetime
) -> InfoRequest:
    year, number = _next_number(parent.organ, parent.year)
    code = codes.new_code()
    child = InfoRequest.objects.create(
        organ=parent.organ,
        year=year,
        number=number,
        kind=parent.kind,
        channel=parent.channel,
        gist=gist("；".join(items), on=parent.submitted_on, known=applicant),
        masked=parent.masked,
        code_digest=codes.code_digest(parent.organ_id, code),
        submitted_on=parent.submitted_on,
        submitted_at=at,
        state="S0",
        clock="not_started",
        parent=parent,
    )
    row = Applicant(request=child, organ=parent.organ)
    set_applicant(row, {**applicant, "code": code})
    row.save(force_insert=True)
    return child


def _replay(
    child: InfoRequest, happened: Sequence[law.Event], items: Sequence[str], *, on: date, by: User
) -> None:
    """What had happened to the whole happens to the part, with its own number and items."""
    told: list[law.Event] = []
    for event in happened:
        if isinstance(event, law.Registered):
            told.append(replace(event, serial=child.serial, items=tuple(items)))
            break
        told.append(event)
    pending = Pending(child, by)
    for event in told:
        pending.happen(event)
    settle(pending, folded(told), on)


def _next_number(organ: Organ, year: int) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [organ.pk, year])  # which locks it until the transaction ends
        given = cursor.fetchone()
        if given is None:
            Counter.objects.get_or_create(organ=organ, year=year)
            cursor.execute(NEXT_NUMBER, [organ.pk, year])
            given = cursor.fetchone()
    return year, given[0]
