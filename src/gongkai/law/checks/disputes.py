"""复议、诉讼: evidence fixed when the reply goes out, handed in on time, and the reply ordered anew."""

from datetime import date

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, in_force, lacking, verdict
from gongkai.law.events import OrderedToReReply
from gongkai.law.evidence import Bundle, EvidenceItem, ReReply
from gongkai.law.limits import reconsideration_answer_limit, suit_answer_limit
from gongkai.law.outcomes import Evidence, kind_of
from gongkai.law.procedure.case import Dispute
from gongkai.law.statutes import LITIGATION, RECONSIDERATION, RECONSIDERATION_2017, Provision, cites
from gongkai.law.workdays import Calendar

LATER_EVIDENCE = (RECONSIDERATION.art(46, 1), RECONSIDERATION_2017.art(24))
NO_EVIDENCE = (RECONSIDERATION.art(70), RECONSIDERATION_2017.art(28, 1, 4))
NO_EVIDENCE_IN_COURT = LITIGATION.art(34, 2)
SAME_REASONS = (RECONSIDERATION.art(64, 2), RECONSIDERATION_2017.art(28, 2))


@cites(*LATER_EVIDENCE)
def c32_evidence_is_fixed_at_sending(file: CaseFile) -> Verdict:
    """What the letter relies on is in the file before it goes out, and the file is sealed then."""
    bundle = file.bundle or Bundle()
    held = {item.name: item for item in bundle.held or ()}
    absent = [name for name in bundle.relied_on or () if name not in held] if bundle.held is not None else []
    sealed_late = bool(file.sent_on and bundle.sealed_on and bundle.sealed_on > file.sent_on)
    return verdict(
        in_force(LATER_EVIDENCE, file.sent_on or file.on),
        ok=f"答复所依据的{len(bundle.relied_on or ())}份材料均已在卷。",
        faults=[
            *(f"答复书所依据的“{name}”不在卷内，请先收集入卷再答复，答复后补的不作数" for name in absent),
            *(f"卷内没有{need}，请补齐后再答复" for need in unproved(file)),
            *(_obtained_late(item, file.sent_on) for item in held.values()),
        ],
        past=[
            f"案卷于{bundle.sealed_on}固定，晚于答复发出之日{file.sent_on}，请记入台账并保留各份材料的取得时间"
            if sealed_late
            else None
        ],
        missing=[
            *lacking({"答复所依据的材料清单": bundle.relied_on, "在卷证据目录": bundle.held}),
            *(f"“{item.name}”的取得日期" for item in held.values() if item.obtained_on is None),
            "案卷固定日期（答复已经发出）" if file.sent_on and bundle.sealed_on is None else None,
        ],
    )


@cites(
    RECONSIDERATION.art(48),
    RECONSIDERATION_2017.art(23),
    RECONSIDERATION.art(53),
    RECONSIDERATION.art(54),
    *NO_EVIDENCE,
    NO_EVIDENCE_IN_COURT,
    LITIGATION.art(67),
)
def c33_evidence_is_handed_in_on_time(file: CaseFile) -> Verdict:
    """Reply and evidence reach the reconsideration organ or the court within the limit."""
    disputes = file.case.disputes if file.case else ()
    if not disputes:
        return verdict(
            in_force(NO_EVIDENCE, file.on), ok="", missing=["收到复议申请书副本或者起诉状副本的登记"]
        )
    limit, basis = _evidence_limit(disputes[-1], file.rules.calendar)
    in_court = disputes[-1].simplified is None
    consequence = NO_EVIDENCE_IN_COURT if in_court else in_force(NO_EVIDENCE, disputes[-1].notified_on)
    handed_in = (file.bundle or Bundle()).handed_in_on
    late = (handed_in or file.on) > limit
    return verdict(
        f"{basis}、{consequence}",
        ok=f"已于{handed_in}提交答复和证据，期限{limit}。",
        past=[
            (
                f"{handed_in}才提交答复和证据，晚于{limit}，可能被视为没有证据：请说明正当理由并记入台账"
                if handed_in
                else f"提交答复和证据的期限{limit}已过，将被视为没有证据：请立即提交并说明理由"
            )
            if late
            else None
        ],
        missing=[f"提交书面答复和全部证据的记录（最迟{limit}）"] if not handed_in and not late else [],
    )


@cites(*SAME_REASONS, LITIGATION.art(71))
def c34_ordered_reply_is_new_and_in_time(file: CaseFile) -> Verdict:
    """A reply ordered anew keeps the limit and does not repeat the same facts and reasons."""
    orders = file.happened(OrderedToReReply)
    facts = file.re_reply or ReReply()
    if not orders:
        return verdict(in_force(SAME_REASONS, file.on), ok="", missing=["责令重新答复的复议决定或者裁判"])
    order = orders[-1]
    answered = file.sent_on or file.on
    repeated = facts.same_facts_and_reasons and facts.annulled_for_procedure_only is False
    return verdict(
        in_force(SAME_REASONS, order.on),
        ok=f"在{order.by}所定期限{order.limit}内，且未重复原事实和理由。",
        faults=[
            "以同一的事实和理由作出与原答复相同的答复：请重新调查、改变理由或者结论后再答复"
            if repeated
            else None
        ],
        past=[
            f"{order.by}责令于{order.limit}前重新答复，已逾期：请立即答复，并书面报告{order.by}"
            if answered > order.limit
            else None
        ],
        missing=[
            "新旧答复的事实和理由的比对" if facts.same_facts_and_reasons is None else None,
            "原答复是否仅因程序违法被撤销"
            if facts.same_facts_and_reasons and facts.annulled_for_procedure_only is None
            else None,
        ],
    )


def _evidence_limit(dispute: Dispute, calendar: Calendar) -> tuple[date, Provision]:
    """The last day to answer and hand in evidence in a dispute, and its basis."""
    if dispute.simplified is None:
        return suit_answer_limit(dispute, calendar), LITIGATION.art(67, 1)
    basis = RECONSIDERATION.art(54 if dispute.simplified else 48)
    if not RECONSIDERATION.is_in_force(dispute.notified_on):
        basis = RECONSIDERATION_2017.art(23)
    return reconsideration_answer_limit(dispute, calendar), basis


def unproved(file: CaseFile) -> tuple[Evidence, ...]:
    """The evidence that the letter's kind, its conclusions and grounds call for and the file lacks."""
    if file.bundle is None or file.bundle.held is None:
        return ()
    shown = {item.shows for item in file.bundle.held}
    needed = dict.fromkeys(need for code in sorted(file.endings) for need in kind_of(code).evidence)
    return tuple(need for need in needed if need not in shown)


def _obtained_late(item: EvidenceItem, sent_on: date | None) -> str | None:
    if not sent_on or not item.obtained_on or item.obtained_on <= sent_on:
        return None
    return f"“{item.name}”取得于{item.obtained_on}，晚于答复发出，不得作为维持答复的根据：请移出证据目录"
