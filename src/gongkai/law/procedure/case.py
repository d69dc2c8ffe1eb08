"""A request as the sum of what happened to it: facts only, nothing that a calendar computes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from gongkai.law.events import Applicant, Channel, Delivery, FeeNoticeSent, Party, Reviewed, Searched
from gongkai.law.procedure.states import State
from gongkai.law.receipt import Receipt


class Kind(StrEnum):
    """A request for information, or one to correct a record about the applicant (条例 41)."""

    REQUEST = "request"
    CORRECTION = "correction"


class Restart(StrEnum):
    """What made the term run anew."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"


class Opinion(StrEnum):
    """What a consultation came to."""

    OPEN = "open"
    AGREED = "agreed"
    OBJECTED = "objected"
    NO_VIEW = "no_view"
    ORGAN_DECIDES = "organ_decides"
    DEEMED_CONSENT = "deemed_consent"
    NO_RULE = "no_rule"
    NOT_AWAITED = "not_awaited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How the request came in; ``transfers`` holds the units that handed it on, with the day."""

    channel: Channel
    signed_on: date | None = None
    confirmed_on: date | None = None
    transfers: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """The one notice to supplement and what came of it."""

    asked_on: date
    points: tuple[str, ...]
    deadline: date
    supplemented_on: date | None = None
    good_reason: str = ""
    late_on: date | None = None
    still_unclear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A written consultation; ``silence`` is what the law makes of a limit that passed unanswered."""

    party: str
    kind: Party
    sent_on: date
    received_on: date | None = None
    answered_on: date | None = None
    agrees: bool | None = None
    reasons: str = ""
    lapsed_on: date | None = None
    dropped_on: date | None = None
    silence: Opinion = Opinion.OPEN

    @property
    def is_open(self) -> bool:
        return not (self.answered_on or self.lapsed_on or self.dropped_on)

    @property
    def opinion(self) -> Opinion:
        """What it came to so far."""
        if self.answered_on:
            return {True: Opinion.AGREED, False: Opinion.OBJECTED, None: Opinion.NO_VIEW}[self.agrees]
        if self.lapsed_on:
            return self.silence
        return Opinion.NOT_AWAITED if self.dropped_on else Opinion.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The extensions of the current term: working days told, and those approved but not yet told."""

    used: int = 0
    pending: int | None = None
    approved_by: str = ""
    approved_on: date | None = None
    told_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The applicant was asked why he asks so much, and what came of it."""

    asked_on: date
    counts: str
    deadline: date | None = None
    given_on: date | None = None
    lapsed_on: date | None = None
    found_wanting: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.given_on or self.lapsed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """The one fee notice and what came of it."""

    notice: FeeNoticeSent
    received_on: date | None = None
    paid_on: date | None = None
    lapsed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A final letter from draft to service; ``proof`` is the receipt or trace of its sending."""

    letter: str
    drafted_on: date
    number: str = ""
    signed_on: date | None = None
    way: Delivery | None = None
    proof: str = ""
    first_sent_on: date | None = None
    sent_on: date | None = None
    served_on: date | None = None
    returned: tuple[date, ...] = ()

    @property
    def proved_on(self) -> date | None:
        """The day on which it was signed for, else was sent with proof; None without, or if it came back."""
        if self.sent_on is None:
            return None
        return self.served_on or (self.sent_on if self.proof else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A reconsideration or a suit the organ was notified of; ``simplified`` is None for a suit."""

    notified_on: date
    simplified: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A new reply ordered by the reconsideration organ or a court."""

    by: str
    ordered_on: date
    limit: date
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """The result of folding a request's events.

    ``receipt`` is fixed once and decides the year of the report; ``runs_from`` is the day 0 of the
    term that runs now, which a supplement or a payment moves. ``ending`` is the code of the final
    letter that closed the request, or of the letter for an ending without reply; it and
    ``closed_on`` never change again, whatever a dispute brings.
    """

    kind: Kind
    state: State
    submitted_on: date
    last_on: date
    intake: Intake | None = None
    receipt: Receipt | None = None
    runs_from: date | None = None
    restarted_by: Restart | None = None
    serial: str = ""
    applicant: Applicant | None = None
    items: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    linked_to: str = ""
    linked_received_on: date | None = None
    unit: str = ""
    supplement: Supplement | None = None
    consultations: tuple[Consultation, ...] = ()
    extension: Extension = Extension()
    earlier_extensions: int = 0
    reasons: Reasons | None = None
    later_date: date | None = None
    fee: Fee | None = None
    searches: tuple[Searched, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    reply: Reply | None = None
    earlier_replies: tuple[Reply, ...] = ()
    third_parties_told: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    order: Order | None = None
    ending: str | None = None
    closed_on: date | None = None
    archived_on: date | None = None
    converted_on: date | None = None

    @property
    def received_on(self) -> date | None:
        """The day of receipt; None while nothing has fixed it. Restarts do not move it."""
        return self.receipt.day if self.receipt else None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        return tuple(consultation for consultation in self.consultations if consultation.is_open)

    def moved(self, state: State, on: date) -> Self:
        """The same facts in that state, last changed on that day.

        Does what ``replace`` does without walking all the fields: every event of every fold ends here.
        """
        case = object.__new__(type(self))
        case.__dict__.update(self.__dict__, state=state, last_on=on)
        return case
