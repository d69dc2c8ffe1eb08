"""The file of a request as the checks see it: what happened, what is drafted, what is on file.

A desk fills it from its records. None means «not known», and a check then says what is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

from gongkai.law.clock import Clock, clock_of
from gongkai.law.events import Event, OrderedToReReply, Registered, Searched, Sent, Submitted
from gongkai.law.evidence import (
    Bundle,
    ClaimedSuspension,
    EarlierLetter,
    EnforcementFile,
    FeeFacts,
    FormGiven,
    HarmAssessment,
    Intake,
    InternalAffairs,
    MailTrace,
    OutgoingFile,
    PetitionLabel,
    Processing,
    ProcessRecord,
    PublicInterest,
    PublicSource,
    ReReply,
    ResponsibleOrgan,
    Search,
    SecretClassification,
    Separation,
    Service,
    Signing,
    SupplementFacts,
    ThirdPartyFacts,
)
from gongkai.law.outcomes import kind_of
from gongkai.law.procedure import Case, IllegalMoveError, Rules, apply
from gongkai.law.procedure import Kind as CaseKind
from gongkai.law.remedies import Venue
from gongkai.law.statutes import GIR, Provision
from gongkai.law.terms import NoTermError

Kind = TypeVar("Kind", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What is concluded on one item of the request, counted from 1.

    ``letter`` is the ending's code, as L13 or L16d; ``withheld`` are the grounds on which parts of
    the item are kept back where the rest is released (L15).

    Raises:
        UnknownLetterError: a code is not one of the letters.
    """

    item: int
    letter: str
    withheld: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] | None = None
    reasons: str | None = None

    def __post_init__(self) -> None:
        for code in self.codes:
            kind_of(code)

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.letter, *self.withheld)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The letter as drafted: its code, its conclusions, what it cites and says.

    ``text`` is the whole letter; ``remedy`` the paragraph on remedies alone; ``answers_by`` is
    the kind of letter by which a new reply (L32) answers.

    Raises:
        UnknownLetterError: the code is not one of the letters.
    """

    letter: str
    conclusions: tuple[Conclusion, ...] | None = None
    provisions: tuple[Provision, ...] | None = None
    text: str | None = None
    remedy: str | None = None
    answers_by: str = ""

    def __post_init__(self) -> None:
        for code in filter(None, (self.letter, self.answers_by)):
            kind_of(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganFacts:
    """The organ that replies; ``phones`` are its own published numbers."""

    name: str | None = None
    disclosure_office: str | None = None
    office_head: str | None = None
    units: tuple[str, ...] | None = None
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantFacts:
    """The applicant's name, and the numbers and addresses that are his own."""

    name: str | None = None
    own_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that happened although the procedure does not allow it, and why it does not count."""

    event: Event
    reason: str
    provision: Provision


def folded(events: Iterable[Event], rules: Rules) -> tuple[Case | None, tuple[Refusal, ...]]:
    """The case that the lawful events make, and those that the procedure refuses.

    A notice sent too late has been sent all the same: it stays in the file and counts for nothing.
    """
    case: Case | None = None
    refused = []
    for event in events:
        try:
            case = apply(case, event, rules.calendar, rules.practice)
        except IllegalMoveError as error:
            refused.append(Refusal(event, error.reason, error.provision))
        except NoTermError as error:
            refused.append(Refusal(event, str(error), GIR.art(33)))
    return case, tuple(refused)


def _clock(case: Case, rules: Rules, *, on: date) -> Clock | None:
    """The clock of a case; None where it was submitted before there was any regulation."""
    try:
        return clock_of(case, rules.calendar, on=on, practice=rules.practice)
    except NoTermError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that a check may look at on the day ``on``.

    ``case``, ``clock`` and ``refused`` follow from ``events``: use ``CaseFile.of``. The fields after
    them are what was written down, None where it was not.
    """

    on: date
    rules: Rules
    events: tuple[Event, ...] = ()
    case: Case | None = None
    clock: Clock | None = None
    refused: tuple[Refusal, ...] = ()
    organ: OrganFacts = OrganFacts()
    applicant: ApplicantFacts = ApplicantFacts()
    draft: Draft | None = None
    venue: Venue | None = None
    mail: MailTrace | None = None
    intake: Intake | None = None
    supplement: SupplementFacts | None = None
    claimed_suspensions: tuple[ClaimedSuspension, ...] = ()
    searches: tuple[Search, ...] | None = None
    internal: InternalAffairs | None = None
    process: ProcessRecord | None = None
    enforcement: EnforcementFile | None = None
    secret: SecretClassification | None = None
    harm: HarmAssessment | None = None
    separation: Separation | None = None
    third_party: ThirdPartyFacts | None = None
    public_interest: PublicInterest | None = None
    responsible: ResponsibleOrgan | None = None
    public_source: PublicSource | None = None
    earlier: EarlierLetter | None = None
    petition: PetitionLabel | None = None
    processing: Processing | None = None
    form: FormGiven | None = None
    fee: FeeFacts | None = None
    signing: Signing | None = None
    service: Service | None = None
    outgoing: tuple[OutgoingFile, ...] | None = None
    bundle: Bundle | None = None
    re_reply: ReReply | None = None

    @classmethod
    def of(cls, events: Iterable[Event], *, on: date, rules: Rules, **facts: Any) -> Self:
        """The file on that day, its case folded from the events; ``facts`` are the other fields."""
        happened = tuple(events)
        case, refused = folded(happened, rules)
        clock = _clock(case, rules, on=on) if case else None
        return cls(on=on, rules=rules, events=happened, case=case, clock=clock, refused=refused, **facts)

    def happened(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The events of one kind, in the order of the file."""
        return tuple(event for event in self.events if isinstance(event, kind))

    def this_round(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The same, of what happened since the last order to reply anew."""
        orders = [n for n, event in enumerate(self.events) if isinstance(event, OrderedToReReply)]
        latest = self.events[orders[-1] + 1 :] if orders else self.events
        return tuple(event for event in latest if isinstance(event, kind))

    @property
    def letter(self) -> str:
        """The code of the drafted letter, empty while nothing is drafted."""
        return self.draft.letter if self.draft else ""

    @property
    def endings(self) -> frozenset[str]:
        """The codes of the letter, of its conclusions and of the parts withheld."""
        if self.draft is None:
            return frozenset()
        concluded = (code for conclusion in self.draft.conclusions or () for code in conclusion.codes)
        return frozenset(filter(None, (self.draft.letter, self.draft.answers_by, *concluded)))

    @property
    def received_on(self) -> date | None:
        """The day of receipt; None while nothing has fixed it. A correction is received when asked for."""
        if self.case and self.case.kind is CaseKind.CORRECTION:
            return self.case.submitted_on
        return self.clock.received_on if self.clock else None

    @property
    def due_on(self) -> date | None:
        """The last day to reply; None while no term runs."""
        return self.clock.due if self.clock else None

    @property
    def items(self) -> tuple[str, ...] | None:
        """What was asked for, item by item; None while the request is not registered."""
        return next((event.items for event in self.happened(Registered)), None)

    @property
    def asked_on(self) -> date | None:
        """The day the applicant handed in or sent the request."""
        return next((event.on for event in self.happened(Submitted)), None)

    @property
    def asked_text(self) -> str:
        """The request in the applicant's own words, and the items drawn from it."""
        return "\n".join([*(event.content for event in self.happened(Submitted)), *(self.items or ())])

    @property
    def sent_on(self) -> date | None:
        """The day the letter last left the house; None while it has not."""
        return next((event.on for event in reversed(self.this_round(Sent))), None)

    @property
    def all_searches(self) -> tuple[Search, ...] | None:
        """The searches written down at length, else those among the events; None where there are none."""
        if self.searches is not None:
            return self.searches
        return tuple(self._searches_among_events()) or None

    def _searches_among_events(self) -> Iterator[Search]:
        for event in self.happened(Searched):
            yield Search(
                systems=event.systems,
                keywords=event.keywords,
                by=event.by,
                on=event.on,
                result=event.result,
            )

    def reasons_for(self, code: str) -> tuple[str | None, ...]:
        """The reasons given for each conclusion with that ending; of the whole where there is none."""
        if self.draft is None or self.draft.conclusions is None:
            return (None,)
        found = tuple(c.reasons for c in self.draft.conclusions if code in c.codes)
        return found or (None,)
