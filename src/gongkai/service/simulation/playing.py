"""Plays courses through the acts of the register, in the order of their days, as a clerk and a head would."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from random import Random
from typing import Any

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.law import events as law
from gongkai.law.numbers import DocumentNumber
from gongkai.letters import actions as letters
from gongkai.letters.models import Letter, Series
from gongkai.organs.models import Organ, Unit, User
from gongkai.requests.actions import answering, handling, intake
from gongkai.requests.actions.intake import Arrival, Asked
from gongkai.requests.models import CaseLetter, Consultee, InfoRequest
from gongkai.service.simulation.odds import Odds
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.walker import Course, registered_part, shares
from gongkai.service.simulation.writing import Writer, moment

CONSULTING = {law.Party.THIRD_PARTY: "L05", law.Party.CO_MAKER: "L08", law.Party.OTHER_ORGAN: "L09"}
ENDED_WITH = {law.SupplementLapsed: "L03", law.FeeLapsed: "L29", law.Withdrawn: "L31"}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in an organ."""

    organ: Organ
    unit: Unit
    clerk: User
    head: User


@dataclass(frozen=True, slots=True)
class Part:
    """A course with its applicant; ``with_letters``: whether its letters are written, signed and sent."""

    course: Course
    who: Mapping[str, Any]
    with_letters: bool


@dataclass(slots=True)
class Played:
    """A course on its way: the request once there is one, the reply in hand, what is still to happen."""

    part: Part
    to_come: list[law.Event]
    order: int
    request: InfoRequest | None = None
    reply: CaseLetter | None = None
    tied: dict[str, CaseLetter] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Any, int]:
        return self.to_come[0].on, self.order


