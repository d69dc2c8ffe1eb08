"""A million due dates, against numpy's busday_offset on the same dates; and one explained clock."""

import random
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import TypeVar

import numpy as np

from gongkai import facts
from gongkai.law.clock import clock
from gongkai.law.events import (
    Applicant,
    Assigned,
    Channel,
    ConsultAnswered,
    ConsultReceived,
    ConsultSent,
    Party,
    Registered,
    SignedFor,
    Submitted,
)
from gongkai.law.workdays import Calendar

Answer = TypeVar("Answer")

REQUESTS = 1_000_000
SINGLES = 100_000
WORKDAYS = 20
ROUNDS = 3
CLOCKS = 100
MOST_MILLISECONDS = 1
SEED = 20260921
MARGIN = 200
EVERY_DAY = "1111111"
FEWEST_TIMES_FASTER = 2


class DifferentAnswersError(AssertionError):
    """The two ways of counting do not agree, so their speeds cannot be compared."""


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    calendar = facts.calendar()
    received = received_days(calendar)
    build, calendar = timed(lambda: Calendar.from_notices(facts.notices()), rounds=1)
    first, _ = timed(lambda: calendar.days_after(received, WORKDAYS), rounds=1)
    ours, due = timed(lambda: calendar.days_after(received, WORKDAYS))
    theirs, expected = numpy_due(calendar, received)
    if due != expected:
        raise DifferentAnswersError("days_after and numpy.busday_offset differ")
    single, _ = timed(lambda: [calendar.add_workdays(day, WORKDAYS) for day in received[:SINGLES]])
    return [
        ("由通知建立工作日历", build * 1e3, "毫秒"),
        (f"{REQUESTS:,}个到期日（第一次，含建表）", first * 1e3, "毫秒"),
        (f"{REQUESTS:,}个到期日", ours * 1e3, "毫秒"),
        ("numpy.busday_offset，同一批日期", theirs * 1e3, "毫秒"),
        ("快于 numpy 的倍数", theirs / ours, f"倍，至少{FEWEST_TIMES_FASTER}"),
        ("单个 add_workdays", single / SINGLES * 1e6, "微秒"),
        ("一个带逐日说明的时钟（9个事项）", explained(calendar) * 1e3, f"毫秒，至多{MOST_MILLISECONDS}"),
    ]


def explained(calendar: Calendar) -> float:
    """The seconds of one clock from its events, with every day and every step explained."""
    story = [
        Submitted(on=date(2026, 9, 21), channel=Channel.SIGNED_MAIL),
        SignedFor(on=date(2026, 9, 21)),
        Registered(on=date(2026, 9, 21), serial="1", applicant=Applicant.NATURAL, items=("批复",)),
        Assigned(on=date(2026, 9, 22), unit="业务科"),
        ConsultSent(on=date(2026, 9, 28), party="甲公司", kind=Party.THIRD_PARTY),
        ConsultReceived(on=date(2026, 9, 30), party="甲公司"),
        ConsultSent(on=date(2026, 10, 9), party="乙公司", kind=Party.THIRD_PARTY),
        ConsultAnswered(on=date(2026, 10, 13), party="甲公司", agrees=True),
        ConsultAnswered(on=date(2026, 10, 20), party="乙公司", agrees=False),
    ]

    def explain() -> None:
        for _ in range(CLOCKS):
            found = clock(story, calendar, on=date(2026, 10, 26), practice=facts.practice())
            if found.days[-1].number != WORKDAYS or not found.steps:
                raise DifferentAnswersError("the explanation does not end on the 20th working day")

    return timed(explain, rounds=ROUNDS * 3)[0] / CLOCKS


def received_days(calendar: Calendar) -> list[date]:
    """Random days of receipt, early enough for every due date to be a known day."""
    first, last = calendar.known_from.toordinal(), calendar.known_until.toordinal()
    choose = random.Random(SEED)
    return [date.fromordinal(choose.randint(first, last - WORKDAYS * 2)) for _ in range(REQUESTS)]


def numpy_due(calendar: Calendar, received: list[date]) -> tuple[float, list[date]]:
    """Numpy's seconds and answers: all seven days worked, every day off given as a holiday."""
    first, last = calendar.known_from.toordinal(), calendar.known_until.toordinal() + MARGIN
    off = [day for day in map(date.fromordinal, range(first, last)) if not calendar.is_workday(day)]
    rule = np.busdaycalendar(weekmask=EVERY_DAY, holidays=np.array(off, dtype="datetime64[D]"))
    days = np.array(received, dtype="datetime64[D]")
    # «backward» makes a day off count from the working day before it, as day 0 does.
    seconds, due = timed(lambda: np.busday_offset(days, WORKDAYS, roll="backward", busdaycal=rule))
    return seconds, due.tolist()


def timed(work: Callable[[], Answer], rounds: int = ROUNDS) -> tuple[float, Answer]:
    """The fewest seconds of some rounds, and the last answer."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        answer = work()
        best = min(best, perf_counter() - start)
    return best, answer


def main() -> None:
    for name, value, unit in run():
        print(f"{value:12,.3f} {unit:<12} {name}")


if __name__ == "__main__":
    main()
