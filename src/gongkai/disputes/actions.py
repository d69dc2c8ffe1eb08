"""Entering disputes, answering them, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.disputes.events import (
    DisputeAmended,
    DisputeAnswered,
    DisputeConcluded,
    DisputeNotified,
    ReReplyOrdered,
)
from gongkai.disputes.limits import answer_limit
from gongkai.disputes.models import UNANSWERED, Dispute
from gongkai.law import events as law
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.law.statutes import RECONSIDERATION
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User
from gongkai.requests.actions.handling import happen
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of

AMENDABLE = ("authority", "number", "accepted_on")


class NotPossibleError(RefusedError):
    """This cannot be entered about the dispute; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What the papers that came in tell.

    Attributes:
        block: a reconsideration, or which kind of suit.
        authority: who decides.
        number: under which number, where it is told.
        notified_on: the day on which the copy came in, from which the limit runs.
        accepted_on: the day on which the authority took it up, by which table 4 counts.
        simplified: whether a reconsideration runs in the simplified procedure.
        matter: what is contested, where it is no request of this system.
        act_is_ours: whether this organ did what is contested, and not merely review it.
    """

    block: DisputeBlock
    authority: str
    number: str = ""
    notified_on: date
    accepted_on: date
    simplified: bool = False
    matter: str = ""
    act_is_ours: bool = True


@action
def notify(organ: Organ, request: InfoRequest | None, told: Notification, *, on: date, by: User) -> Dispute:
    """Enter a dispute from the papers that came in; the request it is about learns of it too.

    Raises:
        NotPossibleError: what the papers tell does not fit together.
        NotAllowedError: the procedure of the request does not allow it.
    """
    _check(organ, request, told, on)
    simplified = told.simplified if told.block is DisputeBlock.RECONSIDERATION else None
    limit = answer_limit(told.notified_on, simplified=simplified)
    dispute = Dispute.objects.create(
        organ=organ,
        request=request,
        block=told.block.value,
        authority=told.authority,
        number=told.number,
        act_is_ours=told.act_is_ours,
        notified_on=told.notified_on,
        accepted_on=told.accepted_on,
        simplified=simplified,
        limit_on=limit.day,
        is_provisional=limit.is_provisional,
        words={"matter": told.matter} if told.matter else {},
        **_contested(request, told.notified_on),
    )
    if request is not None:
        happen(request, _as_law(told, simplified=simplified), on=on, by=by)
    record(
        DisputeNotified(
            block=told.block.value,
            request=request.pk if request else None,
            authority=told.authority,
            number=told.number,
            notified_on=told.notified_on.isoformat(),
            accepted_on=told.accepted_on.isoformat(),
            limit_on=limit.day.isoformat(),
            act_is_ours=told.act_is_ours,
        ),
        about=dispute,
        on=on,
        by=by,
    )
    return dispute


@action
def amend(
    dispute: Dispute, changes: Mapping[str, Any], *, on: date, by: User, expected: int | None = None
) -> Dispute:
    """Correct what was entered; ``changes`` are some of ``AMENDABLE``.

    Raises:
        NotPossibleError: nothing changes, or the days contradict each other.
        ChangedMeanwhileError: somebody else acted after the state the person had seen.
    """
    lock(dispute)
    changed = {
        name: changes[name]
        for name in AMENDABLE
        if name in changes and changes[name] != getattr(dispute, name)
    }
    if not changed:
        raise NotPossibleError("内容没有变化，无需保存。")
    before = {name: str(getattr(dispute, name)) for name in changed}
    for name, value in changed.items():
        setattr(dispute, name, value)
    if dispute.accepted_on > dispute.notified_on:
        raise NotPossibleError(_out_of_order(dispute.accepted_on, dispute.notified_on))
    dispute.save(update_fields=list(changed))
    after = {name: str(value) for name, value in changed.items()}
    record(DisputeAmended(before=before, after=after), about=dispute, on=on, by=by, expected=expected)
    return dispute


@action
def answer(
    dispute: Dispute, *, answered_on: date, lawyer: str = "", text: str = "", on: date, by: User
) -> Dispute:
    """The organ handed in its answer or defence.

    Raises:
        NotPossibleError: it did so before, or the day cannot be.
    """
    lock(dispute)
    if dispute.answered_on is not None:
        raise NotPossibleError(f"已于{dispute.answered_on}提交{dispute.answer_word}，无需再次登记。")
    if not dispute.is_open:
        raise NotPossibleError(f"本案已于{dispute.concluded_on}审结，不能再登记{dispute.answer_word}。")
    _check_day("提交日期", answered_on, dispute.notified_on, "收到副本日期", on)
    dispute.answered_on = answered_on
    dispute.words = _with(dispute.words, lawyer=lawyer, answer=text)
    dispute.save(update_fields=["answered_on", "words"])
    record(DisputeAnswered(answered_on=answered_on.isoformat()), about=dispute, on=on, by=by)
    return dispute


@action
def conclude(
    dispute: Dispute,
    outcome: DisputeOutcome,
    *,
    concluded_on: date,
    decision: str = "",
    on: date,
    by: User,
) -> Dispute:
    """The dispute was decided for good, or ended otherwise, as by withdrawal.

    Raises:
        NotPossibleError: it had ended before, or the day cannot be.
    """
    lock(dispute)
    if not dispute.is_open:
        raise NotPossibleError(f"本案已于{dispute.concluded_on}登记审结，不能再次登记。")
    _check_day("审结日期", concluded_on, dispute.accepted_on, "受理日期", on)
    dispute.outcome, dispute.concluded_on = outcome.value, concluded_on
    dispute.words = _with(dispute.words, decision=decision)
    dispute.save(update_fields=["outcome", "concluded_on", "words"])
    event = DisputeConcluded(concluded_on=concluded_on.isoformat(), outcome=outcome.value)
    record(event, about=dispute, on=on, by=by)
    return dispute


@action
def order_re_reply(dispute: Dispute, *, limit: date, received_on: date, on: date, by: User) -> Dispute:
    """The decision orders a new reply by a day; the request is open again, its figure stays.

    Raises:
        NotPossibleError: the dispute corrected nothing, is about no request, or the order was entered before.
        NotAllowedError: the procedure of the request does not allow it.
    """
    lock(dispute)
    if dispute.request is None:
        raise NotPossibleError("本案没有关联的公开申请，不能登记责令重新答复。")
    if dispute.outcome != DisputeOutcome.CORRECTED:
        raise NotPossibleError("只有结果为“结果纠正”的案件才会责令重新答复。请先登记审理结果。")
    if dispute.reply_limit_on is not None:
        raise NotPossibleError(f"已登记责令于{dispute.reply_limit_on}前重新答复，无需再次登记。")
    order = law.OrderedToReReply(on=received_on, by=dispute.authority, limit=limit, number=dispute.number)
    happen(dispute.request, order, on=on, by=by)
    dispute.reply_limit_on = limit
    dispute.save(update_fields=["reply_limit_on"])
    record(ReReplyOrdered(reply_limit_on=limit.isoformat()), about=dispute, on=on, by=by)
    return dispute


def _check(organ: Organ, request: InfoRequest | None, told: Notification, on: date) -> None:
    if told.notified_on > on:
        raise NotPossibleError(f"收到副本日期{told.notified_on}晚于今天，请核对。")
    if told.accepted_on > told.notified_on:
        raise NotPossibleError(_out_of_order(told.accepted_on, told.notified_on))
    if told.simplified and not RECONSIDERATION.is_in_force(told.notified_on):
        raise NotPossibleError(
            f"行政复议简易程序自{RECONSIDERATION.in_force}起施行，此前收到的请按普通程序登记。"
        )
    if request is None:
        if not told.matter:
            raise NotPossibleError("没有关联公开申请的，请写明争议的是什么行为。")
        return
    if request.organ_id != organ.pk or not told.act_is_ours:
        raise NotPossibleError(
            "只作为复议机关被诉的案件，不能关联本机关的公开申请。请不填申请编号，写明争议事项。"
        )
    if told.block is DisputeBlock.SUIT_AFTER_RECONSIDERATION and not _was_reconsidered(request, told):
        raise NotPossibleError(
            "复议后起诉的，请先登记本件的行政复议及其结果；没有经过复议的，请选择“未经复议直接起诉”。"
        )


def _was_reconsidered(request: InfoRequest, told: Notification) -> bool:
    ended = Dispute.objects.filter(
        request=request,
        block=DisputeBlock.RECONSIDERATION.value,
        concluded_on__lte=told.accepted_on,
    )
    return ended.exists()


def _contested(request: InfoRequest | None, notified_on: date) -> dict[str, Any]:
    """Which letter is contested and who had answered; none where nothing had been answered by then."""
    if request is None:
        return {"ground": UNANSWERED}
    is_answered = request.closed_on is not None and request.closed_on <= notified_on
    ground = _anew(request, notified_on) or request.ending if is_answered else UNANSWERED
    return {"ground": ground, "unit": request.unit, "handler": request.handler}


def _anew(request: InfoRequest, notified_on: date) -> str:
    """The letter that had answered anew by a day, if any; the request keeps its first ending, as counted."""
    case = case_of(request)
    reply = case.reply if case.earlier_replies else None
    is_out = reply is not None and reply.signed_on is not None and reply.signed_on <= notified_on
    return reply.letter if reply and is_out else ""


def _as_law(told: Notification, *, simplified: bool | None) -> law.Event:
    if simplified is None:
        return law.SuedNotified(on=told.notified_on, court=told.authority)
    return law.ReconsiderationNotified(on=told.notified_on, simplified=simplified)


def _check_day(name: str, day: date, earliest: date, earliest_name: str, on: date) -> None:
    if day < earliest:
        raise NotPossibleError(f"{name}{day}早于{earliest_name}{earliest}，请核对。")
    if day > on:
        raise NotPossibleError(f"{name}{day}晚于今天，请核对。")


def _out_of_order(accepted_on: date, notified_on: date) -> str:
    return f"受理日期{accepted_on}晚于收到副本日期{notified_on}，请核对受理通知书和收文登记。"


def _with(words: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**words, **{name: text for name, text in more.items() if text}}
