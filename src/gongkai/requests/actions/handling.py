"""Moving requests on: events of the procedure, who deals with them, what is written down."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gongkai.files.models import File
from gongkai.law import events as law
from gongkai.law.checks.personal_data import scan_personal_data
from gongkai.law.plain import PlainDataError, facts_of
from gongkai.ledger.actions import action, lock, record
from gongkai.organs.models import Organ, Unit, User
from gongkai.requests import codes
from gongkai.requests.actions.pending import (
    APPLICANT_FIELDS,
    NotAllowedError,
    Pending,
    judged,
    opened,
    set_applicant,
    settle,
    take_over,
)
from gongkai.requests.events import (
    ApplicantCorrected,
    ApplicantPurged,
    ApplicantShown,
    CodeRenewed,
    DueMoved,
    FindingWritten,
    HandlerNamed,
    PaperAdded,
    Urged,
    UrgeReceived,
)
from gongkai.requests.masking import PERSONAL, masked_name
from gongkai.requests.models import Applicant, Consultee, Finding, InfoRequest, Paper, Urging
from gongkai.requests.queries import applicant_of, case_of
from gongkai.requests.reckoning import SUMS

Written = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@action
def happen(
    request: InfoRequest, event: law.Event, *, on: date, by: User, expected: int | None = None
) -> InfoRequest:
    """Let something happen to a request.

    Args:
        request: the request.
        event: what happens; its own day may lie before ``on`` where it became known later.
        on: today, on which the sums are reckoned.
        by: who does it.
        expected: the version that the person had seen, where that matters.

    Raises:
        NotAllowedError: the procedure does not allow it.
        ChangedMeanwhileError: somebody else acted after that version.
    """
    opened(request, expected)
    case = judged(request, event)
    pending = Pending(request, by)
    pending.happen(event)
    settle(pending, case, on)
    return request


@action
def assign(
    request: InfoRequest, unit: Unit, handler: User | None, *, on: date, by: User, expected: int | None = None
) -> InfoRequest:
    """Give a request to a unit, and to a person there.

    Raises:
        NotAllowedError, ChangedMeanwhileError: as ``happen``.
    """
    event = law.Assigned(on=on, unit=unit.name)
    happen(request, event, on=on, by=by, expected=expected)
    request.unit, request.handler = unit, handler
    pending = Pending(request, by)
    if handler:
        pending.note(HandlerNamed(handler=handler.pk), on)
    pending.save(["unit", "handler"])
    return request


@action
def name_handler(request: InfoRequest, handler: User, *, on: date, by: User) -> InfoRequest:
    """Give a request to a person, without any move of the procedure."""
    lock(request)
    request.handler = handler
    pending = Pending(request, by)
    pending.note(HandlerNamed(handler=handler.pk), on)
    pending.save(["handler"])
    return request


@action
def write_finding(
    request: InfoRequest,
    about: str,
    data: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    on: date,
    by: User,
) -> Finding:
    """Write down a step of the examination; what was written before is replaced, and the ledger tells so.

    Raises:
        NotAllowedError: there is no such step, or what was written does not fit it.
    """
    lock(request)
    try:
        facts_of({about: data})
    except PlainDataError as error:
        raise NotAllowedError(f"审查记录填写有误：{error}") from error
    finding = Finding.objects.filter(request=request, about=about).first() or Finding(
        request=request, organ_id=request.organ_id, about=about
    )
    finding.data, finding.written_on, finding.written_by = data, on, by
    finding.save()
    pending = Pending(request, by)
    pending.note(FindingWritten(about=about), on)
    pending.save()
    return finding


@action
def add_paper(request: InfoRequest, file: File, purpose: str, *, on: date, by: User) -> Paper:
    """Put a stored file into the case."""
    lock(request)
    paper = Paper.objects.create(
        request=request, organ_id=request.organ_id, file=file, purpose=purpose, added_on=on
    )
    pending = Pending(request, by)
    pending.note(PaperAdded(file=file.pk, purpose=purpose), on)
    pending.save()
    return paper


@action
def name_consultee(
    request: InfoRequest, kind: law.Party, data: Mapping[str, str], *, on: date, by: User
) -> Consultee:
    """Enter who is to be consulted; the ledger will know that party by its label only."""
    lock(request)
    same = Consultee.objects.filter(request=request, kind=kind.value).count()
    label = f"{Consultee(kind=kind.value).get_kind_display()}{same + 1}"
    consultee = Consultee.objects.create(
        request=request, organ_id=request.organ_id, kind=kind.value, label=label, data=dict(data)
    )
    pending = Pending(request, by)
    pending.note(FindingWritten(about=f"consultee:{label}"), on)
    pending.save()
    return consultee


@action
def correct_applicant(
    request: InfoRequest, changes: Mapping[str, Any], *, on: date, by: User, expected: int | None = None
) -> InfoRequest:
    """Correct what is known of the applicant."""
    opened(request, expected)
    row = Applicant.objects.select_for_update().get(request=request)
    data = {**(row.data or {}), **changes}
    set_applicant(row, data)
    row.save()
    request.masked = masked_name(data)
    pending = Pending(request, by)
    pending.note(ApplicantCorrected(fields=tuple(sorted(changes))), on)
    pending.save(["masked"])
    return request


@action
def show_applicant(request: InfoRequest, purpose: str, *, on: date, by: User) -> dict[str, Any]:
    """The applicant's data in full, for somebody who needs them; that it was looked at is written down."""
    lock(request)
    pending = Pending(request, by)
    pending.note(ApplicantShown(purpose=purpose), on)
    pending.save()
    row = Applicant.objects.get(request=request)
    return {key: value for key, value in (row.data or {}).items() if key in APPLICANT_FIELDS}


