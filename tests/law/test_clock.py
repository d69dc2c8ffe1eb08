"""答复期限 by the cases of the law, and what holds for every legal course of events."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import book
from tests.law.slowclock import slow_due
from tests.law.stories import events
from tests.law.strategies import courses

from gongkai import facts
from gongkai.law import events as e
from gongkai.law.clock import ClockState, Moved, clock, clock_of, left, recompute
from gongkai.law.explanation import Mark, days, steps
from gongkai.law.procedure import IllegalMoveError, Kind, Restart, Rules, apply, fold
from gongkai.law.procedure.reckoning import (
    alarm_due,
    alarm_from,
    answered_on,
    consultation_pause,
    day_zero,
    due,
    made_when_sent,
    pauses,
    reply_workdays,
    term_start,
)
from gongkai.law.terms import NoTermError, terms
from gongkai.law.workdays import Calendar, Holiday, Notice

CASES = book(Path(__file__).with_name("cases") / "clock.yaml")
CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
DAY = timedelta(days=1)
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
TAKEN_IN = [[date(2026, 9, 21), "提交申请"], [date(2026, 9, 21), "登记并分办"]]


def clock_on(given, on, practice=PRACTICE):
    return clock(events(given), CALENDAR, on=on, practice=practice)


def changed(**choices):
    return type(PRACTICE)(**{name: choices.get(name, getattr(PRACTICE, name)) for name in PRACTICE.__slots__})


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_the_clock_shows_what_the_case_expects(case):
    found = clock_on(case["given"], case["seen"])
    expected = {name: value for name, value in case.items() if name not in NOT_EXPECTED}
    assert expected or "says" in case
    assert {name: EXPECTED[name](found) for name in expected} == expected
    assert case.get("says", "") in "\n".join(map(str, found.steps))


def test_the_fourteen_vectors_are_all_among_the_cases():
    for number in range(1, 15):
        assert any(case["it"].startswith(f"算例{number} ") for case in CASES)


# The explanation.


def test_the_explanation_names_every_day_and_why_it_is_skipped():
    found = clock_on(
        [
            *TAKEN_IN,
            [date(2026, 9, 28), "发出征求意见书"],
            [date(2026, 9, 30), "登记对方收到征求意见书"],
            [date(2026, 10, 13), "登记意见"],
        ],
        date(2026, 10, 13),
    )
    shown = {day.day: day for day in found.days}
    assert shown[date(2026, 9, 22)].number == 1
    assert shown[date(2026, 9, 26)].why.startswith("中秋节放假（")
    assert shown[date(2026, 9, 29)].why == "暂停：征求第三方意见（甲公司）"
    assert str(shown[date(2026, 9, 29)].basis) == "《条例》第三十三条第三款"
    assert shown[date(2026, 10, 10)].mark is Mark.PAUSED
    assert shown[date(2026, 10, 17)].why == "星期六"
    assert shown[found.due].number == 20
    assert shown[found.due].day == date(2026, 11, 4)


def test_a_make_up_saturday_is_counted_and_says_so():
    found = clock_on([[date(2026, 2, 12), "提交申请"]], date(2026, 2, 12))
    counted = next(day for day in found.days if day.day == date(2026, 2, 28))
    assert counted.number == 7
    assert "调休上班" in counted.why


def test_a_provisional_date_says_which_year_is_unknown():
    found = clock_on([[date(2026, 12, 10), "提交申请"]], date(2026, 12, 10))
    assert "2027年放假安排尚未公布" in found.why_provisional
    assert any("2027年放假安排未知" in day.why for day in found.days)


def test_a_stopped_clock_has_no_due_date_and_explains_none():
    found = clock_on(
        [*TAKEN_IN, [date(2026, 9, 22), "发出补正通知", {"deadline": date(2026, 10, 12)}]], date(2026, 9, 23)
    )
    assert found.state is ClockState.STOPPED
    assert (found.due, found.days, found.steps, found.late, found.workdays_left) == (
        None,
        (),
        (),
        False,
        None,
    )


def test_every_clock_state_has_a_chinese_name():
    assert [state.label for state in ClockState] == [
        "尚未起算",
        "计算中",
        "暂停",
        "停止计算，等待申请人",
        "已答复",
        "不再处理",
    ]


def test_a_clock_looks_no_further_than_its_day():
    given = [*TAKEN_IN, [date(2026, 9, 28), "发出征求意见书"]]
    assert clock_on(given, date(2026, 9, 27)).state is ClockState.RUNNING
    assert clock_on(given, date(2026, 9, 28)).state is ClockState.SUSPENDED
    with pytest.raises(IllegalMoveError, match="没有任何事项"):
        clock_on(given, date(2026, 9, 20))


# The law of the day, and the choices that nobody has confirmed.


def test_terms_are_those_of_the_regulation_in_force():
    assert terms(date(2019, 5, 14)).reply == 15
    assert terms(date(2019, 5, 15)).reply == 20
    with pytest.raises(NoTermError, match="尚未施行"):
        terms(date(2008, 4, 30))


def test_asking_for_reasons_stops_the_clock_only_where_the_office_so_chose():
    given = [
        *TAKEN_IN,
        [date(2026, 9, 28), "要求说明理由"],
        [date(2026, 10, 12), "收到理由说明"],
    ]
    assert clock_on(given, date(2026, 10, 12)).due == date(2026, 10, 26)
    stopped = clock_on(given, date(2026, 10, 12), changed(reasons_asked_stop_the_clock=True))
    assert stopped.due == date(2026, 11, 3)


def test_a_consultation_pauses_to_its_answer_where_the_office_so_chose():
    given = [
        *TAKEN_IN,
        [date(2026, 9, 28), "发出征求意见书"],
        [date(2026, 9, 30), "登记对方收到征求意见书"],
        [date(2026, 11, 3), "登记意见"],
    ]
    without_limit = changed(suspension_ends_at_consultation_limit=False)
    assert clock_on(given, date(2026, 11, 3)).due == date(2026, 11, 18)
    assert clock_on(given, date(2026, 11, 3), without_limit).due == date(2026, 11, 25)


def test_receipt_on_a_day_of_rest_moves_only_where_the_office_so_chose():
    sunday = date(2026, 11, 1)
    assert day_zero(sunday, RULES) == sunday
    moving = Rules(CALENDAR, changed(receipt_on_rest_day_moves_to_next_workday=True))
    assert day_zero(sunday, moving) == date(2026, 11, 2)
    found = clock_on([[sunday, "提交申请"]], sunday, moving.practice)
    assert (found.due, found.next_workday_due) == (date(2026, 11, 30), None)


def test_the_way_of_delivery_decides_when_a_reply_is_made():
    assert made_when_sent(e.Delivery.POST, PRACTICE)
    assert made_when_sent(e.Delivery.ONLINE, PRACTICE)
    assert not made_when_sent(e.Delivery.HAND, PRACTICE)
    assert not made_when_sent(e.Delivery.ENTRUSTED, PRACTICE)
    assert not made_when_sent(e.Delivery.COURIER, PRACTICE)
    assert made_when_sent(e.Delivery.COURIER, changed(courier_counts_as_post=True))


def test_a_returned_letter_keeps_its_posting_day_only_where_the_office_so_chose():
    case = fold(
        events(
            [
                *TAKEN_IN,
                [date(2026, 10, 12), "三项审查"],
                [date(2026, 10, 12), "拟稿"],
                [date(2026, 10, 12), "签发"],
                [date(2026, 10, 12), "发出答复"],
                [date(2026, 11, 2), "登记退回"],
            ]
        ),
        CALENDAR,
        PRACTICE,
    )
    assert answered_on(case, PRACTICE) is None
    assert clock_of(case, CALENDAR, on=date(2026, 11, 2), practice=PRACTICE).late
    assert answered_on(case, changed(returned_letter_keeps_its_posting_day=True)) == date(2026, 10, 12)


def test_overdue_days_are_counted_in_working_days():
    assert left(date(2026, 9, 30), (), CALENDAR, on=date(2026, 10, 9)) == -2
    assert left(date(2026, 10, 9), (), CALENDAR, on=date(2026, 9, 30)) == 2


# E42: another calendar.


def test_a_changed_calendar_says_which_days_move_from_where_to_where():
    extra = Notice(
        2026,
        "示例通知",
        date(2026, 9, 1),
        date(2026, 9, 1),
        (Holiday("特别假期", date(2026, 10, 21), date(2026, 10, 22), ()),),
    )
    changed_calendar = Calendar.from_notices((*facts.notices(), extra))
    running = fold(events(TAKEN_IN), CALENDAR, PRACTICE)
    paying = fold(
        events(
            [
                *TAKEN_IN,
                [date(2026, 10, 13), "发出收费通知"],
                [date(2026, 10, 15), "登记申请人收到收费通知"],
            ]
        ),
        CALENDAR,
        PRACTICE,
    )
    answered = fold(
        events(
            [
                *TAKEN_IN,
                [date(2026, 9, 22), "三项审查"],
                [date(2026, 9, 22), "拟稿"],
                [date(2026, 9, 22), "签发"],
                [date(2026, 9, 22), "发出答复"],
            ]
        ),
        CALENDAR,
        PRACTICE,
    )
    assert not changed_calendar.is_workday(date(2026, 10, 22))
    moved = recompute(
        {"1": running, "2": paying, "3": answered},
        CALENDAR,
        changed_calendar,
        on=date(2026, 10, 16),
        practice=PRACTICE,
    )
    assert moved == (
        Moved("1", "答复期限", date(2026, 10, 26), date(2026, 10, 28)),
        Moved("2", "申请人缴费", date(2026, 11, 12), date(2026, 11, 16)),
    )


# What holds for every legal course. Drawing a course takes far longer than looking at it, so each course
# that is drawn is held against everything.


def the_due_date_agrees_with_a_slow_count_day_by_day(course, found, on):
    moved_otherwise = course.case.order or course.case.linked_to or course.case.later_date
    if found.due and not moved_otherwise:
        assert found.due == slow_due(list(course.events), CALENDAR, on=on)


def the_explanation_accounts_for_every_day(course, found, on):
    case = course.case
    if found.due is None or case.order:
        return
    start = term_start(case, RULES)
    shown = days(case, RULES, on=on, until=found.due)
    assert [day.day for day in shown] == [start + n * DAY for n in range(1, (found.due - start).days + 1)]
    counted = [day for day in shown if day.mark is Mark.COUNTED]
    assert [day.number for day in counted] == list(range(1, len(counted) + 1))
    assert counted[-1].day == found.due
    paused = {day.day for day in shown if day.mark is Mark.PAUSED}
    assert len(paused) == found.paused_workdays
    assert all(any(day in pause for pause in pauses(case, RULES, on=on)) for day in paused)
    assert all(day.why for day in shown if day.mark is not Mark.COUNTED)
    if case.later_date != found.due:
        assert len(counted) == reply_workdays(case, PRACTICE) + case.extension.used
    assert len(steps(case, RULES, on=on, due=found.due)) >= 3


def due_dates_are_working_days_and_the_days_left_are_those_still_shown(course, found, on):
    if found.due is None:
        return
    assert CALENDAR.is_workday(found.due)
    assert found.late is ((found.answered_on or on) > found.due)
    if found.answered_on is None and on <= found.due and not course.case.order and found.runs_from <= on:
        ahead = [day for day in found.days if day.day > on and day.mark is Mark.COUNTED]
        assert found.workdays_left == len(ahead)
    assert found.base_due <= found.due


def another_consultation_never_makes_the_reply_due_earlier(course, _found, on):
    for kind in e.Party:
        sent = e.ConsultSent(on=on, party="丁公司", kind=kind)
        try:
            consulted = apply(course.case, sent, CALENDAR, PRACTICE)
        except IllegalMoveError:
            return
        answered = e.ConsultAnswered(on=on + 5 * DAY, party="丁公司", agrees=True)
        for case in (consulted, apply(consulted, answered, CALENDAR, PRACTICE)):
            seen = case.last_on
            assert due(case, RULES, on=seen) >= due(course.case, RULES, on=seen)
            assert alarm_due(case, RULES) == alarm_due(course.case, RULES)


def being_late_does_not_depend_on_how_long_an_open_pause_may_last(course, found, on):
    if found.due and found.answered_on is None:
        assert found.late is (on > due(course.case, RULES, on=on + 90 * DAY))


def pauses_lie_inside_their_consultations(course, _found, _on):
    for asked in course.case.consultations:
        pause = consultation_pause(asked, RULES, on=course.case.last_on)
        assert pause.after == asked.sent_on
        assert pause.until >= asked.sent_on
        if asked.answered_on:
            assert pause.until <= asked.answered_on


def the_alarm_never_runs_from_later_than_the_term(course, _found, _on):
    if course.case.runs_from:
        assert alarm_from(course.case) <= course.case.runs_from


OF_ANY_FILE = (
    the_explanation_accounts_for_every_day,
    due_dates_are_working_days_and_the_days_left_are_those_still_shown,
)
OF_REQUESTS = (
    the_due_date_agrees_with_a_slow_count_day_by_day,
    another_consultation_never_makes_the_reply_due_earlier,
    being_late_does_not_depend_on_how_long_an_open_pause_may_last,
    pauses_lie_inside_their_consultations,
    the_alarm_never_runs_from_later_than_the_term,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(courses(corrections=True), st.integers(0, 60))
def test_what_holds_of_the_clock_of_every_legal_course(course, later):
    on = course.case.last_on + later * DAY
    found = clock_of(course.case, CALENDAR, on=on, practice=PRACTICE)
    for holds in OF_ANY_FILE if course.case.kind is Kind.CORRECTION else (*OF_ANY_FILE, *OF_REQUESTS):
        holds(course, found, on)


def test_a_restart_forgets_extension_and_pauses():
    given = [
        *TAKEN_IN,
        [date(2026, 9, 22), "发出征求意见书"],
        [date(2026, 9, 24), "登记意见"],
        [date(2026, 9, 28), "同意延期"],
        [date(2026, 9, 28), "发出延期告知书"],
        [date(2026, 10, 13), "发出收费通知"],
        [date(2026, 11, 2), "登记缴费"],
    ]
    found = clock_on(given, date(2026, 11, 2))
    assert found.case.restarted_by is Restart.PAYMENT
    assert (found.due, found.pauses, found.paused_workdays) == (date(2026, 11, 30), (), 0)
    assert "缴清费用，答复期限重新计算" in "\n".join(map(str, found.steps))
