"""征求意见: written consultations of third parties, co-makers and other organs, side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.law.events import ConsultAnswered, ConsultLapsed, ConsultReceived, ConsultSent
from gongkai.law.procedure.case import Case, Consultation
from gongkai.law.procedure.move import IllegalMoveError, Move, Refusal, from_states
from gongkai.law.procedure.reckoning import OPINION_BASIS, Rules, opinion_limit, silence_means
from gongkai.law.procedure.states import State
from gongkai.law.statutes import GIR, cites

AboutParty = ConsultReceived | ConsultAnswered | ConsultLapsed


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def party_is_named(case: Case, event: ConsultSent, _rules: Rules) -> str | None:
    """A consultation names whom it asks; the same party is not asked twice at once."""
    if not event.party.strip():
        return "请填写被征求意见方的名称"
    if _open(case, event.party):
        return f"已向{event.party}征求意见，尚未答复，不能重复发出"
    return None


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def party_is_asked(case: Case, event: AboutParty, _rules: Rules) -> str | None:
    """Only a party whose opinion is awaited can receive the letter, answer, or stay silent."""
    if _open(case, event.party):
        return None
    awaited = "、".join(consultation.party for consultation in case.open_consultations) or "无"
    return f"没有正在向{event.party}征求的意见（正在征求：{awaited}）；迟到的意见请作为材料附卷"


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def not_received_before(case: Case, event: ConsultReceived, _rules: Rules) -> str | None:
    """A party receives the letter once."""
    found = _open(case, event.party)
    return f"{event.party}已于{found.received_on}收到征求意见书" if found and found.received_on else None


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def opinion_limit_is_past(case: Case, event: ConsultLapsed, rules: Rules) -> Refusal:
    """Silence is established only after fifteen working days from the party's receipt."""
    found = _open(case, event.party)
    limit = opinion_limit(found, rules.calendar) if found else None
    if limit is None:
        return f"没有登记{event.party}收到征求意见书的日期，无法计算答复期限；请先登记收到日期"
    return None if event.on > limit or found is None else _too_early(found, limit)


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def some_letter_is_on_its_way(case: Case, _on: date, _rules: Rules) -> str | None:
    """There is a consultation whose receipt has not been recorded."""
    waiting = any(not consultation.received_on for consultation in case.open_consultations)
    return None if waiting else "没有尚未登记收到日期的征求意见书"


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def some_opinion_is_awaited(case: Case, _on: date, _rules: Rules) -> str | None:
    """There is a consultation without an answer."""
    return None if case.open_consultations else "没有正在征求的意见"


@cites(GIR.art(33, 3), GIR.art(32), GIR.art(34))
def some_limit_is_past(case: Case, on: date, rules: Rules) -> Refusal:
    """There is a party that let its limit pass."""
    limits = [
        (limit, asked) for asked in case.open_consultations if (limit := opinion_limit(asked, rules.calendar))
    ]
    if any(on > limit for limit, _ in limits):
        return None
    if limits:
        limit, asked = min(limits, key=lambda known: known[0])
        return _too_early(asked, limit)
    return "没有可以认定期满未答复的征求意见；请先登记对方收到征求意见书的日期"


def _too_early(asked: Consultation, limit: date) -> IllegalMoveError:
    reason = f"{asked.party}答复意见的期限为{limit}，尚未届满"
    return IllegalMoveError(reason, OPINION_BASIS[asked.kind])


def _open(case: Case, party: str) -> Consultation | None:
    return next((asked for asked in case.open_consultations if asked.party == party), None)


def _with(case: Case, party: str, change: Callable[[Consultation], Consultation]) -> Case:
    found = _open(case, party)
    return replace(
        case, consultations=tuple(change(asked) if asked is found else asked for asked in case.consultations)
    )


def send(case: Case, event: ConsultSent, _rules: Rules) -> Case:
    asked = Consultation(party=event.party, kind=event.kind, sent_on=event.on)
    return replace(case, consultations=(*case.consultations, asked))


def reach(case: Case, event: ConsultReceived, _rules: Rules) -> Case:
    return _with(case, event.party, lambda asked: replace(asked, received_on=event.on))


def answer(case: Case, event: ConsultAnswered, _rules: Rules) -> Case:
    return _with(
        case,
        event.party,
        lambda asked: replace(asked, answered_on=event.on, agrees=event.agrees, reasons=event.reasons),
    )


def lapse(case: Case, event: ConsultLapsed, _rules: Rules) -> Case:
    return _with(
        case,
        event.party,
        lambda asked: replace(asked, lapsed_on=event.on, silence=silence_means(asked.kind)),
    )


def consulting_or_handling(case: Case) -> State:
    """E17: when no opinion is awaited any more, the handling goes on by itself."""
    if case.state is State.RE_REPLY:
        return State.RE_REPLY
    return State.CONSULTING if case.open_consultations else State.IN_HANDLING


ASKING = from_states(State.CONSULTING, State.RE_REPLY)
GOES_ON = (State.CONSULTING, State.IN_HANDLING, State.RE_REPLY)
MOVES = (
    Move(
        number="E13",
        event=ConsultSent,
        label="发出征求意见书",
        sources=from_states(State.IN_HANDLING, State.CONSULTING, State.RE_REPLY),
        targets=(State.CONSULTING, State.RE_REPLY),
        choose=consulting_or_handling,
        given=(party_is_named,),
        change=send,
        clock="自发出次日起暂停",
        basis=GIR.art(33, 3),
    ),
    Move(
        number="E14",
        event=ConsultReceived,
        label="登记对方收到征求意见书",
        sources=ASKING,
        targets=(),
        when=(some_letter_is_on_its_way,),
        given=(party_is_asked, not_received_before),
        change=reach,
        clock="对方的15个工作日自其收到之日起算",
        basis=GIR.art(32),
    ),
    Move(
        number="E15",
        event=ConsultAnswered,
        label="登记意见",
        sources=ASKING,
        targets=GOES_ON,
        choose=consulting_or_handling,
        when=(some_opinion_is_awaited,),
        given=(party_is_asked,),
        change=answer,
        clock="该项暂停至意见收到之日；全部结束后恢复计算",
        basis=GIR.art(33, 3),
    ),
    Move(
        number="E16",
        event=ConsultLapsed,
        label="认定期满未答复",
        sources=ASKING,
        targets=GOES_ON,
        choose=consulting_or_handling,
        when=(some_limit_is_past,),
        given=(party_is_asked, opinion_limit_is_past),
        change=lapse,
        clock="该项暂停至对方期满之日；全部结束后恢复计算",
        basis=GIR.art(32),
    ),
)
