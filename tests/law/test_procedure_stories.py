"""办理程序: single stories, told event by event."""

from datetime import date

import pytest
from tests.law import stories

from gongkai import facts
from gongkai.law import events as e
from gongkai.law.procedure import (
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
    insert,
    report_row,
)
from gongkai.law.procedure.reckoning import extension_left, silence_means
from gongkai.law.procedure.replying import (
    draft,
    sign,
)
from gongkai.law.procedure.supplementing import (
    is_in_time,
    restarted,
)

CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
RECEIVED = date(2026, 9, 21)
TAKEN_IN = [[RECEIVED, "提交申请"], [RECEIVED, "登记并分办"]]
ANSWERED = [
    [date(2026, 10, 12), "三项审查"],
    [date(2026, 10, 12), "拟稿"],
    [date(2026, 10, 13), "签发"],
    [date(2026, 10, 13), "发出答复"],
    [date(2026, 10, 16), "登记送达"],
]


def folded(given, practice=PRACTICE):
    return fold(stories.events(given), CALENDAR, practice)


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


def test_a_fact_learned_of_later_is_put_where_its_day_belongs():
    known = stories.events(
        [*TAKEN_IN, [date(2026, 9, 28), "发出征求意见书"], [date(2026, 10, 9), "登记检索"]]
    )
    reached = stories.event(date(2026, 9, 30), "登记对方收到征求意见书")
    with pytest.raises(IllegalMoveError, match="按发生先后插入"):
        apply(fold(known, CALENDAR, PRACTICE), reached, CALENDAR, PRACTICE)
    ordered = insert(known, reached, CALENDAR, PRACTICE)
    assert [event.on for event in ordered] == sorted(event.on for event in ordered)
    assert fold(ordered, CALENDAR, PRACTICE).consultations[0].received_on == date(2026, 9, 30)


def test_a_fact_learned_of_later_is_refused_where_what_followed_could_not_have_happened():
    known = stories.events([*TAKEN_IN, [date(2026, 9, 30), "登记检索"]])
    withdrawn = stories.event(date(2026, 9, 28), "申请人撤回")
    with pytest.raises(IllegalMoveError, match="登记检索"):
        insert(known, withdrawn, CALENDAR, PRACTICE)


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
