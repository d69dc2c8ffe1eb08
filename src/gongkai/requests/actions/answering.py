"""Answering: letters of a case from draft to service, each tied to the move of the procedure that it is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai import facts
from gongkai.law import events as law
from gongkai.law.checks import CheckResult, open_blocks
from gongkai.ledger.actions import RefusedError, action
from gongkai.letters import actions as letters
from gongkai.organs.models import User
from gongkai.requests.actions.handling import happen
from gongkai.requests.actions.pending import Pending, judged, opened
from gongkai.requests.bundle import digest, pieces
from gongkai.requests.dossier import Dossier
from gongkai.requests.events import DataCleared, EvidenceSealed, LetterTied
from gongkai.requests.models import CaseLetter, Consultee, InfoRequest
from gongkai.requests.prefill import prefilled
from gongkai.requests.sending import TO_CONSULTEES, is_reply, procedural, sending

RECEIPT = "L01"


class ChecksFailedError(RefusedError):
    """A check stops the signing; ``results`` say which and what to do."""

    def __init__(self, results: Sequence[CheckResult]) -> None:
        self.results = tuple(results)
        told = "；".join(f"{result.id} {result.message}" for result in self.results)
        super().__init__(f"还有{len(self.results)}项检查没有通过，不能签发：{told}")


class NotConsultedError(RefusedError):
    """A letter to somebody who is consulted needs to know who that is."""


@action
def begin_letter(
    request: InfoRequest,
    code: str,
    *,
    follows: str = "",
    consultee: Consultee | None = None,
    conclusions: Sequence[Mapping[str, Any]] | None = None,
    delivery: law.Delivery = law.Delivery.POST,
    on: date,
    by: User,
) -> CaseLetter:
    """Begin a letter of a case with what the file knows already.

    Raises:
        NotConsultedError: the letter goes to a consulted party, and none is given.
    """
    opened(request, None)
    if code in TO_CONSULTEES and consultee is None:
        raise NotConsultedError("请先填写被征求意见方的名称和联系方式，再拟写这份文书。")
    template = facts.letters()[code]
    if follows:
        template = template.answering_by(facts.letters()[follows])
    slots = prefilled(request, template, on=on, consultee=consultee)
    letter = letters.begin(request.organ, code, slots, follows=follows, delivery=delivery, on=on, by=by)
    tie = CaseLetter.objects.create(
        letter=letter,
        request=request,
        organ_id=request.organ_id,
        party=consultee.label if consultee else "",
        conclusions=[dict(one) for one in conclusions] if conclusions else None,
    )
    pending = Pending(request, by)
    pending.note(LetterTied(letter=letter.pk, code=code), on)
    pending.save()
    return tie


@action
def conclude(tie: CaseLetter, conclusions: Sequence[Mapping[str, Any]], *, on: date, by: User) -> CaseLetter:
    """Say item by item how the letter answers."""
    opened(tie.request, None)
    tie.conclusions = [dict(one) for one in conclusions]
    tie.save(update_fields=["conclusions"])
    pending = Pending(tie.request, by)
    pending.note(LetterTied(letter=tie.letter_id, code=tie.letter.code), on)
    pending.save()
    return tie


@action
def clear_data(tie: CaseLetter, texts: Sequence[str], *, on: date, by: User) -> CaseLetter:
    """Say that personal data that the scan found may stay in what goes out."""
    opened(tie.request, None)
    tie.cleared = sorted({*(tie.cleared or ()), *texts})
    tie.save(update_fields=["cleared"])
    pending = Pending(tie.request, by)
    pending.note(DataCleared(letter=tie.letter_id, count=len(texts)), on)
    pending.save()
    return tie


@action
def submit_reply(tie: CaseLetter, *, on: date, by: User, expected: int | None = None) -> CaseLetter:
    """Hand a drafted reply in for review and signature (E30).

    Raises:
        NotAllowedError, ChangedMeanwhileError: as ``happen``.
    """
    happen(tie.request, law.Drafted(on=on, letter=tie.letter.code), on=on, by=by, expected=expected)
    return tie


@action
def sign_letter(
    tie: CaseLetter, *, on: date, at: datetime, by: User, expected: int | None = None
) -> CaseLetter:
    """Sign and number a letter, unless a check stops it; a reply thereby closes the request (E31).

    Raises:
        ChecksFailedError: a check that blocks is open.
        NotAllowedError, ChangedMeanwhileError: as ``happen``.
        NotReadyError, FrozenError: as ``letters.actions.sign``.
    """
    opened(tie.request, expected)
    if blocking := open_blocks(Dossier(tie.request, tie, on).results()):
        raise ChecksFailedError(blocking)
    if move := procedural(tie, on):
        judged(tie.request, move)  # a letter that could not be sent today is not signed either
    letter = letters.sign(tie.letter, on=on, at=at, by=by)
    if is_reply(letter):
        happen(tie.request, law.Signed(on=on, number=letter.number), on=on, by=by)
        _seal_evidence(tie, on, by)
    return tie


@action
def send_letter(tie: CaseLetter, *, proof: str = "", on: date, by: User) -> CaseLetter:
    """Send a signed letter; what that means for the procedure happens with it.

    Raises:
        NotAllowedError: the procedure does not allow it, as a supplement asked for too late.
        FrozenError: the letter is not signed, or has left already.
    """
    letters.send(tie.letter, proof=proof, on=on, by=by)
    if event := sending(tie, on, proof):
        happen(tie.request, event, on=on, by=by)
    return tie


@action
def serve_letter(tie: CaseLetter, *, received_by: str = "", on: date, today: date, by: User) -> CaseLetter:
    """A letter reached its reader.

    Raises:
        NotAllowedError, FrozenError: as ``send_letter``.
    """
    letter = letters.serve(tie.letter, on=on, by=by)
    event: law.Event | None = None
    if is_reply(letter):
        event = law.ServedBySignature(on=on, by=received_by)
    elif letter.code == "L28":
        event = law.FeeNoticeReceived(on=on)
    elif letter.code in TO_CONSULTEES and letter.code != "L07":
        event = law.ConsultReceived(on=on, party=tie.party)
    if event:
        happen(tie.request, event, on=today, by=by)
    return tie


@action
def give_receipt(request: InfoRequest, *, on: date, at: datetime, by: User) -> CaseLetter:
    """Write, sign and hand out the receipt of a request that came in online (条例 31).

    It recites what was asked. Where those words hold what a check stops, as somebody's number, it refers to
    the form that was handed in instead, so that nobody waits for a receipt.

    Raises:
        ChecksFailedError, NotReadyError: as ``sign_letter``.
    """
    try:
        with transaction.atomic():  # a refused act would spoil this one too
            return _receipt(request, {}, on=on, at=at, by=by)
    except (ChecksFailedError, letters.NotReadyError):
        form = f"第{request.serial}号申请书所列信息"
        return _receipt(request, {"content": form, "items": [form]}, on=on, at=at, by=by)


@action
def _receipt(
    request: InfoRequest, slots: Mapping[str, Any], *, on: date, at: datetime, by: User
) -> CaseLetter:
    tie = begin_letter(request, RECEIPT, delivery=law.Delivery.ONLINE, on=on, by=by)
    if slots:
        letter = tie.letter
        letters.revise(letter, {**letter.slots, **slots}, {}, delivery=law.Delivery.ONLINE, on=on, by=by)
    sign_letter(tie, on=on, at=at, by=by)
    send_letter(tie, proof="电子回执", on=on, by=by)
    # it lies on the page that the applicant has before him
    return serve_letter(tie, on=on, today=on, by=by)


@action
def return_letter(tie: CaseLetter, reason: str, *, on: date, by: User) -> CaseLetter:
    """A letter came back; it is to be sent again.

    Raises:
        NotAllowedError, FrozenError: as ``send_letter``.
    """
    letter = letters.come_back(tie.letter, on=on, by=by)
    if is_reply(letter):
        happen(tie.request, law.Returned(on=on, reason=reason), on=on, by=by)
    return tie


def _seal_evidence(tie: CaseLetter, on: date, by: User) -> None:
    found = pieces(tie.request)
    pending = Pending(tie.request, by)
    pending.note(EvidenceSealed(letter=tie.letter_id, sha256=digest(found), count=len(found)), on)
    pending.save()
