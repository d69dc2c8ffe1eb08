"""The limits that run beside the term to reply."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from tests.law import stories
from tests.law.strategies import courses

from gongkai import facts
from gongkai.law.limits import (
    LimitKind,
    limits,
    publication_limit,
    reconsideration_answer_limit,
    suit_answer_limit,
)
from gongkai.law.procedure import Rules, fold
from gongkai.law.procedure.case import Dispute
from gongkai.law.procedure.reckoning import opinion_limit, payment_limit, supplement_limit

CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
TAKEN_IN = [[date(2026, 9, 21), "提交申请"], [date(2026, 9, 21), "登记并分办"]]


def folded(*given):
    return fold(stories.events([*TAKEN_IN, *given]), CALENDAR, PRACTICE)


def test_a_supplement_is_asked_for_by_the_seventh_working_day():
    assert supplement_limit(folded(), RULES) == date(2026, 10, 8)
    early = fold(stories.events([[date(2018, 9, 21), "提交申请"]]), CALENDAR, PRACTICE)
    assert supplement_limit(early, RULES) is None


def test_a_party_answers_within_fifteen_working_days_of_its_receipt():
    asked = folded([date(2026, 9, 28), "发出征求意见书"]).consultations[0]
    assert opinion_limit(asked, CALENDAR) is None
    case = folded([date(2026, 9, 28), "发出征求意见书"], [date(2026, 9, 30), "登记对方收到征求意见书"])
    assert opinion_limit(case.consultations[0], CALENDAR) == date(2026, 10, 27)
    assert [(limit.label, str(limit.basis)) for limit in limits(case, RULES)] == [
        ("甲公司答复意见", "《条例》第三十二条")
    ]


def test_a_fee_is_paid_within_twenty_working_days_of_the_notice():
    case = folded([date(2026, 10, 13), "发出收费通知"], [date(2026, 10, 15), "登记申请人收到收费通知"])
    assert payment_limit(case.fee, CALENDAR) == date(2026, 11, 12)
    assert [limit.last_day for limit in limits(case, RULES)] == [date(2026, 11, 12)]


def test_a_reconsideration_is_answered_by_the_law_of_its_day():
    ordinary = Dispute(notified_on=date(2024, 1, 2), simplified=False)
    simplified = Dispute(notified_on=date(2024, 1, 2), simplified=True)
    before = Dispute(notified_on=date(2023, 12, 29), simplified=False)
    assert reconsideration_answer_limit(ordinary, CALENDAR) == date(2024, 1, 16)
    assert reconsideration_answer_limit(simplified, CALENDAR) == date(2024, 1, 9)
    assert reconsideration_answer_limit(before, CALENDAR) == date(2024, 1, 8)


def test_a_suit_is_answered_within_fifteen_calendar_days():
    assert suit_answer_limit(Dispute(notified_on=date(2026, 9, 18)), CALENDAR) == date(2026, 10, 8)
    assert suit_answer_limit(Dispute(notified_on=date(2026, 3, 2)), CALENDAR) == date(2026, 3, 17)


def test_what_is_converted_is_published_within_twenty_working_days():
    assert publication_limit(date(2026, 3, 19), RULES) == date(2026, 4, 17)


def test_reasons_have_a_limit_only_where_one_was_set():
    without = folded([date(2026, 9, 22), "要求说明理由"])
    assert limits(without, RULES) == ()
    with_one = folded([date(2026, 9, 22), "要求说明理由", {"deadline": date(2026, 10, 3)}])
    assert [(limit.kind, limit.last_day) for limit in limits(with_one, RULES)] == [
        (LimitKind.REASONS, date(2026, 10, 8))
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(courses())
def test_every_limit_lies_ahead_of_what_set_it_and_ends_on_a_working_day(course):
    for limit in limits(course.case, RULES):
        assert CALENDAR.is_workday(limit.last_day)
        assert limit.last_day > course.events[0].on
        assert limit.label
        assert limit.provisional is (limit.last_day > CALENDAR.known_until)
    assert course.case.last_on - course.events[0].on >= timedelta(0)
