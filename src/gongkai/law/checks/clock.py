"""期限: whether the reply is in time, and whether everything that moved the clock was lawful."""

from collections.abc import Iterator
from datetime import date

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.events import (
    ExtensionApproved,
    ExtensionTold,
    ReasonsAsked,
    SupplementAsked,
    Supplemented,
)
from gongkai.law.evidence import SupplementFacts, SuspensionReason
from gongkai.law.procedure import Consultation
from gongkai.law.procedure.reckoning import consultation_pause, reply_basis
from gongkai.law.statutes import GIR, GIR_2007, LITIGATION, RECONSIDERATION, cites

REPLY = GIR.art(33, 2)
NOTICE_OF_EXTENSION = "L04"  # the letter that tells of it
PAUSE = GIR.art(33, 3)
SUPPLEMENT = GIR.art(30)
REASONS = GIR.art(35)

CLAIMS = {
    SuspensionReason.THIRD_PARTY: "征求第三方意见",
    SuspensionReason.CO_MAKER: "征求共同制作机关意见",
    SuspensionReason.OTHER_ORGAN: "征求其他机关意见",
    SuspensionReason.INTERNAL_CIRCULATION: "内部流转",
    SuspensionReason.LEGAL_REVIEW: "法制审核",
    SuspensionReason.LEADER_SIGNATURE: "领导签批",
    SuspensionReason.REASONS_ASKED: "要求说明理由",
    SuspensionReason.OTHER: "其他原因",
}


CONSULTING = frozenset(
    {SuspensionReason.THIRD_PARTY, SuspensionReason.CO_MAKER, SuspensionReason.OTHER_ORGAN}
)


@cites(REPLY, GIR_2007.art(24, 2), LITIGATION.art(74, 2, 3), RECONSIDERATION.art(65))
def c01_reply_in_time(file: CaseFile) -> Verdict:
    """The reply is made by the last day; a late one is logged and goes out at once all the same."""
    due, answered = file.due_on, file.clock.answered_on if file.clock else None
    made = answered or file.on
    if due is None or file.case is None:
        return verdict(REPLY, ok="", missing=["收到申请之日，无法计算答复期限"])
    late = file.rules.calendar.workdays_between(due, made) if made > due else 0
    return verdict(
        reply_basis(file.case),
        ok=f"在答复期限{due}内。",
        past=[
            f"答复期限为{due}，{'答复于' if answered else '今天'}{made}，逾期{late}个工作日："
            f"逾期已构成违法（{LITIGATION.art(74, 2, 3)}），补答不能消除；请立即发出并把逾期原因记入台账"
            if made > due
            else None
        ],
    )


@cites(REPLY)
def c05_extension_was_agreed_and_told(file: CaseFile) -> Verdict:
    """An extension was agreed by the head of the disclosure office and told within the term."""
    approved, told = file.happened(ExtensionApproved), file.happened(ExtensionTold)
    head, base = file.organ.office_head, file.clock.base_due if file.clock else None
    untold = bool(approved) and (not told or told[-1].on < approved[-1].on)
    still_open = base is None or file.on <= base
    return verdict(
        REPLY,
        ok=f"延期经{head}同意，并于{told[-1].on}告知申请人。" if told else "",
        faults=[
            *(
                f"同意延期的是{one.by}，不是政府信息公开工作机构负责人{head}：请由{head}审批，否则按原期限答复"
                for one in approved
                if head and one.by != head
            ),
            f"延期尚未告知申请人：请于{base or '原期限届满'}前寄出延期答复告知书（L04），否则延期不生效"
            if untold and still_open and file.letter != NOTICE_OF_EXTENSION
            else None,
        ],
        past=[
            *_refusals(file, ExtensionApproved, ExtensionTold),
            f"延期在原期限{base}内没有告知申请人，不发生效力：请按原期限立即答复"
            if untold and not still_open
            else None,
        ],
        missing=[
            "政府信息公开工作机构负责人的姓名" if head is None else None,
            "延期审批记录（审批人、日期、工作日数）" if told and not approved else None,
        ],
    )


