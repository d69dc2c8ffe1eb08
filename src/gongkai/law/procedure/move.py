"""What a move is: a row of the procedure's table, with its guards and what it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from gongkai.law.events import Event
from gongkai.law.procedure.case import Case, Kind
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.states import State
from gongkai.law.statutes import Provision

E = TypeVar("E", bound=Event)

REQUESTS = frozenset({Kind.REQUEST})
ANY_KIND = frozenset(Kind)


class IllegalMoveError(ValueError):
    """Something was to be recorded that the procedure does not allow.

    The message is the sentence for the clerk: why not, what to do instead, and the provision.
    """

    def __init__(self, reason: str, provision: Provision) -> None:
        self.reason = reason
        self.provision = provision
        super().__init__(f"{reason}（{provision}）")


Refusal = str | IllegalMoveError | None
Guard = Callable[[Case, date, Rules], Refusal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Generic[E]):
    """An event that begins a case."""

    number: str
    event: type[E]
    label: str
    opens: Callable[[E, Rules], Case]
    clock: str
    basis: Provision
    sources: frozenset[State] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Generic[E]):
    """A row of the table: from where, to where, when, and what it does to the clock.

    ``targets`` holds the states it leads to, none where the state stays. Where it depends on what the
    case has become, ``choose`` picks one of them or lets the state stay. ``when`` are guards that need
    no more than the case and the day, so that a desk can grey a button; ``given`` look at the event.
    """

    number: str
    event: type[E]
    label: str
    sources: frozenset[State]
    targets: tuple[State, ...]
    change: Callable[[Case, E, Rules], Case]
    clock: str
    basis: Provision
    when: tuple[Guard, ...] = ()
    given: tuple[Callable[[Case, E, Rules], Refusal], ...] = ()
    choose: Callable[[Case], State] | None = None
    kinds: frozenset[Kind] = REQUESTS

    def target(self, changed: Case) -> State:
        """The state after the move."""
        if self.choose:
            return self.choose(changed)
        return self.targets[0] if self.targets else changed.state

    def closed(self, case: Case, on: date, rules: Rules) -> IllegalMoveError | None:
        """Why the move is not open on that day, whatever its data; None where it is."""
        if case.kind not in self.kinds:
            return IllegalMoveError(f"更正申请不适用“{self.label}”", self.basis)
        if case.state not in self.sources:
            return IllegalMoveError(self._out_of_turn(case.state), self.basis)
        return first_refusal(self.when, self.basis, case, on, rules)

    def refused(self, case: Case, event: E, rules: Rules) -> IllegalMoveError | None:
        """Why the event cannot be recorded; None where it can."""
        return self.closed(case, event.on, rules) or first_refusal(self.given, self.basis, case, event, rules)

    def _out_of_turn(self, state: State) -> str:
        return f"现在是“{state.label}”，“{self.label}”须在{_named(self.sources)}时进行"


def first_refusal(
    guards: tuple[Callable[[Case, Any, Rules], Refusal], ...],
    basis: Provision,
    case: Case,
    about: date | Event,
    rules: Rules,
) -> IllegalMoveError | None:
    """The first guard's refusal with the provision it applies; None where all let pass.

    A guard that only gives a reason refuses under the first provision it cites.
    """
    for guard in guards:
        reason = guard(case, about, rules)
        if isinstance(reason, IllegalMoveError):
            return reason
        if reason:
            provisions: tuple[Provision, ...] = vars(guard).get("provisions", (basis,))
            return IllegalMoveError(reason, provisions[0])
    return None


@cache  # a desk asks it of every move each time a case is shown
def _named(states: frozenset[State]) -> str:
    return "、".join(f"“{state.label}”" for state in State if state in states)


def from_states(*states: State) -> frozenset[State]:
    return frozenset(states)
