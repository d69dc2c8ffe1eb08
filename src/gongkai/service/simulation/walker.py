"""A walk through the procedure: day by day one of the moves that are open, the heavier the likelier."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from gongkai.law import events as law
from gongkai.law.procedure import Case, Opinion, State, apply
from gongkai.requests.actions.pending import folded
from gongkai.requests.queries import moves
from gongkai.requests.reckoning import rules
from gongkai.service.simulation.makers import Dice, contents, made
from gongkai.service.simulation.odds import Odds, between, picked

MOST_STEPS = 80
ONLINE = "电子回执"
SETTLED = frozenset({State.ARCHIVED, State.SUPPLEMENT_LAPSED, State.FEE_LAPSED, State.WITHDRAWN})
CIRCLING = frozenset({law.ConsultSent, law.Searched, law.TransferredIn})
DISPUTES = frozenset({law.ReconsiderationNotified, law.SuedNotified})
MOST_DISPUTES = 2
# What is done before anything else: an extension counts once it is told, a release is explained beforehand.
URGENT = frozenset({law.ExtensionTold, law.ThirdPartyTold})
RELEASED = "L13"


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a request, the case it makes, and what became of those split off it.

    Serial numbers, numbers of letters and names of officials stand as ``makers.OWN``: whoever writes the
    course down puts in those that the register gives.
    """

    events: tuple[law.Event, ...]
    case: Case
    parts: tuple["Course", ...] = ()


class Walker:
    """Draws courses that end at the latest on a day."""

    def __init__(self, rng: Random, odds: Odds, until: date) -> None:
        self.dice = Dice(rng, odds, rules())
        self.until = until

    def course(self, start: date) -> Course:
        """A whole course of a request handed in on a day, as far as it has come by the last day."""
        return self._walk(self._opening(start))

    def _opening(self, on: date) -> tuple[law.Event, ...]:
        rng, odds = self.dice.rng, self.dice.odds
        if rng.random() < odds.dice["corrections"]:
            words = odds.words
            return (law.CorrectionAsked(on=on, record=words["record"], evidence=words["evidence"]),)
        channel = law.Channel(picked(rng, odds.channels))
        asked = law.Submitted(on=on, channel=channel, content="；".join(contents(self.dice, on)))
        if channel is law.Channel.WEB:
            return asked, law.Confirmed(on=on, how=ONLINE)
        return (asked,)

    def _walk(self, happened: tuple[law.Event, ...], on: date | None = None) -> Course:
        told, split = list(happened), list[Course]()
        case = folded(told)
        day = on or case.last_on
        while len(told) < MOST_STEPS and not self._is_over(case):
            day = self._next_day(case, day)
            if day > self.until:
                break
            event = self._step(case, day, Counter(map(type, told)))
            if event is None:
                continue
            case = apply(case, event, self.dice.rules.calendar, self.dice.rules.practice)
            if isinstance(event, law.Split):
                split += self._split_off(told, case, event)
            told.append(event)
        return Course(tuple(told), case, tuple(split))

    def _is_over(self, case: Case) -> bool:
        chance = self.dice.odds.ends.get(case.state.value)
        return chance is not None and self.dice.rng.random() < chance

    def _next_day(self, case: Case, day: date) -> date:
        wait = between(self.dice.rng, self.dice.odds.waits[case.state.value])
        return self.dice.rules.calendar.add_workdays(day, wait)

    def _step(self, case: Case, on: date, happened: Mapping[type[law.Event], int]) -> law.Event | None:
        open_moves = {
            move.event: self._weight(move.number, move.event, case, happened)
            for move in moves(case, on)
            if move.allowed
        }
        weighing = {kind: weight for kind, weight in open_moves.items() if weight}
        if urgent := {kind: weight for kind, weight in weighing.items() if kind in URGENT}:
            weighing = urgent
        return made(self.dice, picked(self.dice.rng, weighing), case, on) if weighing else None

    def _weight(
        self, number: str, kind: type[law.Event], case: Case, happened: Mapping[type[law.Event], int]
    ) -> float:
        """What was done before weighs little; what could go in circles for ever, nothing in the end."""
        moves_of = self.dice.odds.moves
        if kind in CIRCLING and happened.get(kind, 0) >= moves_of["circles"]:
            return 0
        if kind in DISPUTES and len(case.disputes) >= MOST_DISPUTES:
            return 0
        if _is_idle(kind, case):
            return 0
        return moves_of["again"] if _is_again(kind, case) else self.dice.odds.weight(number)

    def _split_off(self, told: list[law.Event], case: Case, event: law.Split) -> list[Course]:
        """What was split off goes its own way from that day on, with items of its own."""
        found = []
        for items in shares(case.items, len(event.children)):
            own = tuple(replace(one, items=items) if isinstance(one, law.Registered) else one for one in told)
            found.append(self._walk(registered_part(own), event.on))
        return found


def shares(items: tuple[str, ...], parts: int) -> list[tuple[str, ...]]:
    """The items of each part that is split off: the last ones, one each."""
    return [(item,) for item in items[len(items) - parts :]]


def registered_part(told: tuple[law.Event, ...]) -> tuple[law.Event, ...]:
    """What had happened up to the registration is what a part inherits."""
    last = next(place for place, event in enumerate(told) if isinstance(event, law.Registered))
    return told[: last + 1]


def _is_idle(kind: type[law.Event], case: Case) -> bool:
    """Whether nobody would do it although nothing forbids it."""
    return {
        law.OrderedToReReply: case.order is not None,
        law.ThirdPartyTold: not objectors_to_release(case),
    }.get(kind, False)


def objectors_to_release(case: Case) -> list[str]:
    """The third parties that said no to what is going to be released, and have not been told of it."""
    if case.reply is None or case.reply.letter != RELEASED:
        return []
    return [
        asked.party
        for asked in case.consultations
        if asked.kind is law.Party.THIRD_PARTY
        and asked.opinion is Opinion.OBJECTED
        and asked.party not in case.third_parties_told
    ]


def _is_again(kind: type[law.Event], case: Case) -> bool:
    passed = {review.review for review in case.reviews if review.passed}
    failed = any(not review.passed for review in case.reviews)
    return {
        law.Assigned: bool(case.unit),
        law.Drafted: case.reply is not None and not failed and case.state is State.DRAFTED,
        law.Reviewed: len(passed) == len(law.Review),
        law.Withdrawn: case.reply is not None,
        law.ReconsiderationNotified: case.closed_on is None,
        law.SuedNotified: case.closed_on is None,
    }.get(kind, False)
