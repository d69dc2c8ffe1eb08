"""Courses that are written down step by step, told in working days from today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.law import events as law
from gongkai.law.plain import EVENTS
from gongkai.law.procedure import Case, apply
from gongkai.requests.actions.pending import folded
from gongkai.service.simulation.makers import OWN, Dice, made
from gongkai.service.simulation.walker import Course, registered_part, shares

REVIEWS = "三项审查"
DAYS = frozenset({"deadline", "limit", "until"})
ONLINE = "电子回执"
Step = Sequence[Any]


class ScriptError(ValueError):
    """A script names a step that there is not, or that is not legal where it stands."""


@dataclass(frozen=True, slots=True)
class Script:
    """What happens to one request."""

    content: str
    steps: Sequence[Step]
    channel: law.Channel = law.Channel.WEB
    shift: int = 0

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Script":
        """As a data file writes it."""
        return cls(entry["content"], entry["steps"], law.Channel(entry.get("channel", "web")))

    def course(self, dice: Dice, today: date) -> Course:
        """What it comes to when told on a day.

        Raises:
            ScriptError: as its name says.
            NotAllowedError: the procedure does not allow a step.
        """
        happened: list[law.Event] = []
        case: Case | None = None
        parts: tuple[Course, ...] = ()
        for step in self.steps:
            for event in self._events(step, dice, case, today):
                case = apply(case, event, dice.rules.calendar, dice.rules.practice)
                if isinstance(event, law.Split):
                    parts = tuple(_part(happened, items) for items in shares(case.items, len(event.children)))
                happened.append(event)
        if case is None:
            raise ScriptError(f"“{self.content}”没有任何步骤")
        return Course(tuple(happened), case, parts)

    def _events(self, step: Step, dice: Dice, case: Case | None, today: date) -> Iterator[law.Event]:
        offset, label, *rest = step
        on = dice.rules.calendar.add_workdays(today, offset + self.shift)
        given = {
            key: self._value(key, value, dice, today) for key, value in (rest[0] if rest else {}).items()
        }
        if label == REVIEWS:
            for review in law.Review:
                yield law.Reviewed(on=on, review=review, by=OWN, passed=True)
        elif case is None:
            yield from self._opening(EVENTS[label], on, dice)
        else:
            yield self._step(label, on, given, dice, case)

    def _opening(self, kind: type[law.Event], on: date, dice: Dice) -> Iterator[law.Event]:
        if kind is law.CorrectionAsked:
            yield law.CorrectionAsked(on=on, record=self.content, evidence=dice.odds.words["evidence"])
            return
        yield law.Submitted(on=on, channel=self.channel, content=self.content)
        if self.channel is law.Channel.WEB:
            yield law.Confirmed(on=on, how=ONLINE)

    def _step(self, label: str, on: date, given: dict[str, Any], dice: Dice, case: Case) -> law.Event:
        kind = EVENTS.get(label)
        if kind is None:
            raise ScriptError(f"没有“{label}”这一步")
        if kind is law.Registered:
            given = {"items": (self.content,), **given}
        if kind is law.Split:
            count = given.pop("parts")
            return law.Split(on=on, children=tuple(f"{OWN}{n}" for n in range(1, count + 1)))
        event = made(dice, kind, case, on)
        if event is None:
            raise ScriptError(f"“{self.content}”的“{label}”没有可办的内容")
        return replace(event, **given)

    def _value(self, key: str, value: Any, dice: Dice, today: date) -> Any:
        if key in DAYS:
            return dice.rules.calendar.add_workdays(today, value + self.shift)
        if key == "kind":
            return law.Party(value)
        if key == "amount":
            return Decimal(value)
        return tuple(value) if isinstance(value, list) else value


def _part(happened: Sequence[law.Event], items: tuple[str, ...]) -> Course:
    own = tuple(replace(one, items=items) if isinstance(one, law.Registered) else one for one in happened)
    told = registered_part(own)
    return Course(told, folded(told))
