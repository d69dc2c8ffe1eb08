"""信息处理费: one notice, one tariff, twenty working days to pay, and a new term after payment."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import FeeLapsed, FeeNoticeReceived, FeeNoticeSent, Paid
from gongkai.law.procedure.case import Case, Fee, Restart
from gongkai.law.procedure.extending import not_past_due
from gongkai.law.procedure.move import Move, from_states
from gongkai.law.procedure.reckoning import Rules, payment_limit
from gongkai.law.procedure.states import State
from gongkai.law.procedure.supplementing import restarted
from gongkai.law.statutes import FEE_MEASURES, GIR, cites

LAPSED = "L29"


@cites(FEE_MEASURES.part())
def fees_are_in_force(_case: Case, on: date, _rules: Rules) -> str | None:
    """No fee before the measures came into force."""
    if FEE_MEASURES.is_in_force(on):
        return None
    return f"信息处理费自{FEE_MEASURES.in_force}起才可收取"


@cites(FEE_MEASURES.art(3))
def not_charged_before(case: Case, _on: date, _rules: Rules) -> str | None:
    """A request is charged once, by one of the two tariffs."""
    if case.fee is None:
        return None
    return f"已于{case.fee.notice.on}发出收费通知；按件、按量两种方式不得对同一申请并用，也不得重复收费"


@cites(GIR.art(42), FEE_MEASURES.art(6))
def amount_is_due(_case: Case, event: FeeNoticeSent, _rules: Rules) -> str | None:
    """A fee notice names an amount."""
    return None if event.amount > 0 else "应缴金额为零，不需要发收费通知；请继续办理"


@cites(FEE_MEASURES.art(6))
def notice_not_received_before(case: Case, _on: date, _rules: Rules) -> str | None:
    """The notice is received once."""
    if case.fee and case.fee.received_on:
        return f"申请人已于{case.fee.received_on}收到收费通知"
    return None


@cites(FEE_MEASURES.art(6))
def within_payment_limit(case: Case, on: date, rules: Rules) -> str | None:
    """A payment counts up to the 20th working day after the notice was received."""
    limit = payment_limit(case.fee, rules.calendar) if case.fee else None
    if limit is None or on <= limit:
        return None
    return f"缴费期限为{limit}，已经届满，视为放弃申请；请登记逾期未缴费，退回款项并告知可以重新申请"


@cites(FEE_MEASURES.art(6))
def payment_limit_is_past(case: Case, on: date, rules: Rules) -> str | None:
    """The request is abandoned only after the limit to pay."""
    limit = payment_limit(case.fee, rules.calendar) if case.fee else None
    if limit is None:
        return "没有登记申请人收到收费通知的日期，无法计算缴费期限；请先登记"
    return None if on > limit else f"缴费期限为{limit}，尚未届满"


def notify(case: Case, event: FeeNoticeSent, _rules: Rules) -> Case:
    return replace(case, fee=Fee(notice=event))


def reach(case: Case, event: FeeNoticeReceived, _rules: Rules) -> Case:
    return replace(case, fee=replace(case.fee, received_on=event.on) if case.fee else None)


def pay(case: Case, event: Paid, _rules: Rules) -> Case:
    paid = replace(case.fee, paid_on=event.on) if case.fee else None
    return replace(restarted(case, event.on, Restart.PAYMENT), fee=paid)


def lapse(case: Case, event: FeeLapsed, _rules: Rules) -> Case:
    lapsed = replace(case.fee, lapsed_on=event.on) if case.fee else None
    return replace(case, fee=lapsed, ending=LAPSED, closed_on=event.on)


PENDING = from_states(State.FEE_PENDING)
MOVES = (
    Move(
        number="E24a",
        event=FeeNoticeSent,
        label="发出收费通知",
        sources=from_states(State.IN_HANDLING),
        targets=(State.FEE_PENDING,),
        when=(fees_are_in_force, not_charged_before, not_past_due),
        given=(amount_is_due,),
        change=notify,
        clock="停止，缴清后重新起算",
        basis=FEE_MEASURES.art(6),
    ),
    Move(
        number="E24b",
        event=FeeNoticeReceived,
        label="登记申请人收到收费通知",
        sources=PENDING,
        targets=(),
        when=(notice_not_received_before,),
        change=reach,
        clock="缴费的20个工作日自收到次日起算",
        basis=FEE_MEASURES.art(6),
    ),
    Move(
        number="E25",
        event=Paid,
        label="登记缴费",
        sources=PENDING,
        targets=(State.IN_HANDLING,),
        when=(within_payment_limit,),
        change=pay,
        clock="自缴清次日起重新计算",
        basis=FEE_MEASURES.art(6),
    ),
    Move(
        number="E26",
        event=FeeLapsed,
        label="逾期未缴费，不再处理",
        sources=PENDING,
        targets=(State.FEE_LAPSED,),
        when=(payment_limit_is_past,),
        change=lapse,
        clock="终止",
        basis=FEE_MEASURES.art(6),
    ),
)
