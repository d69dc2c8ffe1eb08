"""答复期限 by the cases of the law, and what holds for every legal course of events."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai import facts
from gongkai.law.clock import ClockState, clock

from tests.law.stories import events

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("clock.yaml").read_text(encoding="utf-8"))
CALENDAR, PRACTICE = facts.calendar(), facts.practice()
EXPECTED = {
    "received": lambda found: found.received_on,
    "runs_from": lambda found: found.runs_from,
    "due": lambda found: found.due,
    "base": lambda found: found.base_due,
    "alarm": lambda found: found.alarm_due,
    "rolled": lambda found: found.next_workday_due,
    "answered": lambda found: found.answered_on,
    "late": lambda found: found.late,
    "left": lambda found: found.workdays_left,
    "paused": lambda found: found.paused_workdays,
    "state": lambda found: found.state,
    "provisional": lambda found: found.provisional,
    "limits": lambda found: {limit.kind.value: limit.last_day for limit in found.limits},
}
NOT_EXPECTED = {"it", "cites", "given", "seen", "says"}


def clock_on(given, on):
    return clock(events(given), CALENDAR, on=on, practice=PRACTICE)


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_the_clock_shows_what_the_case_expects(case):
    found = clock_on(case["given"], case["seen"])
    expected = {name: value for name, value in case.items() if name not in NOT_EXPECTED}
    assert expected or "says" in case
    assert {name: EXPECTED[name](found) for name in expected} == expected
    assert case.get("says", "") in "\n".join(map(str, found.steps))
