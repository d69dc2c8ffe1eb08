"""办理程序: what holds for every legal course of events."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.law import stories
from tests.law.strategies import courses

from gongkai import facts
from gongkai.law import events as e
from gongkai.law.annual.counting import request_rows
from gongkai.law.procedure import (
    MOVES,
    OPENINGS,
    Case,
    IllegalMoveError,
    Kind,
    State,
    allowed,
    apply,
    counted,
    fold,
)
from gongkai.law.procedure.states import UNANSWERED
from gongkai.law.terms import terms

CALENDAR, PRACTICE = facts.calendar(), facts.practice()
DAY = timedelta(days=1)


# Drawing a course takes far longer than looking at it, so each one that is drawn is held against everything.


def what_is_not_open_cannot_be_recorded(course, later):
    on = course.case.last_on + later * DAY
    for status in allowed(course.case, on, CALENDAR, PRACTICE):
        if not status.allowed:
            with pytest.raises(IllegalMoveError) as refused:
                apply(course.case, SAMPLES[status.event](on), CALENDAR, PRACTICE)
            if status.event in MOVES:
                assert str(refused.value) == status.reason
                assert refused.value.provision == status.basis


def _sample(label, unusual=None):
    return lambda on: stories.event(on, label, unusual(on) if unusual else None)


NEEDS_A_DAY = {
    e.TransferredIn: lambda on: {"reached_unit_on": on},
    e.Split: lambda _on: {"children": ["2026-2"]},
    e.Linked: lambda on: {"to": "2026-0", "received_on": on},
    e.SupplementAsked: lambda on: {"deadline": on + 10 * DAY},
    e.LaterDateFixed: lambda on: {"until": on + 90 * DAY},
    e.OrderedToReReply: lambda on: {"limit": on + 10 * DAY},
}
SAMPLES = {
    act.event: _sample(act.label, NEEDS_A_DAY.get(act.event)) for act in (*OPENINGS.values(), *MOVES.values())
}


def each_move_leads_where_the_table_says(course, _later):
    case = None
    for event in course.events:
        after = apply(case, event, CALENDAR, PRACTICE)
        if case is not None:
            move = MOVES[type(event)]
            assert case.state in move.sources
            assert after.state in {*move.targets, case.state}
        case = after
    assert case == course.case == fold(course.events, CALENDAR, PRACTICE)


def the_day_of_receipt_and_the_start_of_the_term_change_by_four_events_only(course, _later):
    case = None
    for event in course.events:
        after = apply(case, event, CALENDAR, PRACTICE)
        if case is not None and after.runs_from != case.runs_from:
            assert isinstance(event, e.SignedFor | e.Confirmed | e.Supplemented | e.Paid)
            assert after.runs_from == event.on
        if case is not None and case.received_on:
            assert after.received_on == case.received_on
        case = after


def extensions_stay_within_one_pool_and_only_one_supplement_is_asked_for(course, _later):
    case = None
    for event in course.events:
        case = apply(case, event, CALENDAR, PRACTICE)
        if case.runs_from:
            pool = terms(case.runs_from).extension
            assert 0 <= case.extension.used <= case.extension.used + (case.extension.pending or 0) <= pool
        if isinstance(event, e.Paid) or (
            isinstance(event, e.Supplemented) and case.state is State.IN_HANDLING
        ):
            assert (case.runs_from, case.extension.used, case.later_date) == (event.on, 0, None)
    happened = Counter(type(event) for event in course.events)
    assert happened[e.SupplementAsked] <= 1
    assert happened[e.FeeNoticeSent] <= 1


def every_request_leaves_by_one_row_or_is_carried_over(course, _later):
    case = course.case
    if case.received_on is None or case.applicant is None:
        return
    request = counted(case, PRACTICE)
    leaves = facts.form("2021").leaf_keys
    years = range(case.received_on.year - 1, case.last_on.year + 3)
    rows = {year: request_rows(year, request) for year in years}
    in_leaves = [row for found in rows.values() for row in found if row in leaves]
    assert len(in_leaves) == (1 if case.closed_on else 0)
    for year in years:
        open_at_end = case.received_on.year <= year and not (
            case.closed_on and case.closed_on <= date(year, 12, 31)
        )
        assert ("carried_out" in rows[year]) is open_at_end
        assert ("carried_in" in rows[year]) is ("carried_out" in rows.get(year - 1, ()))
    assert [year for year in years if "new" in rows[year]] == [case.received_on.year]


def no_file_is_ever_locked(course, later):
    """Whatever happened, and however late, an unanswered request can still be brought to its end."""
    case, on = course.case, course.case.last_on + 10 * later * DAY
    for _ in range(40):
        if case.state not in {*UNANSWERED, State.SIGNED, State.RE_REPLY}:
            break
        on += 30 * DAY
        if step := _next_step(case, on):
            case = apply(case, step, CALENDAR, PRACTICE)
    assert case.state not in {*UNANSWERED, State.SIGNED, State.RE_REPLY}


def _next_step(case: Case, on: date) -> e.Event | None:
    """The first of the steps towards an end that is open; None where one has to wait."""
    open_moves = {status.event for status in allowed(case, on, CALENDAR, PRACTICE) if status.allowed}
    missing = [review for review in e.Review if review not in {r.review for r in case.reviews if r.passed}]
    failed = any(not review.passed for review in case.reviews)
    untold = [
        asked.party
        for asked in case.consultations
        if asked.kind is e.Party.THIRD_PARTY and asked.party not in case.third_parties_told
    ]
    steps = [
        e.Confirmed(on=on),
        e.SignedFor(on=on),
        stories.event(on, "登记"),
        *([] if case.state is State.IN_HANDLING else [e.Assigned(on=on, unit="业务科")]),
        e.SupplementLapsed(on=on, proof_of_service="邮政回执"),
        e.ReasonsLapsed(on=on),
        e.FeeLapsed(on=on),
        e.Paid(on=on),
        e.Sent(on=on, way=e.Delivery.POST),
        *(e.ThirdPartyTold(on=on, party=party) for party in untold[:1] if case.state is State.SIGNED),
        *(e.Drafted(on=on, letter="L19") for _ in [0] if failed or case.state is not State.DRAFTED),
        *(e.Reviewed(on=on, review=review, by="审查人", passed=True) for review in missing[:1]),
        e.Signed(on=on, number="保司公复〔2026〕1号"),
    ]
    return next((step for step in steps if type(step) in open_moves), None)


OF_ANY_FILE = (what_is_not_open_cannot_be_recorded, each_move_leads_where_the_table_says)
OF_REQUESTS = (
    the_day_of_receipt_and_the_start_of_the_term_change_by_four_events_only,
    extensions_stay_within_one_pool_and_only_one_supplement_is_asked_for,
    every_request_leaves_by_one_row_or_is_carried_over,
    no_file_is_ever_locked,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(courses(corrections=True), st.integers(0, 40))
def test_what_holds_of_every_legal_course(course, later):
    for holds in OF_ANY_FILE if course.case.kind is Kind.CORRECTION else (*OF_ANY_FILE, *OF_REQUESTS):
        holds(course, later)