@cites(PAUSE)
def c06_only_consultations_pause_the_clock(file: CaseFile) -> Verdict:
    """Only the time of consulting third parties and other organs is left out, nothing in the house."""
    asked = file.case.consultations if file.case else ()
    units = file.organ.units
    own = {*(units or ()), file.organ.name, file.organ.disclosure_office}
    return verdict(
        PAUSE,
        ok="扣除的时间均为征求第三方或者其他机关意见。",
        faults=[
            *_unlawful_claims(file, asked),
            *(
                f"{one.party}是本机关内部，征求其意见的时间不得扣除：请撤销该次征求意见，按{REPLY}计算期限"
                for one in asked
                if one.party in own
            ),
        ],
        missing=["本机关内设机构名单（核对被征求意见方是否为外单位）"] if asked and units is None else [],
    )


@cites(SUPPLEMENT)
def c07_supplement_was_asked_rightly(file: CaseFile) -> Verdict:
    """A supplement is asked once, within seven working days, only where unclear, and taken when it comes."""
    asked = file.happened(SupplementAsked)
    facts = file.supplement or SupplementFacts()
    return verdict(
        SUPPLEMENT,
        ok=f"补正告知书于{asked[0].on}发出，一次性告知。" if asked else "",
        faults=[
            "拒收了申请人的补正材料：请立即接收，并自收到补正之日起重新计算期限"
            if facts.papers_refused
            else None
        ],
        past=[
            *_refusals(file, SupplementAsked, Supplemented),
            "申请内容本来明确，不应要求补正：请按原申请的期限立即答复，并记入台账"
            if facts.was_unclear is False
            else None,
        ],
        missing=[
            None if asked else "补正告知书的发出日期和补正事项",
            *lacking({"申请内容是否确不明确": facts.was_unclear, "是否拒收过补正材料": facts.papers_refused}),
        ],
    )


@cites(REASONS, REPLY, rests_on=("reasons_asked_stop_the_clock",))
def c36_asking_for_reasons_stops_nothing(file: CaseFile) -> Verdict:
    """Asking why somebody asks so much does not stop the clock."""
    if file.rules.practice.reasons_asked_stop_the_clock:
        return verdict(REASONS, ok="本机关的做法是要求说明理由期间不计入期限（待律师确认）。")
    due = file.due_on
    return verdict(
        REASONS,
        ok=f"要求说明理由期间期限照常计算，答复期限为{due}。",
        faults=[
            *(
                f"说明理由的期限{one.deadline}晚于答复期限{due}，期限不因此顺延：请在{due}前答复"
                for one in file.happened(ReasonsAsked)
                if one.deadline and due and one.deadline > due
            ),
            *(
                f"把要求说明理由的{claim.sent_on}至{claim.ended_on}扣除，没有依据：{_answer_by(due)}"
                for claim in file.claimed_suspensions
                if claim.reason is SuspensionReason.REASONS_ASKED
            ),
        ],
        missing=lacking({"答复期限（收到申请之日）": due}),
    )


def _answer_by(due: date | None) -> str:
    return f"请按{due}的期限答复" if due else "请按原期限答复"


def _refusals(file: CaseFile, *kinds: type) -> Iterator[str]:
    """What the procedure had against these events, in its own words."""
    for refusal in file.refused:
        if isinstance(refusal.event, kinds):
            yield f"{refusal.event.on}：{refusal.reason}"


def _unlawful_claims(file: CaseFile, asked: tuple[Consultation, ...]) -> Iterator[str]:
    """The times that somebody wants left out although no consultation, or none so long, covers them."""
    for claim in file.claimed_suspensions:
        span = f"{CLAIMS[claim.reason]}的时间（{claim.sent_on}至{claim.ended_on}）"
        letters = [one for one in asked if one.kind.value == claim.reason.value]
        pauses = [consultation_pause(one, file.rules, on=file.on) for one in letters]
        if claim.reason not in CONSULTING:
            yield f"{span}不得扣除：请恢复计算，{_answer_by(file.due_on)}"
        elif not letters:
            yield f"{span}没有对应的征求意见书，不得扣除：请补录征求意见书或者恢复计算"
        elif not any(pause.after <= claim.sent_on and claim.ended_on <= pause.until for pause in pauses):
            real = "、".join(f"{pause.after}至{pause.until}" for pause in pauses)
            yield f"{span}超出征求意见所需的{real}，超出部分不得扣除：请恢复计算，{_answer_by(file.due_on)}"
