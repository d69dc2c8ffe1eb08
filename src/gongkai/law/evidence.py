"""What a desk writes down about a request beyond its events: small typed facts, one a question.

In all of them None means «not written down»; an empty tuple means «looked at, there is none».
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai.law.events import Delivery, Party, Tariff
from gongkai.law.outcomes import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTrace:
    """The carrier's own record of when the organ signed for the applicant's mail."""

    number: str | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The form the applicant was given: whether it obliged him to name a purpose (三需要)."""

    purpose_is_mandatory: bool | None = None
    purpose_was_asked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementFacts:
    """Why a supplement was asked and whether what came in was taken."""

    was_unclear: bool | None = None
    papers_refused: bool | None = None


class SuspensionReason(StrEnum):
    """Why somebody says that the clock stood still; only the first three are lawful."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"
    INTERNAL_CIRCULATION = "internal_circulation"
    LEGAL_REVIEW = "legal_review"
    LEADER_SIGNATURE = "leader_signature"
    REASONS_ASKED = "reasons_asked"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedSuspension:
    """A time the office wants left out of the count: sent < day <= ended."""

    sent_on: date
    ended_on: date
    reason: SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search for the information, with what was looked through and by whom.

    ``period`` is the span of time the search covered, in words; ``by_content`` says by which
    marks of content it was looked for besides its name; ``attachments`` are screenshots or slips.
    """

    systems: tuple[str, ...] | None = None
    archives: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None
    keywords: tuple[str, ...] | None = None
    by_content: str | None = None
    period: str | None = None
    by: str | None = None
    on: date | None = None
    result: str | None = None
    attachments: tuple[str, ...] | None = None


class InternalKind(StrEnum):
    """The three kinds of internal affairs, and whatever else (条例 16(1))."""

    PERSONNEL = "personnel"
    LOGISTICS = "logistics"
    WORK_FLOW = "work_flow"
    NONE_OF_THEM = "none_of_them"


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalAffairs:
    """What a paper said to be internal is, and three questions on its use (条例 16(1))."""

    kind: InternalKind | None = None
    used_outside: bool | None = None
    sent_outside: bool | None = None
    cited_in_decision: bool | None = None


class ProcessKind(StrEnum):
    """The four kinds of process information, and whatever else (条例 16(2))."""

    DISCUSSION_RECORD = "discussion_record"
    DRAFT = "draft"
    CONSULTATION_LETTER = "consultation_letter"
    REQUEST_OR_REPORT = "request_or_report"
    NONE_OF_THEM = "none_of_them"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRecord:
    """A paper said to be process information; ``still_shielded_because`` once it is decided.

    ``opened_by`` is the text that says it is open; empty where it was looked for and not found.
    """

    kind: ProcessKind | None = None
    matter_is_decided: bool | None = None
    still_shielded_because: str | None = None
    opened_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementFile:
    """A paper in an enforcement case file; ``opened_by`` as for process records."""

    is_published_decision: bool | None = None
    opened_by: tuple[str, ...] | None = None


class SecretLevel(StrEnum):
    """密级 (保密法 14)."""

    HIGHEST = "绝密"
    MIDDLE = "机密"
    LOWEST = "秘密"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretClassification:
    """How a state secret was fixed; ``expires_on`` where the period is a span of time."""

    level: SecretLevel | None = None
    is_marked: bool | None = None
    period: str | None = None
    expires_on: date | None = None
    authority: str | None = None
    classified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmAssessment:
    """Which interest of 三安全一稳定 a release would harm, how, and what shows it."""

    interest: str | None = None
    harm: str | None = None
    evidence: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """Whether a refused paper holds parts that can be released (条例 37)."""

    is_separable: bool | None = None
    why_not: str | None = None


