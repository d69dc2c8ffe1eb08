"""A case as its applicant sees it, read in the scope that the query code opens."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.law import events as law
from gongkai.law.clock import Clock, ClockState
from gongkai.law.procedure import MoveStatus, State, fold
from gongkai.law.procedure.case import Case
from gongkai.letters.models import Letter, Letterhead
from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ
from gongkai.portal.requests.wording import STATES, Told, timeline, unredacted
from gongkai.requests.models import CaseLetter, InfoRequest, Paper
from gongkai.requests.queries import clock_on, events, moves
from gongkai.requests.reckoning import rules

RECEIPT, SUPPLEMENT_NOTICE = "L01", "L02"
MOVES: Mapping[str, type[law.Event]] = {
    "supplement": law.Supplemented,
    "reasons": law.ReasonsGiven,
    "withdraw": law.Withdrawn,
}


def following(digest: str) -> AbstractContextManager[None]:
    """The scope of one case: its state, the letters that left the house, what was released."""
    return scope.entered(scope.Scope(role=Role.PORTAL, case=digest))


def followed(organ: Organ, digest: str) -> InfoRequest | None:
    """The case of that code; to be asked in ``following``."""
    return InfoRequest.objects.select_related("organ").filter(organ=organ, code_digest=digest).first()


@dataclass(frozen=True)
class Progress:
    """How a case stands on a day; to be read in ``following``."""

    request: InfoRequest
    on: date

    @cached_property
    def happened(self) -> list[law.Event]:
        return events(self.request)

    @cached_property
    def case(self) -> Case:
        found = rules()
        return fold(self.happened, found.calendar, found.practice)

    @cached_property
    def clock(self) -> Clock:
        return clock_on(self.case, self.on)

    @property
    def state(self) -> tuple[str, str]:
        """The kind of badge, and the words."""
        return STATES[State(self.request.state)]

    @property
    def is_awaited(self) -> bool:
        """Whether a reply is due on some day."""
        return self.clock.state in {ClockState.RUNNING, ClockState.SUSPENDED}

    @property
    def is_stopped(self) -> bool:
        """Whether the term waits for the applicant."""
        return self.clock.state is ClockState.STOPPED

    @property
    def receipt_rule(self) -> str:
        """Why the day of receipt is that day."""
        return self.case.receipt.rule.text if self.case.receipt else ""

    @property
    def why_due(self) -> list[str]:
        """How the last day follows, sentence by sentence with its article."""
        return [unredacted(str(step)) for step in self.clock.steps]

    @property
    def timeline(self) -> list[Told]:
        return timeline(self.happened)

    @cached_property
    def letters(self) -> Sequence[Letter]:
        """The letters that were sent to the applicant, newest first."""
        return [tie.letter for tie in self._ties()]

    @property
    def receipt(self) -> Letter | None:
        """The receipt as a letter, once the job has made it."""
        return next((letter for letter in self.letters if letter.code == RECEIPT), None)

    @property
    def awaits_receipt(self) -> bool:
        """Whether the receipt is being made just now."""
        return self.receipt is None and self.request.once is not None and self.request.state == State.RECEIVED

    @property
    def papers(self) -> QuerySet[Paper]:
        """What was released."""
        return Paper.objects.filter(request=self.request, purpose=Paper.Purpose.RELEASED).select_related(
            "file__stored"
        )

    @property
    def points(self) -> Sequence[str]:
        """What the notice asks to supplement."""
        notice = next((letter for letter in self.letters if letter.code == SUPPLEMENT_NOTICE), None)
        return tuple(notice.slots.get("points", ())) if notice else ()

    @property
    def supplement_by(self) -> date | None:
        """The last day to supplement."""
        return self.case.supplement.deadline if self.case.supplement else None

    @cached_property
    def open(self) -> Mapping[str, MoveStatus]:
        """What the applicant can do, by name: whether it is open now, and why not."""
        by_event = {move.event: move for move in moves(self.case, self.on)}
        return {name: by_event[event] for name, event in MOVES.items()}

    @property
    def head(self) -> Letterhead | None:
        """Whom to ask."""
        return letterhead(self.request.organ_id)

    def _ties(self) -> QuerySet[CaseLetter]:
        return (
            CaseLetter.objects.filter(request=self.request, party="", letter__sent_on__isnull=False)
            .select_related("letter__docx__stored", "letter__pdf__stored")
            .order_by("-letter__sent_on", "-letter_id")
        )
