"""办理程序: what may follow what, why not, and what holds for every legal course of events."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
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
    Opinion,
    Restart,
    Rules,
    State,
    allowed,
    apply,
    counted,
    fold,
    report_row,
)
from gongkai.law.procedure.aftermath import (
    order_is_sound,
    simplified_procedure_exists,
    somebody_is_contesting,
    something_was_released,
)
from gongkai.law.procedure.charging import (
    amount_is_due,
    fees_are_in_force,
    not_charged_before,
    notice_not_received_before,
    payment_limit_is_past,
    within_payment_limit,
)
from gongkai.law.procedure.consulting import (
    not_received_before,
    opinion_limit_is_past,
    party_is_asked,
    party_is_named,
    some_letter_is_on_its_way,
    some_limit_is_past,
    some_opinion_is_awaited,
)
from gongkai.law.procedure.extending import (
    extension_fits,
    extension_is_left,
    head_has_agreed,
    none_is_pending,
    not_extended_before_restart,
    not_past_due,
)
from gongkai.law.procedure.intake import (
    awaits_confirmation,
    awaits_signature,
    children_fit,
    has_several_items,
    link_is_sound,
    receipt_is_fixed,
    registration_is_complete,
    transfer_is_in_order,
)
from gongkai.law.procedure.move import first_refusal
from gongkai.law.procedure.reasoning import (
    counts_are_shown,
    date_is_later,
    reasons_deadline_is_past,
    reasons_not_asked_before,
    reasons_were_asked,
    reasons_were_given,
)
from gongkai.law.procedure.reckoning import extension_left, silence_means
from gongkai.law.procedure.replying import (
    draft,
    found_still_unclear,
    found_unreasonable,
    is_still_open,
    letter_decides,
    letter_has_number,
    opinions_are_in,
    registered_if_received,
    reviews_are_passed,
    searched_before_denying,
    sign,
)
from gongkai.law.procedure.serving import (
    file_is_complete,
    is_on_its_way,
    some_third_party_was_asked,
    third_parties_are_told,
    told_party_was_consulted,
)
from gongkai.law.procedure.states import UNANSWERED
from gongkai.law.procedure.supplementing import (
    is_in_time,
    not_asked_before,
    points_are_named,
    restarted,
    service_is_proved,
    supplement_deadline_is_past,
    was_supplemented,
    within_seven_workdays,
)
from gongkai.law.terms import terms

CASES = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("procedure.yaml").read_text(encoding="utf-8")
)
CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
DAY = timedelta(days=1)
MODEST = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RECEIVED = date(2026, 9, 21)
TAKEN_IN = [[RECEIVED, "提交申请"], [RECEIVED, "登记并分办"]]
ANSWERED = [
    [date(2026, 10, 12), "三项审查"],
    [date(2026, 10, 12), "拟稿"],
    [date(2026, 10, 13), "签发"],
    [date(2026, 10, 13), "发出答复"],
    [date(2026, 10, 16), "登记送达"],
]
GUARDS = {
    guard.__name__: guard
    for guard in (
        amount_is_due,
        awaits_confirmation,
        awaits_signature,
        children_fit,
        counts_are_shown,
        date_is_later,
        extension_fits,
        extension_is_left,
        fees_are_in_force,
        file_is_complete,
        found_still_unclear,
        found_unreasonable,
        has_several_items,
        head_has_agreed,
        is_on_its_way,
        is_still_open,
        letter_decides,
        letter_has_number,
        link_is_sound,
        none_is_pending,
        not_asked_before,
        not_charged_before,
        not_past_due,
        not_received_before,
        notice_not_received_before,
        opinion_limit_is_past,
        opinions_are_in,
        order_is_sound,
        party_is_asked,
        party_is_named,
        payment_limit_is_past,
        points_are_named,
        reasons_deadline_is_past,
        reasons_not_asked_before,
        reasons_were_asked,
        reasons_were_given,
        receipt_is_fixed,
        registered_if_received,
        registration_is_complete,
        reviews_are_passed,
        searched_before_denying,
        service_is_proved,
        simplified_procedure_exists,
        some_letter_is_on_its_way,
        some_limit_is_past,
        some_opinion_is_awaited,
        some_third_party_was_asked,
        somebody_is_contesting,
        something_was_released,
        supplement_deadline_is_past,
        third_parties_are_told,
        told_party_was_consulted,
        transfer_is_in_order,
        was_supplemented,
        within_payment_limit,
        within_seven_workdays,
    )
}


def folded(given, practice=PRACTICE):
    return fold(stories.events(given), CALENDAR, practice)


def changed(**choices):
    return type(PRACTICE)(**{name: choices.get(name, getattr(PRACTICE, name)) for name in PRACTICE.__slots__})


# What is refused, and what the clerk is told.


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_what_is_not_allowed_is_refused_with_reason_and_article(case):
    before = folded(case["given"]) if case["given"] else None
    event = stories.event(*case["refused"])
    with pytest.raises(IllegalMoveError) as refused:
        apply(before, event, CALENDAR, PRACTICE)
    assert case["says"] in refused.value.reason
    assert str(refused.value.provision) == case["cites"]
    assert str(refused.value) == f"{refused.value.reason}（{refused.value.provision}）"


@pytest.mark.parametrize(
    "case", [case for case in CASES if "guard" in case], ids=[case["it"] for case in CASES if "guard" in case]
)
def test_it_is_the_named_guard_that_refuses(case):
    guard, before = GUARDS[case["guard"]], folded(case["given"])
    event = stories.event(*case["refused"])
    move = MOVES[type(event)]
    about = event.on if guard in move.when else event
    assert guard in (*move.when, *move.given)
    assert case["says"] in first_refusal((guard,), move.basis, before, about, RULES).reason


def test_every_guard_of_the_table_has_a_case():
    in_table = {guard.__name__ for move in MOVES.values() for guard in (*move.when, *move.given)}
    in_cases = {case["guard"] for case in CASES if "guard" in case}
    assert in_table - in_cases == {"not_extended_before_restart"}
    assert in_table - set(GUARDS) == {"not_extended_before_restart"}


def test_a_second_extension_after_a_restart_is_refused_only_where_the_office_so_chose():
    case = folded(
        [
            *TAKEN_IN,
            [date(2026, 9, 28), "同意延期"],
            [date(2026, 9, 28), "发出延期告知书"],
            [date(2026, 10, 13), "发出收费通知"],
            [date(2026, 11, 2), "登记缴费"],
        ]
    )
    assert case.restarted_by is Restart.PAYMENT
    on = date(2026, 11, 10)
    assert not_extended_before_restart(case, on, RULES) is None
    strict = Rules(CALENDAR, changed(extension_allowed_again_after_restart=False))
    assert "不再延长" in not_extended_before_restart(case, on, strict)


# The table itself.


def test_the_table_has_every_event_once():
    kinds = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event)}
    assert {*MOVES, *OPENINGS} == kinds - {e.Event}
    numbers = [act.number for act in (*OPENINGS.values(), *MOVES.values())]
    assert len(set(numbers)) == len(numbers)
    labels = [act.label for act in (*OPENINGS.values(), *MOVES.values())]
    assert len(set(labels)) == len(labels)


def test_the_numbers_are_those_the_events_name():
    for act in (*OPENINGS.values(), *MOVES.values()):
        assert act.event.__doc__.startswith(f"{act.number}.")


def test_every_state_can_be_reached_and_every_state_has_a_name():
    reached = {state for move in MOVES.values() for state in move.targets}
    assert reached | {State.RECEIVED} == set(State)
    assert all(state.label for state in State)


def test_every_move_says_what_it_does_to_the_clock():
    assert all(act.clock and act.basis for act in (*OPENINGS.values(), *MOVES.values()))


# Stories.


def test_only_beginnings_are_open_before_anything_happened():
    open_moves = {status.event for status in allowed(None, RECEIVED, CALENDAR, PRACTICE) if status.allowed}
    assert open_moves == {e.Submitted, e.CorrectionAsked}


def test_a_late_supplement_without_good_reason_is_kept_and_changes_nothing():
    given = [*TAKEN_IN, [date(2026, 9, 22), "发出补正通知", {"deadline": date(2026, 9, 30)}]]
    late = folded([*given, [date(2026, 10, 9), "收到补正"]])
    assert (late.state, late.runs_from) == (State.SUPPLEMENT_PENDING, RECEIVED)
    assert late.supplement.late_on == date(2026, 10, 9)
    lapsed = folded([*given, [date(2026, 10, 9), "收到补正"], [date(2026, 10, 12), "逾期未补正，不再处理"]])
    assert (lapsed.state, report_row(lapsed, PRACTICE)) == (
        State.SUPPLEMENT_LAPSED,
        "other.correction_lapsed",
    )
    excused = folded([*given, [date(2026, 10, 9), "收到补正", {"good_reason": "住院"}]])
    assert (excused.state, excused.runs_from) == (State.IN_HANDLING, date(2026, 10, 9))


def test_a_supplement_is_in_time_to_the_end_of_a_deadline_that_falls_on_a_holiday():
    case = folded([*TAKEN_IN, [date(2026, 9, 22), "发出补正通知", {"deadline": date(2026, 10, 1)}]])
    assert is_in_time(case.supplement, e.Supplemented(on=date(2026, 10, 8)), RULES)
    assert not is_in_time(case.supplement, e.Supplemented(on=date(2026, 10, 9)), RULES)


def test_a_restart_begins_again_with_a_whole_pool_of_extension():
    case = folded([*TAKEN_IN, [date(2026, 10, 9), "同意延期"], [date(2026, 10, 9), "发出延期告知书"]])
    assert extension_left(case) == 0
    again = restarted(case, date(2026, 10, 20), Restart.SUPPLEMENT)
    assert (again.runs_from, extension_left(again)) == (date(2026, 10, 20), 20)
    assert (again.earlier_extensions, again.received_on) == (20, RECEIVED)


def test_silence_of_third_party_and_of_co_maker_mean_opposite_things():
    assert silence_means(e.Party.THIRD_PARTY) is Opinion.ORGAN_DECIDES
    assert silence_means(e.Party.CO_MAKER) is Opinion.DEEMED_CONSENT
    assert silence_means(e.Party.OTHER_ORGAN) is Opinion.NO_RULE


def test_a_consultation_without_end_does_not_lock_the_file():
    given = [*TAKEN_IN, [date(2026, 9, 28), "发出征求意见书"]]
    case = folded([*given, [date(2026, 10, 27), "拟稿", {"letter": "L15"}]])
    assert case.state is State.DRAFTED
    assert case.consultations[0].opinion is Opinion.NOT_AWAITED


def test_a_new_draft_has_to_be_reviewed_anew():
    case = folded([*TAKEN_IN, [date(2026, 10, 12), "三项审查"], [date(2026, 10, 12), "拟稿"]])
    assert len(case.reviews) == 3
    again = draft(case, e.Drafted(on=date(2026, 10, 13), letter="L15"), RULES)
    assert (again.reply.letter, again.reviews) == ("L15", ())


def test_the_first_signature_fixes_row_and_year_once_for_all():
    case = folded([*TAKEN_IN, *ANSWERED])
    assert (case.ending, case.closed_on) == ("L13", date(2026, 10, 13))
    ordered = folded(
        [
            *TAKEN_IN,
            *ANSWERED,
            [date(2026, 10, 20), "归档"],
            [date(2026, 11, 2), "收到行政复议申请书副本", {"simplified": True}],
            [date(2026, 12, 1), "被责令重新答复", {"limit": date(2026, 12, 18)}],
            [date(2026, 12, 2), "拟稿", {"letter": "L32"}],
        ]
    )
    again = sign(ordered, e.Signed(on=date(2026, 12, 3), number="保司公复〔2026〕9号"), RULES)
    assert (again.ending, again.closed_on) == ("L13", date(2026, 10, 13))
    assert again.reply.signed_on == date(2026, 12, 3)
    assert [reply.letter for reply in again.earlier_replies] == ["L13"]
    assert report_row(again, PRACTICE) == "granted"


def test_an_unanswered_request_goes_on_while_it_is_contested():
    case = folded([*TAKEN_IN, [date(2026, 11, 2), "收到起诉状副本"]])
    assert (case.state, len(case.disputes)) == (State.IN_HANDLING, 1)
    ordered = folded(
        [
            *TAKEN_IN,
            [date(2026, 11, 2), "收到起诉状副本"],
            [date(2026, 12, 1), "被责令重新答复", {"limit": date(2026, 12, 18)}],
        ]
    )
    assert (ordered.state, ordered.order.limit) == (State.IN_HANDLING, date(2026, 12, 18))


def test_proof_of_service_may_come_in_when_the_reply_is_already_contested():
    case = folded([*TAKEN_IN, *ANSWERED[:-1], [date(2026, 10, 15), "收到起诉状副本"], ANSWERED[-1]])
    assert (case.state, case.reply.served_on) == (State.LITIGATION, date(2026, 10, 16))


def test_a_split_request_stays_one_and_names_the_others():
    case = folded(
        [
            [RECEIVED, "提交申请"],
            [RECEIVED, "登记", {"items": ["甲", "乙", "丙"]}],
            [RECEIVED, "拆分为多件", {"children": ["2026-2", "2026-3"]}],
        ]
    )
    assert (case.state, case.serial, case.children) == (State.REGISTERED, "2026-1", ("2026-2", "2026-3"))


def test_a_correction_of_a_record_is_answered_and_not_counted():
    case = folded(
        [
            [RECEIVED, "申请更正"],
            [RECEIVED, "分办"],
            [date(2026, 10, 12), "三项审查"],
            [date(2026, 10, 12), "拟稿", {"letter": "L30"}],
            [date(2026, 10, 13), "签发"],
            [date(2026, 10, 13), "发出答复"],
        ]
    )
    assert (case.kind, case.ending) == (Kind.CORRECTION, "L30")
    assert report_row(case, PRACTICE) is None
    assert counted(case, PRACTICE) is None


def test_what_was_never_received_is_not_counted():
    case = folded([[RECEIVED, "提交申请", {"channel": "web"}], [RECEIVED, "申请人撤回"]])
    assert (case.state, case.received_on, counted(case, PRACTICE)) == (State.WITHDRAWN, None, None)


def test_a_received_request_must_be_registered_to_be_counted():
    with pytest.raises(ValueError, match="尚未登记申请人类别"):
        counted(folded([[RECEIVED, "提交申请"]]), PRACTICE)


# What holds for every legal course.


@MODEST
@given(courses(corrections=True), st.integers(0, 40))
def test_what_is_not_open_cannot_be_recorded(course, later):
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


@MODEST
@given(courses(corrections=True))
def test_each_move_leads_where_the_table_says(course):
    case = None
    for event in course.events:
        after = apply(case, event, CALENDAR, PRACTICE)
        if case is not None:
            move = MOVES[type(event)]
            assert case.state in move.sources
            assert after.state in {*move.targets, case.state}
        case = after
    assert case == course.case == fold(course.events, CALENDAR, PRACTICE)


@MODEST
@given(courses())
def test_the_day_of_receipt_and_the_start_of_the_term_change_by_four_events_only(course):
    case = None
    for event in course.events:
        after = apply(case, event, CALENDAR, PRACTICE)
        if case is not None and after.runs_from != case.runs_from:
            assert isinstance(event, e.SignedFor | e.Confirmed | e.Supplemented | e.Paid)
            assert after.runs_from == event.on
        if case is not None and case.received_on:
            assert after.received_on == case.received_on
        case = after


@MODEST
@given(courses())
def test_extensions_stay_within_one_pool_and_only_one_supplement_is_asked_for(course):
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


@MODEST
@given(courses())
def test_every_request_leaves_by_one_row_or_is_carried_over(course):
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


@MODEST
@given(courses(), st.integers(0, 400))
def test_no_file_is_ever_locked(course, later):
    """Whatever happened, and however late, an unanswered request can still be brought to its end."""
    case, on = course.case, course.case.last_on + later * DAY
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