class Stage:
    """Where courses are played for one organ.

    Args:
        staff: the organ and its people.
        rng: draws the applicants.
        odds: words and weights.
        role: as whom the transactions run: the desk, or the owner in a session that maintains.
        with_letters: whether the letters of what is played are written, signed and sent; each takes the time
            of making its PDF.
    """

    def __init__(
        self, staff: Staff, rng: Random, odds: Odds, *, role: Role = Role.DESK, with_letters: bool = True
    ) -> None:
        self.staff, self.rng, self.odds = staff, rng, odds
        self.role, self.with_letters = role, with_letters
        self.writer = Writer(staff.clerk, staff.head, odds)
        self.requests: list[InfoRequest] = []

    def play(self, courses: Iterable[Course]) -> Iterator[law.Event]:
        """Let everything happen to applicants drawn by chance; as ``perform``."""
        return self.perform(
            Part(course, applicant(self.rng, self.odds), self.with_letters) for course in courses
        )

    def perform(self, parts: Iterable[Part]) -> Iterator[law.Event]:
        """Let everything happen, the earliest first; yields each event once it has happened."""
        running = [Played(part, list(part.course.events), order) for order, part in enumerate(parts)]
        queue = [(*one.key, one) for one in running]
        heapify(queue)
        count = len(queue)
        while queue:
            _, _, one = heappop(queue)
            event = one.to_come.pop(0)
            with self._as(self.staff.head if isinstance(event, law.Signed) else self.staff.clerk):
                children = self._let(one, event)
            for child in children:
                child.order, count = count, count + 1
            for moved in (one, *children):
                if moved.to_come:
                    heappush(queue, (*moved.key, moved))
            yield event

    def _as(self, person: User) -> Any:
        mine = frozenset({self.staff.organ.pk})
        return scope.entered(scope.Scope(role=self.role, user=person.pk, organs=mine, writes=mine))

    def _let(self, one: Played, event: law.Event) -> list[Played]:
        if one.request is None:
            self._begin(one, event)
            return []
        if isinstance(event, law.Split):
            return self._split(one, event)
        act = self._act(type(event), with_letters=one.part.with_letters)
        act(one, event)
        return []

    def _act(self, kind: type[law.Event], *, with_letters: bool) -> Callable[[Played, Any], None]:
        acts: Mapping[type[law.Event], Callable[[Played, Any], None]] = {
            law.Registered: self._register,
            law.Assigned: self._assign,
            law.ConsultSent: self._consult,
            law.ExtensionApproved: self._signed_by_head,
            law.Searched: self._done_by_clerk,
            law.Reviewed: self._done_by_clerk,
            law.Signed: self._sign,
            **(self._acts_with_letters() if with_letters else {}),
        }
        return acts.get(kind, self._happen)

    def _acts_with_letters(self) -> Mapping[type[law.Event], Callable[[Played, Any], None]]:
        return {
            law.SupplementAsked: self._ask_supplement,
            law.ExtensionTold: self._tell_of_extension,
            law.ReasonsAsked: self._ask_reasons,
            law.LaterDateFixed: self._fix_later,
            law.FeeNoticeSent: self._charge,
            law.FeeNoticeReceived: lambda one, event: self._serve(one.tied["L28"], event),
            law.ConsultReceived: lambda one, event: self._serve(one.tied[event.party], event),
            law.ThirdPartyTold: self._tell,
            law.Drafted: self._draft,
            law.JudgedUnreasonable: self._find_wanting,
            law.FoundStillUnclear: self._find_wanting,
            law.Sent: self._send,
            law.ServedBySignature: self._serve_reply,
            law.Returned: self._return,
            **dict.fromkeys(ENDED_WITH, self._end),
        }

    # intake

    def _begin(self, one: Played, event: law.Event) -> None:
        at, by = moment(event.on, 9), self.staff.clerk
        if isinstance(event, law.CorrectionAsked):
            asked = Asked(content=event.record, applicant=one.part.who)
            made = intake.ask_correction(
                self.staff.organ,
                asked,
                evidence=event.evidence,
                channel=law.Channel.COUNTER,
                on=event.on,
                at=at,
                by=by,
            )
        else:
            assert isinstance(event, law.Submitted)  # noqa: S101  the other way a course begins
            asked = Asked(content=event.content, applicant=one.part.who)
            arrival = Arrival(channel=event.channel, submitted_on=event.on)
            made = intake.submit(self.staff.organ, asked, arrival, at=at, by=by)
            if event.channel is law.Channel.WEB:
                one.to_come.pop(0)  # confirmed by the receipt that was sent at once
        one.request = made.request
        self.requests.append(made.request)

    def _register(self, one: Played, event: law.Registered) -> None:
        kind = law.Applicant(one.part.who["kind"])
        intake.register(_of(one), kind, event.items, on=event.on, by=self.staff.clerk)

    def _split(self, one: Played, event: law.Split) -> list[Played]:
        parts = shares(one.part.course.case.items, len(event.children))
        made = intake.split(_of(one), parts, on=event.on, at=moment(event.on), by=self.staff.clerk)
        self.requests += made
        found = []
        for request, course in zip(made, one.part.course.parts, strict=True):
            to_come = list(course.events[len(registered_part(course.events)) :])
            found.append(Played(replace(one.part, course=course), to_come, 0, request))
        return found

    # handling

    def _happen(self, one: Played, event: law.Event) -> None:
        if isinstance(event, law.Archived | law.OrderedToReReply):
            event = replace(event, number=f"示例档{_of(one).serial}")
        handling.happen(_of(one), event, on=event.on, by=self.staff.clerk)

    def _assign(self, one: Played, event: law.Assigned) -> None:
        unit = Unit.objects.filter(organ=self.staff.organ, name=event.unit).first() or self.staff.unit
        handling.assign(_of(one), unit, self.staff.clerk, on=event.on, by=self.staff.clerk)

    def _signed_by_head(self, one: Played, event: law.ExtensionApproved) -> None:
        self._happen(one, replace(event, by=self.staff.head.name))

    def _done_by_clerk(self, one: Played, event: law.Searched | law.Reviewed) -> None:
        self._happen(one, replace(event, by=self.staff.clerk.name))

    def _consult(self, one: Played, event: law.ConsultSent) -> None:
        told = {
            "name": self.odds.words[event.kind.value],
            "address": self.odds.people["address"].format(number=9),
        }
        party = handling.name_consultee(_of(one), event.kind, told, on=event.on, by=self.staff.clerk)
        if one.part.with_letters:
            one.tied[event.party] = self._send_new(one, CONSULTING[event.kind], event, consultee=party)
        else:
            self._happen(one, event)

    def _sign(self, one: Played, event: law.Signed) -> None:
        if one.reply:
            self.writer.signed(one.reply, on=event.on)
        else:
            number = next(numbers(self.staff.organ, event.on.year, 1))
            handling.happen(_of(one), replace(event, number=number), on=event.on, by=self.staff.head)

    # letters

    def _send_new(
        self, one: Played, code: str, event: law.Event, *, consultee: Consultee | None = None, **given: Any
    ) -> CaseLetter:
        tie = self.writer.begun(_of(one), code, given, consultee=consultee, on=event.on)
        with self._as(self.staff.head):
            self.writer.signed(tie, on=event.on)
        one.tied[code] = self.writer.sent(tie, on=event.on)
        return tie

    def _ask_supplement(self, one: Played, event: law.SupplementAsked) -> None:
        points, deadline = list(event.points), event.deadline.isoformat()
        unclear = self.odds.words["unclear"]
        self._send_new(one, "L02", event, points=points, deadline=deadline, unclear=unclear)

    def _tell_of_extension(self, one: Played, event: law.ExtensionTold) -> None:
        self._send_new(one, "L04", event, reason=self.odds.words["extension_reason"])

    def _ask_reasons(self, one: Played, event: law.ReasonsAsked) -> None:
        assert event.deadline  # noqa: S101  a simulated notice names one
        self._send_new(one, "L10", event, counts=event.counts, deadline=event.deadline.isoformat())

    def _fix_later(self, one: Played, event: law.LaterDateFixed) -> None:
        self._send_new(one, "L11", event, later_on=event.until.isoformat())

    def _charge(self, one: Played, event: law.FeeNoticeSent) -> None:
        amount = int(event.amount)
        self.writer.work_out_fee(_of(one), amount, event.on)
        tariff = event.tariff.value
        self._send_new(one, "L28", event, tariff=tariff, amount=amount, count_basis=event.basis)

    def _tell(self, one: Played, event: law.ThirdPartyTold) -> None:
        party = Consultee.objects.get(request=_of(one), label=event.party)
        self._send_new(one, "L07", event, consultee=party)

    def _draft(self, one: Played, event: law.Drafted) -> None:
        self._begin_reply(one, event.letter, event)
        assert one.reply  # noqa: S101  begun in the line before
        answering.submit_reply(one.reply, on=event.on, by=self.staff.clerk)

    def _find_wanting(self, one: Played, event: law.JudgedUnreasonable | law.FoundStillUnclear) -> None:
        self._happen(one, event)
        self._begin_reply(one, "L12" if isinstance(event, law.JudgedUnreasonable) else "L21", event)

    def _begin_reply(self, one: Played, code: str, event: law.Event) -> None:
        if one.reply and one.reply.letter.state == Letter.State.DRAFT:
            letters.discard(one.reply.letter, on=event.on, by=self.staff.clerk)
        way = next((sent.way for sent in one.to_come if isinstance(sent, law.Sent)), law.Delivery.POST)
        one.reply = self.writer.begun(_of(one), code, {}, way=way, on=event.on)

    def _send(self, one: Played, event: law.Sent) -> None:
        assert one.reply  # noqa: S101  it was signed
        self.writer.sent(one.reply, on=event.on)

    def _serve(self, tie: CaseLetter, event: law.Event) -> None:
        answering.serve_letter(tie, received_by="本人", on=event.on, today=event.on, by=self.staff.clerk)

    def _serve_reply(self, one: Played, event: law.ServedBySignature) -> None:
        assert one.reply  # noqa: S101  it was sent
        self._serve(one.reply, event)

    def _return(self, one: Played, event: law.Returned) -> None:
        assert one.reply  # noqa: S101  it was sent
        answering.return_letter(one.reply, event.reason, on=event.on, by=self.staff.clerk)

    def _end(self, one: Played, event: law.Event) -> None:
        self._happen(one, event)
        if _of(one).received_on:
            self._send_new(one, ENDED_WITH[type(event)], event)


def numbers(organ: Organ, year: int, count: int) -> Iterator[str]:
    """The next numbers, as letters have them, of a series that no real letter uses."""
    code = f"{organ.document_code}模拟"
    Series.objects.get_or_create(organ=organ, code=code, year=year)
    series = Series.objects.select_for_update().get(organ=organ, code=code, year=year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    for number in range(first, first + count):
        yield str(DocumentNumber(code, year, number))


def _of(one: Played) -> InfoRequest:
    assert one.request is not None  # noqa: S101  the first event of every course makes it
    return one.request
