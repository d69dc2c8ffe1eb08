"""答复之后: publication for all, reconsideration, litigation, and the new reply they may order."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import (
    ConvertedToProactive,
    OrderedToReReply,
    ReconsiderationNotified,
    SuedNotified,
)
from gongkai.law.procedure.case import Case, Dispute, Order
from gongkai.law.procedure.move import ANY_KIND, Move, from_states
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.states import SETTLED, State
from gongkai.law.statutes import GIR, LITIGATION, RECONSIDERATION, cites

RELEASING = frozenset({"L13", "L15"})


@cites(GIR.art(44))
def something_was_released(case: Case, _on: date, _rules: Rules) -> str | None:
    """Only what was released on request can be published for everybody."""
    if case.ending in RELEASING:
        return f"已于{case.converted_on}决定转为主动公开" if case.converted_on else None
    return "本件没有公开政府信息，不能转为主动公开"


@cites(RECONSIDERATION.art(53), RECONSIDERATION.art(54))
def simplified_procedure_exists(_case: Case, event: ReconsiderationNotified, _rules: Rules) -> str | None:
    """The simplified procedure came with the law of 2024."""
    if event.simplified and not RECONSIDERATION.is_in_force(event.on):
        return f"行政复议简易程序自{RECONSIDERATION.in_force}起施行，此前按普通程序登记"
    return None


@cites(RECONSIDERATION.art(64), LITIGATION.art(72))
def somebody_is_contesting(case: Case, _on: date, _rules: Rules) -> str | None:
    """A new reply is ordered in a reconsideration or a suit."""
    return None if case.disputes else "没有登记行政复议或者行政诉讼；请先登记收到的申请书或者起诉状副本"


@cites(RECONSIDERATION.art(64), LITIGATION.art(72))
def order_is_sound(_case: Case, event: OrderedToReReply, _rules: Rules) -> str | None:
    """An order names who gave it and a day that has not passed."""
    if not event.by.strip():
        return "请填写责令重新答复的复议机关或者人民法院"
    return None if event.limit > event.on else f"重新答复的期限{event.limit}应晚于收到决定之日{event.on}"


def convert(case: Case, event: ConvertedToProactive, _rules: Rules) -> Case:
    return replace(case, converted_on=event.on)


def contest(case: Case, event: ReconsiderationNotified, _rules: Rules) -> Case:
    dispute = Dispute(notified_on=event.on, simplified=event.simplified)
    return replace(
        case,
        disputes=(*case.disputes, dispute),
        state=State.RECONSIDERATION if case.state in SETTLED else case.state,
    )


def sue(case: Case, event: SuedNotified, _rules: Rules) -> Case:
    return replace(
        case,
        disputes=(*case.disputes, Dispute(notified_on=event.on)),
        state=State.LITIGATION if case.state in SETTLED else case.state,
    )


def order(case: Case, event: OrderedToReReply, _rules: Rules) -> Case:
    """An order after a reply begins a new one; without a reply it sets the day for the first."""
    ordered = Order(by=event.by, ordered_on=event.on, limit=event.limit, number=event.number)
    if case.state not in SETTLED:
        return replace(case, order=ordered)
    earlier = (*case.earlier_replies, case.reply) if case.reply else case.earlier_replies
    return replace(case, order=ordered, state=State.RE_REPLY, earlier_replies=earlier, reply=None, reviews=())


def as_changed(case: Case) -> State:
    """An open request goes on beside the dispute about it; a settled one turns to the dispute."""
    return case.state


ANYWHERE = frozenset(State)
MOVES = (
    Move(
        number="E36",
        event=ConvertedToProactive,
        label="决定转为主动公开",
        sources=from_states(State.SERVED, State.ARCHIVED),
        targets=(),
        when=(something_was_released,),
        change=convert,
        clock="自决定之日起另计公开期限",
        basis=GIR.art(44),
    ),
    Move(
        number="E38",
        event=ReconsiderationNotified,
        label="收到行政复议申请书副本",
        sources=ANYWHERE,
        targets=(State.RECONSIDERATION,),
        choose=as_changed,
        given=(simplified_procedure_exists,),
        change=contest,
        clock="另计复议答复期限；尚未答复的，答复期限不受影响",
        basis=RECONSIDERATION.art(48),
        kinds=ANY_KIND,
    ),
    Move(
        number="E39",
        event=SuedNotified,
        label="收到起诉状副本",
        sources=ANYWHERE,
        targets=(State.LITIGATION,),
        choose=as_changed,
        change=sue,
        clock="另计应诉期限；尚未答复的，答复期限不受影响",
        basis=LITIGATION.art(67, 1),
        kinds=ANY_KIND,
    ),
    Move(
        number="E40",
        event=OrderedToReReply,
        label="被责令重新答复",
        sources=ANYWHERE,
        targets=(State.RE_REPLY,),
        choose=as_changed,
        when=(somebody_is_contesting,),
        given=(order_is_sound,),
        change=order,
        clock="以决定、裁判所定期限为准",
        basis=RECONSIDERATION.art(64),
        kinds=ANY_KIND,
    ),
)
