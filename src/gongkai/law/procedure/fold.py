"""Folding a request's events into a case, one legal move at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.events import Event
from gongkai.law.practice import Practice
from gongkai.law.procedure.case import Case
from gongkai.law.procedure.move import IllegalMoveError, Move, Opening
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.table import MOVES, OPENINGS
from gongkai.law.statutes import GIR, Provision, cites
from gongkai.law.workdays import Calendar

BEGUN = "本件已经提交，请为新的申请另建一件"


@dataclass(frozen=True, slots=True)
class MoveStatus:
    """Whether a move is open on a day.

    ``reason`` says why not and what to do instead, with the provision that ``basis`` is; ``why`` without it.
    """

    number: str
    event: type[Event]
    label: str
    allowed: bool
    reason: str
    basis: Provision
    why: str = ""


@cites(GIR.art(45))
def apply(case: Case | None, event: Event, calendar: Calendar, practice: Practice) -> Case:
    """The case after one more event; ``case`` is None for the event that begins one.

    Raises:
        IllegalMoveError: the procedure does not allow the event; the message says what to do.
    """
    rules = Rules(calendar, practice)
    if case is None:
        return _begun(event, rules)
    move = MOVES.get(type(event))
    if move is None:
        raise IllegalMoveError(BEGUN, OPENINGS[type(event)].basis)
    if event.on < case.last_on:
        raise IllegalMoveError(
            f"“{move.label}”的日期{event.on}早于上一事项的日期{case.last_on}；"
            "请核对日期，确属补记的，请按发生先后插入后重新核对全部事项",
            GIR.art(45),
        )
    if refusal := move.refused(case, event, rules):
        raise refusal
    changed = move.change(case, event, rules)
    return changed.moved(move.target(changed), event.on)


def _begun(event: Event, rules: Rules) -> Case:
    opening = OPENINGS.get(type(event))
    if opening is None:
        raise IllegalMoveError(f"请先登记申请的提交，再“{MOVES[type(event)].label}”", GIR.art(45))
    begun: Case = opening.opens(event, rules)
    return begun


@cites(GIR.art(45))
def fold(events: Iterable[Event], calendar: Calendar, practice: Practice) -> Case:
    """The case that the events make, in the order they happened.

    Raises:
        IllegalMoveError: an event is not allowed where it stands, or there is none.
    """
    case: Case | None = None
    for event in events:
        case = apply(case, event, calendar, practice)
    if case is None:
        raise IllegalMoveError("没有任何事项，请先登记申请的提交", GIR.art(45))
    return case


@cites(GIR.art(45))
def insert(
    events: Iterable[Event], event: Event, calendar: Calendar, practice: Practice
) -> tuple[Event, ...]:
    """The events with one that was learned of later, put where its day belongs and judged with the rest.

    A postal receipt that tells when a party got its letter comes in days after it happened.

    Raises:
        IllegalMoveError: the event, or one that follows it, is not allowed in the new order.
    """
    known = tuple(events)
    place = sum(1 for earlier in known if earlier.on <= event.on)
    ordered = (*known[:place], event, *known[place:])
    fold(ordered, calendar, practice)
    return ordered


@cites(GIR.art(45))
def allowed(case: Case | None, on: date, calendar: Calendar, practice: Practice) -> tuple[MoveStatus, ...]:
    """Every move with whether it is open on that day and, if not, why.

    What only the event's own data can violate, as a supplement's deadline in the past, is judged
    when it is applied.
    """
    rules = Rules(calendar, practice)
    return tuple(_status(act, _refusal(act, case, on, rules)) for act in ACTS)


Act = Opening[Any] | Move[Any]
ACTS: tuple[Act, ...] = (*OPENINGS.values(), *MOVES.values())


def _refusal(act: Act, case: Case | None, on: date, rules: Rules) -> IllegalMoveError | None:
    if isinstance(act, Opening):
        return IllegalMoveError(BEGUN, act.basis) if case else None
    if case is None:
        return IllegalMoveError(f"请先登记申请的提交，再“{act.label}”", act.basis)
    if on < case.last_on:
        return IllegalMoveError(f"不能早于上一事项的日期{case.last_on}", GIR.art(45))
    return act.closed(case, on, rules)


def _status(act: Act, refusal: IllegalMoveError | None) -> MoveStatus:
    basis, why = (refusal.provision, refusal.reason) if refusal else (act.basis, "")
    return MoveStatus(act.number, act.event, act.label, refusal is None, str(refusal or ""), basis, why)
