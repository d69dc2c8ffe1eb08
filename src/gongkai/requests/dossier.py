"""The file of a request as the checks see it, with a letter in hand: facts written down, and facts known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from gongkai import facts
from gongkai.files.models import Extract
from gongkai.law import events as law
from gongkai.law.casefile import ApplicantFacts, CaseFile, Conclusion, Draft, OrganFacts
from gongkai.law.checks import CheckResult, run_checks
from gongkai.law.checks.personal_data import scan_personal_data
from gongkai.law.evidence import (
    Bundle,
    EvidenceItem,
    FeeFacts,
    FormGiven,
    Intake,
    MailTrace,
    OutgoingFile,
    Recipient,
    Service,
    Signing,
)
from gongkai.law.fees import fee_day
from gongkai.law.letters import Letter as Composed
from gongkai.law.outcomes import Evidence, kind_of
from gongkai.law.plain import build, facts_of
from gongkai.letters.queries import composed, letterhead, next_number
from gongkai.organs.models import Role, Unit
from gongkai.organs.queries import running
from gongkai.requests.models import CaseLetter, Consultee, InfoRequest, Paper
from gongkai.requests.queries import applicant_of, case_of, events, same_person
from gongkai.requests.reckoning import rules
from gongkai.requests.sending import RE_REPLY, procedural

POSTAL = "中国邮政"
ONLINE_WAYS = frozenset({"email", "online"})
PRIVATE_FIELDS = ("id_number", "phone", "address", "email", "agent")


@dataclass(frozen=True)
class Dossier:
    """A request and the letter that is to be signed."""

    request: InfoRequest
    tie: CaseLetter
    on: date

    @cached_property
    def letter(self) -> Composed | None:
        """The letter in words; None while it cannot be put into words."""
        try:
            return composed(self.tie.letter, on=self.on, number=next_number(self.tie.letter, self.on))
        except ValueError:
            return None

    @cached_property
    def applicant(self) -> dict[str, Any]:
        return applicant_of(self.request)

    @cached_property
    def happened(self) -> list[law.Event]:
        return events(self.request, with_words=True)

    @cached_property
    def findings(self) -> dict[str, Any]:
        return {finding.about: finding.data for finding in self.request.findings.all()}

    def casefile(self) -> CaseFile:
        """The file, its written facts first, and for the rest what follows from the records."""
        known = {name: make(self) for name, make in KNOWN.items()}
        written = facts_of(self.findings).items()
        told = {name: _completed(fact, known.get(name)) for name, fact in written}
        return CaseFile.of(self.foreseen, on=self.on, rules=rules(), **{**known, **told})

    @property
    def foreseen(self) -> list[law.Event]:
        """What happened, and what the sending of the letter in hand will be: that is what is judged."""
        if self.tie.letter.sent_on:
            return self.happened
        event = procedural(self.tie, self.on)
        return [*self.happened, event] if event else self.happened

    def results(self) -> tuple[CheckResult, ...]:
        """What the 36 checks say of it."""
        return run_checks(self.casefile(), facts.checks())

    def last(self, *kinds: type[law.Event]) -> law.Event | None:
        """The newest event of some kinds."""
        return next((event for event in reversed(self.happened) if isinstance(event, kinds)), None)


def _completed(written: Any, known: Any) -> Any:
    """A fact as somebody wrote it down, and where nothing was written, as the records tell it."""
    if known is None or not is_dataclass(written):
        return written
    told = {one.name: getattr(written, one.name) for one in fields(written)}
    return replace(known, **{name: value for name, value in told.items() if value not in (None, ())})


def _draft(dossier: Dossier) -> Draft:
    letter = dossier.letter
    return Draft(
        letter=dossier.tie.letter.code,
        conclusions=tuple(_conclusions(dossier)) if kind_of(dossier.tie.letter.code).is_final else None,
        text=letter.text if letter else None,
        remedy=letter.remedy.text if letter and letter.remedy else None,
        answers_by=dossier.tie.letter.follows,
    )


def _conclusions(dossier: Dossier) -> Iterator[Conclusion]:
    """As the clerk concluded item by item; where nothing else is said, the letter answers every item."""
    if dossier.tie.conclusions:
        yield from (build(Conclusion, one) for one in dossier.tie.conclusions)
        return
    registered = dossier.last(law.Registered)
    count = len(registered.items) if isinstance(registered, law.Registered) else 1
    code = dossier.tie.letter.follows or dossier.tie.letter.code
    reasons = _reasons(dossier)
    for item in range(1, count + 1):
        yield Conclusion(item=item, letter=code, reasons=reasons)


def _reasons(dossier: Dossier) -> str | None:
    texts = [value for value in dossier.tie.letter.slots.values() if isinstance(value, str)]
    return "；".join(texts) or None


def _organ(dossier: Dossier) -> OrganFacts:
    organ = dossier.request.organ
    units = list(Unit.objects.filter(organ=organ, is_active=True))
    head = letterhead(organ.pk)
    heads = running(dossier.on).filter(organ=organ, role=Role.HEAD).select_related("user")
    return OrganFacts(
        name=organ.name,
        disclosure_office=next((unit.name for unit in units if unit.is_disclosure_office), None),
        office_head=next((held.user.name for held in heads), None),
        units=tuple(unit.name for unit in units),
        phones=(head.phone,) if head else (),
    )


def _applicant(dossier: Dossier) -> ApplicantFacts:
    data = dossier.applicant
    own = tuple(str(data[key]) for key in PRIVATE_FIELDS if data.get(key))
    letter = dossier.letter
    return ApplicantFacts(name=_full_name(data) or (letter.addressee if letter else None), own_data=own)


def _full_name(data: Mapping[str, Any]) -> str:
    return "、".join(filter(None, [str(data.get("name", "")), *map(str, data.get("joint") or [])]))


def _venue(dossier: Dossier) -> Any:
    head = letterhead(dossier.request.organ_id)
    if head is None or not dossier.tie.letter.is_final:
        return None
    return head.venue(dossier.request.organ.kind, law.Delivery(dossier.tie.letter.delivery))


def _mail(dossier: Dossier) -> MailTrace | None:
    signed = dossier.last(law.SignedFor)
    if not isinstance(signed, law.SignedFor):
        return None
    return MailTrace(number=signed.tracking or None, signed_on=signed.on)


def _intake(_dossier: Dossier) -> Intake:
    """No form of this system asks for a purpose."""
    return Intake(purpose_is_mandatory=False, purpose_was_asked=False)


def _signing(dossier: Dossier) -> Signing:
    recited = dossier.tie.letter.slots.get("received_on")
    received = dossier.request.received_on or dossier.request.submitted_on
    to_applicant = not dossier.tie.party
    return Signing(
        signer=dossier.request.organ.name,
        is_sealed=None,
        recited_receipt=date.fromisoformat(recited) if recited else received,
        recited_applicant=str(dossier.tie.letter.slots.get("addressee", ""))
        if to_applicant
        else _full_name(dossier.applicant),
    )


def _service(dossier: Dossier) -> Service:
    way = law.Delivery(dossier.tie.letter.delivery)
    address = str(dossier.applicant.get("address", "")) or None
    if dossier.tie.party:
        consultee = Consultee.objects.filter(request=dossier.request, label=dossier.tie.party).first()
        address = str(consultee.data.get("address", "")) or None if consultee else None
    return Service(
        way=way,
        carrier=POSTAL if way is law.Delivery.POST else None,
        address_asked=address,
        address_used=address,  # the envelope is printed from the record
        online_was_asked=_asked_online(dossier),
        receipt=dossier.tie.letter.proof or None,
    )


def _asked_online(dossier: Dossier) -> bool:
    """Whether the letter may go online: the applicant wishes so, or it receipts what came that way."""
    receipts = dossier.tie.letter.code == "L01" and dossier.request.channel == law.Channel.WEB
    return receipts or dossier.applicant.get("way") in ONLINE_WAYS


def _outgoing(dossier: Dossier) -> tuple[OutgoingFile, ...]:
    to = _recipient(dossier)
    known = list(_strangers(dossier, to))
    files = [(dossier.tie.letter.title, dossier.letter.text if dossier.letter else None)]
    if to is Recipient.APPLICANT and dossier.tie.letter.is_final:
        released = Paper.objects.filter(request=dossier.request, purpose=Paper.Purpose.RELEASED)
        files += [(paper.file.name, _text(paper)) for paper in released.select_related("file")]
    return tuple(
        OutgoingFile(
            name=name,
            to=to,
            hits=None if text is None else scan_personal_data(text, on=dossier.on, known=known),
            cleared=tuple(dossier.tie.cleared or ()),
        )
        for name, text in files
    )


def _recipient(dossier: Dossier) -> Recipient:
    consultee = Consultee.objects.filter(request=dossier.request, label=dossier.tie.party).first()
    if consultee is None:
        return Recipient.APPLICANT
    return Recipient.THIRD_PARTY if consultee.kind == law.Party.THIRD_PARTY else Recipient.ORGAN


def _strangers(dossier: Dossier, to: Recipient) -> Iterator[str]:
    """What is known of others and must not be in the letter."""
    if to is not Recipient.APPLICANT:
        data = dossier.applicant
        yield from (str(data[key]) for key in ("name", *PRIVATE_FIELDS) if data.get(key))
    for consultee in Consultee.objects.filter(request=dossier.request).exclude(label=dossier.tie.party):
        yield from (str(consultee.data[key]) for key in ("phone", "address") if consultee.data.get(key))


def _text(paper: Paper) -> str | None:
    found = Extract.objects.filter(stored_id=paper.file.stored_id).first()
    return found.text if found and not found.failure else None


def _form(dossier: Dossier) -> FormGiven:
    slots = dossier.tie.letter.slots
    return FormGiven(
        wanted=dossier.applicant.get("form") or None,
        given=slots.get("form") or None,
        reason=slots.get("form_reason") or None,
    )


def _fee(dossier: Dossier) -> FeeFacts:
    earlier = same_person(dossier.request).filter(received_on__isnull=False, pk__lt=dossier.request.pk)
    practice = facts.practice()
    slots = dossier.tie.letter.slots
    return FeeFacts(
        tariff=law.Tariff(slots["tariff"]) if slots.get("tariff") else None,
        amount=slots.get("amount"),
        earlier_requests=tuple(
            fee_day(received_on=received, submitted_on=submitted, practice=practice)
            for received, submitted in earlier.values_list("received_on", "submitted_on")
            if received
        ),
        new_items=1,
        notice_lacks=(),
    )


def _bundle(dossier: Dossier) -> Bundle:
    held = tuple(
        EvidenceItem(name=need.value, shows=need, obtained_on=day)
        for need, find in HELD.items()
        if (day := find(dossier)) is not None
    )
    papers = Paper.objects.filter(request=dossier.request).select_related("file")
    more = tuple(EvidenceItem(name=paper.file.name, obtained_on=paper.added_on) for paper in papers)
    shown = {item.shows for item in held}
    code = dossier.tie.letter.follows or dossier.tie.letter.code
    needed = kind_of(code).evidence
    return Bundle(
        relied_on=tuple(need.value for need in needed if need in shown),
        held=(*held, *more),
        sealed_on=None,
        handed_in_on=_handed_in(dossier),
    )


def _handed_in(dossier: Dossier) -> date | None:
    """The day on which the newest dispute was answered, with the evidence (复议法 48, 行诉法 67)."""
    notified = dossier.last(law.ReconsiderationNotified, law.SuedNotified)
    if notified is None:
        return None
    papers = dossier.request.disputes.filter(notified_on=notified.on).order_by("pk")
    return papers.values_list("answered_on", flat=True).last()


KNOWN: Mapping[str, Callable[[Dossier], Any]] = {
    "draft": _draft,
    "organ": _organ,
    "applicant": _applicant,
    "venue": _venue,
    "mail": _mail,
    "intake": _intake,
    "signing": _signing,
    "service": _service,
    "outgoing": _outgoing,
    "form": _form,
    "fee": _fee,
    "bundle": _bundle,
}
Find = Callable[[Dossier], date | None]


def _event(*kinds: type[law.Event]) -> Find:
    def find(dossier: Dossier) -> date | None:
        days = [event.on for event in dossier.happened if isinstance(event, kinds)]
        return days[0] if days else None

    return find


def _finding(*names: str) -> Find:
    """A step that was written down; by the law of the file it was obtained when it was written."""

    def find(dossier: Dossier) -> date | None:
        rows = {finding.about: finding.written_on for finding in dossier.request.findings.all()}
        return next((rows[name] for name in names if name in rows), None)

    return find


def _slot(name: str) -> Find:
    def find(dossier: Dossier) -> date | None:
        return dossier.on if dossier.tie.letter.slots.get(name) else None

    return find


def _replaced(dossier: Dossier) -> date | None:
    """The reply of this very request that a new one replaces, where there is proof of its service."""
    replaced = case_of(dossier.request).earlier_replies if dossier.tie.letter.code == RE_REPLY else ()
    return replaced[-1].proved_on if replaced else None


def _either(*finds: Find) -> Find:
    def find(dossier: Dossier) -> date | None:
        return next((day for one in finds if (day := one(dossier)) is not None), None)

    return find


HELD: Mapping[Evidence, Find] = {
    Evidence.RECEIPT: _event(law.Submitted, law.CorrectionAsked),
    Evidence.SUPPLEMENT_NOTICE_SERVED: _event(law.SupplementAsked),
    Evidence.SUPPLEMENT: _event(law.Supplemented),
    Evidence.HEAD_APPROVAL: _event(law.ExtensionApproved),
    Evidence.CONSULTATION_SENT: _event(law.ConsultSent),
    Evidence.CONSULTATION_RESULT: _event(law.ConsultAnswered, law.ConsultLapsed),
    Evidence.PUBLIC_INTEREST_ASSESSMENT: _finding("public_interest", "third_party"),
    Evidence.SEPARATION_ASSESSMENT: _finding("separation"),
    Evidence.CLASSIFICATION: _finding("secret"),
    Evidence.FORBIDDING_TEXT: _slot("forbidding_law"),
    Evidence.HARM_ASSESSMENT: _finding("harm"),
    Evidence.DISCRETION: _slot("discretion"),
    Evidence.NO_OUTSIDE_EFFECT: _finding("internal"),
    Evidence.OPENING_TEXT_CHECKED: _finding("process", "enforcement"),
    Evidence.SEARCH_LOG: _event(law.Searched),
    Evidence.LINK_SNAPSHOT: _finding("public_source"),
    Evidence.EARLIER_REPLY: _either(_finding("earlier"), _replaced),
    Evidence.REQUEST_COUNTS: _event(law.ReasonsAsked),
    Evidence.REASONS_ASKED: _event(law.ReasonsAsked),
    Evidence.FEE_CALCULATION: _event(law.FeeNoticeSent),
    Evidence.FEE_NOTICE_SERVED: _event(law.FeeNoticeReceived),
    Evidence.TRANSFER_RECORD: _slot("transfer_number"),
    Evidence.ACCURACY_EVIDENCE: _event(law.CorrectionAsked),
    Evidence.WITHDRAWAL: _event(law.Withdrawn),
    Evidence.ORDER: _event(law.OrderedToReReply),
}