class TakenAs(StrEnum):
    """What the office made of a consulted party's answer or silence."""

    CONSENT = "consent"
    OBJECTION = "objection"
    OWN_DECISION = "own_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the office took the answer or the silence of one consulted party."""

    party: str
    kind: Party
    taken_as: TakenAs | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyFacts:
    """Whether the information touches third parties, and the office's own judgement of it.

    ``data`` names the personal or trade data found, empty where there is none; ``assessment`` is
    the office's own reasoning on whether a release would harm them and their reasons hold.
    """

    data: tuple[str, ...] | None = None
    assessment: str | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInterest:
    """Why a release over a third party's objection is needed, and how he was told of it."""

    harm_of_refusal: str | None = None
    letter: str | None = None
    told_content: bool | None = None
    told_reasons: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleOrgan:
    """The organ that answers for information which is not ours, or why it cannot be found."""

    name: str | None = None
    contact: str | None = None
    undeterminable_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSource:
    """Where something is already public and whether that was tried.

    ``place`` is a gazette's issue or a reading room where there is no ``url``; ``status`` is the
    answer of the web server when the link was opened.
    """

    title: str | None = None
    url: str | None = None
    place: str | None = None
    status: int | None = None
    title_matches: bool | None = None
    snapshot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLetter:
    """The earlier reply that a repeated request repeats."""

    number: str | None = None
    signed_on: date | None = None
    same_applicant: bool | None = None
    same_information: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionLabel:
    """Who judged that a request is in truth a petition, and who looked at it a second time."""

    reviewer: str | None = None
    second_reviewer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """What would have to be made or analysed, and whether cutting out or blacking would do."""

    what_exists: str | None = None
    what_is_needed: str | None = None
    extraction_would_do: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGiven:
    """The form asked for, the form given, and why they differ."""

    wanted: str | None = None
    given: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFacts:
    """What the fee is worked out from, and what the notice says.

    ``earlier_requests`` are the days that count (``fees.fee_day``) of the same applicant's earlier
    requests to the same organ; ``notice_lacks`` names what the notice leaves out of basis,
    standard, amount and way to pay. ``tariff`` and ``amount`` are those of a notice still to be sent.
    """

    tariff: Tariff | None = None
    amount: Decimal | None = None
    earlier_requests: tuple[date, ...] | None = None
    new_items: int | None = None
    pages: int | None = None
    told_where: bool | None = None
    notice_lacks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Under whose name and seal the letter goes out, and what its opening recites."""

    signer: str | None = None
    is_sealed: bool | None = None
    recited_receipt: date | None = None
    recited_applicant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How the letter goes or went out; ``receipt`` proves the posting or the signature."""

    way: Delivery | None = None
    carrier: str | None = None
    address_asked: str | None = None
    address_used: str | None = None
    online_was_asked: bool | None = None
    receipt: str | None = None


class Recipient(StrEnum):
    """Who gets an outgoing file."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    ORGAN = "organ"


class Datum(StrEnum):
    """A kind of personal datum that the scan finds; the value is its name in Chinese."""

    CITIZEN_NUMBER = "公民身份号码"
    MOBILE = "手机号码"
    LANDLINE = "固定电话号码"
    BANK_CARD = "银行卡号"
    PLATE = "车牌号码"
    ADDRESS = "住址"
    NAME = "姓名等申请人信息"


@dataclass(frozen=True, slots=True)
class Hit:
    """A personal datum found in a text; ``at`` is where it begins, counted from 0."""

    datum: Datum
    text: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """A file that leaves the house; ``hits`` is None while it has not been scanned.

    ``cleared`` are hits that a person looked at and left in on purpose, as written in the file.
    """

    name: str
    to: Recipient
    hits: tuple[Hit, ...] | None = None
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A piece of evidence in the file, what it shows, and the day it was obtained."""

    name: str
    shows: Evidence | None = None
    obtained_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The evidence of the file: what the letter relies on, what is held, when it was sealed.

    ``handed_in_on`` is the day it went to the reconsideration organ or the court.
    """

    relied_on: tuple[str, ...] | None = None
    held: tuple[EvidenceItem, ...] | None = None
    sealed_on: date | None = None
    handed_in_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReReply:
    """How a reply ordered by reconsideration or court compares with the one it replaces."""

    same_facts_and_reasons: bool | None = None
    annulled_for_procedure_only: bool | None = None
