"""办理程序: what may follow what, and why not: the table and its guards."""

from datetime import date
from pathlib import Path

import pytest
from tests.books import book
from tests.law import stories

from gongkai import facts
from gongkai.law import events as e
from gongkai.law.procedure import (
    MOVES,
    OPENINGS,
    IllegalMoveError,
    Restart,
    Rules,
    State,
    apply,
    fold,
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
from gongkai.law.procedure.replying import (
    found_still_unclear,
    found_unreasonable,
    is_still_open,
    letter_decides,
    letter_has_number,
    opinions_are_in,
    registered_if_received,
    reviews_are_passed,
    searched_before_denying,
)
from gongkai.law.procedure.serving import (
    file_is_complete,
    is_on_its_way,
    some_third_party_was_asked,
    third_parties_are_told,
    told_party_was_consulted,
)
from gongkai.law.procedure.supplementing import (
    not_asked_before,
    points_are_named,
    service_is_proved,
    supplement_deadline_is_past,
    was_supplemented,
    within_seven_workdays,
)

CASES = book(Path(__file__).with_name("cases") / "procedure.yaml")
CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
TAKEN_IN = [[date(2026, 9, 21), "提交申请"], [date(2026, 9, 21), "登记并分办"]]
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
