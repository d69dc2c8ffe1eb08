"""A last day as people read it: how many working days are left, and how much it presses."""

from dataclasses import dataclass
from datetime import date

from gongkai import facts
from gongkai.law.workdays import WEEKDAYS

SOON = 3


@dataclass(frozen=True, slots=True)
class Light:
    """A last day with its light.

    Attributes:
        due: the last day.
        kind: of the badge: ``overdue``, ``wait`` or ``ok``.
        word: 还有 5 个工作日, 今日到期 or 逾期 2 个工作日.
        provisional: that year's holidays were not announced yet.
    """

    due: date
    kind: str
    word: str
    provisional: bool

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.due.weekday()]


def light(due: date, on: date) -> Light:
    """How a last day stands, seen on a day."""
    calendar = facts.calendar()
    provisional = not calendar.is_known(due)
    if due == on:
        return Light(due, "wait", "今日到期", provisional)
    if due < on:
        late = calendar.workdays_between(due, on)
        return Light(due, "overdue", f"逾期 {late} 个工作日" if late else "已过期限", provisional)
    left = calendar.workdays_between(on, due)
    return Light(due, "wait" if left <= SOON else "ok", f"还有 {left} 个工作日", provisional)
