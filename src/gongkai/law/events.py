"""What can happen to a request: frozen facts in the past tense, each on a legal day.

The numbers E01 to E40 are those of the procedure's table (``gongkai.law.procedure``). «All
consultations closed» (E17), the end of the year (E41) and a changed calendar (E42) are not
here: they follow from other facts.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Channel(StrEnum):
    """How a request came in; fixes the day of receipt (条例 31)."""

    COUNTER = "counter"
    ORAL = "oral"
    SIGNED_MAIL = "signed_mail"
    ORDINARY_MAIL = "ordinary_mail"
    WEB = "web"
    EMAIL = "email"
    FAX = "fax"


class Applicant(StrEnum):
    """The six kinds of applicant that table 3 counts apart."""

    NATURAL = "natural"
    COMPANY = "company"
    RESEARCH = "research"
    PUBLIC_INTEREST = "public_interest"
    LEGAL_SERVICE = "legal_service"
    OTHER = "other"


class Party(StrEnum):
    """Who is consulted; their silence means different things (条例 32, 34)."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"


class Tariff(StrEnum):
    """The two ways to charge; a request is charged by one of them (处理费办法 3)."""

    ITEMS = "items"
    PAGES = "pages"


class Review(StrEnum):
    """The three reviews before a reply (条例 17, 45)."""

    DISCLOSURE = "disclosure"
    SECRECY = "secrecy"
    LEGAL = "legal"


class Delivery(StrEnum):
    """How a letter leaves (国办公开办函〔2016〕235号)."""

    HAND = "hand"
    POST = "post"
    COURIER = "courier"
    ENTRUSTED = "entrusted"
    ONLINE = "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a legal day (not the day it was typed in)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Event):
    """E01. The applicant handed in or sent the request."""

    channel: Channel
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFor(Event):
    """E02. The organ, its mailroom or its gatehouse signed for the mail."""

    by_unit: str = ""
    tracking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Event):
    """E03. Office and applicant confirmed the receipt to each other."""

    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredIn(Event):
    """E04. Another unit handed over a request that had reached it."""

    from_unit: str
    reached_unit_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Event):
    """E05. The request got its serial number."""

    serial: str
    applicant: Applicant
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Event):
    """E06. One letter became several requests 一事一申请."""

    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Event):
    """E07. Joined with another open request of the same applicant on the same thing."""

    to: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """E08. A unit took it in hand."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(Event):
    """E09. The notice to supplement was posted."""

    points: tuple[str, ...]
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Event):
    """E10. The supplemented request came in."""

    content: str = ""
    good_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementLapsed(Event):
    """E11. The deadline to supplement passed without good reason."""

    proof_of_service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStillUnclear(Event):
    """E12. The supplemented request still does not say what is wanted."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultSent(Event):
    """E13. A written consultation was sent."""

    party: str
    kind: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultReceived(Event):
    """E14. The consulted party received the letter."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultAnswered(Event):
    """E15. The consulted party's opinion came in."""

    party: str
    agrees: bool | None
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultLapsed(Event):
    """E16. The consulted party stayed silent beyond its limit."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionApproved(Event):
    """E18. The head of the disclosure office agreed to extend."""

    by: str
    workdays: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionTold(Event):
    """E19. The notice of extension was posted to the applicant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsAsked(Event):
    """E20. The applicant was asked why he asks so much."""

    counts: str
    deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsGiven(Event):
    """E21a. The applicant gave his reasons."""

    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsLapsed(Event):
    """E21b. The applicant gave none in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedUnreasonable(Event):
    """E22. The reasons were found wanting."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterDateFixed(Event):
    """E23. The reasons were accepted and a reasonable later date was told."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeSent(Event):
    """E24a. The fee notice was posted."""

    tariff: Tariff
    amount: Decimal
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeReceived(Event):
    """E24b. The applicant received the fee notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(Event):
    """E25. The fee was paid in full."""

    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLapsed(Event):
    """E26. The limit to pay passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """E27. The applicant withdrew."""

    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched(Event):
    """E28. A search was made and written down."""

    systems: tuple[str, ...]
    keywords: tuple[str, ...]
    by: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    """E29. One of the three reviews was done."""

    review: Review
    by: str
    passed: bool
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Event):
    """E30. A final letter was drafted; ``letter`` is its code, as L13 or L16d."""

    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """E31. The letter was signed and numbered; this fixes report row and year."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Event):
    """E32. The letter left the house."""

    way: Delivery
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedBySignature(Event):
    """E33a. The applicant signed for the letter."""

    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """E33b. The letter came back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyTold(Event):
    """E34. The third party was told, with reasons, of a release over his objection."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Event):
    """E35. The file was closed and archived."""

    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedToProactive(Event):
    """E36. The answer is to be published for everybody (条例 44)."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked(Event):
    """E37. The applicant asks to correct a record about himself: a case of its own (条例 41)."""

    record: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationNotified(Event):
    """E38. The copy of an application for reconsideration came in."""

    simplified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuedNotified(Event):
    """E39. The copy of a complaint came in."""

    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedToReReply(Event):
    """E40. Reconsideration organ or court ordered a new reply by a day."""

    by: str
    limit: date
    number: str = ""