@action
def renew_code(request: InfoRequest, *, on: date, by: User) -> str:
    """Give the applicant a new code; the old one is worth nothing from now on."""
    lock(request)
    row = Applicant.objects.select_for_update().get(request=request)
    code = codes.new_code()
    row.data = {**(row.data or {}), "code": code}
    row.save(update_fields=["data"])
    request.code_digest = codes.code_digest(request.organ_id, code)
    pending = Pending(request, by)
    pending.note(CodeRenewed(), on)
    pending.save(["code_digest"])
    return code


@action
def purge_applicant(request: InfoRequest, *, on: date, by: User) -> InfoRequest:
    """Delete the applicant's data and all words of a closed request; no figure changes.

    Raises:
        NotAllowedError: the request is not archived yet.
    """
    lock(request)
    if request.archived_on is None:
        raise NotAllowedError("本件尚未归档，申请人信息还要用于送达和救济，不能清除。请归档后再清除。")
    row = Applicant.objects.select_for_update().get(request=request)
    row.data, row.purged_on, row.id_digest, row.name_digest = None, on, "", ""
    row.save()
    request.words.all().delete()
    request.findings.all().delete()
    request.masked = "（已清除）"
    request.gist = "（已清除）"
    pending = Pending(request, by)
    pending.note(ApplicantPurged(), on)
    pending.save(["masked", "gist"])
    return request


@action
def urge(request: InfoRequest, superior: Organ, note: str, *, on: date, by: User) -> Urging:
    """The organ above urges that a request be dealt with 督办; it writes in its own chain only (条例 47).

    The transaction runs in the scope ``Standing.urging``; no other of a supervisor's may write.

    Raises:
        NotAllowedError: the request is closed, or the note tells of persons, which no mail may.
    """
    if not request.is_open:
        raise NotAllowedError("本件已经办结，无需督办。")
    known = applicant_of(request)
    names = [str(known[key]) for key in PERSONAL if known.get(key)]
    if hits := scan_personal_data(note, on=on, known=names):
        found = "、".join(dict.fromkeys(hit.text for hit in hits))
        raise NotAllowedError(f"督办意见会随邮件发出，不能写个人信息。请删去：{found}")
    urging = Urging.objects.create(request=request, organ=superior, note=note, urged_on=on, urged_by=by)
    record(Urged(request=request.pk, organ=request.organ_id), about=urging, on=on, by=by)
    return urging


@action
def receive_urge(urging: Urging, *, on: date, by: User) -> InfoRequest:
    """Enter in the request's own history that it is urged by the organ above."""
    request = urging.request
    lock(request)
    pending = Pending(request, by)
    pending.note(UrgeReceived(superior=urging.organ_id, urging=urging.pk), on)
    pending.save()
    return request


@action
def move_due(request: InfoRequest, *, on: date, by: User) -> InfoRequest:
    """Reckon a request anew after the calendar changed (E42); the old and the new day are written down.

    Raises:
        NotAllowedError: nothing moved.
    """
    lock(request)
    before = request.due_on or request.alarm_on
    take_over(request, case_of(request), on)
    after = request.due_on or request.alarm_on
    if before == after:
        raise NotAllowedError("期限没有变化，无需记录。")
    pending = Pending(request, by)
    pending.note(DueMoved(before=str(before or ""), after=str(after or "")), on)
    pending.save(SUMS)
    return request
