"""What is open, and what the office learns from what was corrected."""

from datetime import date

from tests.disputes.contested import CAME, TODAY

from gongkai.disputes import actions, queries
from gongkai.disputes.due import answers_due
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome


def test_what_waits_for_an_answer_comes_first(contested):
    by = contested.cast.wang
    answered = contested.contest(contested.answered())
    actions.answer(answered, answered_on=CAME, on=TODAY, by=by)
    late = contested.contest(contested.answered(), DisputeBlock.SUIT_DIRECT)
    soon = contested.contest(contested.answered(), simplified=True)
    contested.decided(contested.answered(), DisputeOutcome.OTHER)
    organ = contested.cast.justice.pk
    assert list(queries.open_disputes(organ)) == [soon, late, answered]
    assert list(queries.to_answer(organ)) == [soon, late]


def test_the_disputes_of_a_request_stand_in_their_order(contested):
    request = contested.answered()
    second = contested.contest(request, DisputeBlock.SUIT_DIRECT, notified_on=date(2026, 5, 6))
    first = contested.contest(request)
    contested.contest(contested.answered())
    assert list(queries.disputes_of(request)) == [first, second]


def test_answers_are_due_for_the_handler_and_who_looks_after_disputes(contested):
    dispute = contested.contest(contested.answered())
    (item,) = answers_due(contested.cast.justice.pk, TODAY)
    assert item.due == dispute.limit_on
    assert item.title == "提交行政复议答复：保定市人民政府，2026-04-07收到"
    assert item.people == {contested.cast.wang.pk, contested.cast.zhou.pk}
    assert item.url == f"/desk/disputes/{dispute.pk}/"
    assert list(answers_due(contested.cast.finance.pk, TODAY)) == []


def test_rates_are_of_the_answers_of_a_year_however_late_they_were_contested(contested):
    refused = [contested.answered("L16e") for _ in range(4)]
    contested.answered("L13")
    contested.decided(refused[0], DisputeOutcome.CORRECTED)
    contested.decided(refused[1], DisputeOutcome.UPHELD)
    contested.contest(refused[1], DisputeBlock.SUIT_DIRECT)
    organs = [contested.cast.justice.pk]
    first, second = queries.records(organs, 2026, "ground")
    assert (first.key, first.replies, first.reconsidered, first.sued) == ("L16e", 4, 2, 1)
    assert (first.concluded, first.corrected) == (2, 1)
    assert (first.reconsideration_rate, first.error_rate) == (50, 50)
    assert (second.key, second.replies, second.error_rate) == ("L13", 1, None)
    (unit,) = queries.records(organs, 2026, "unit")
    assert (unit.key, unit.replies, unit.corrected) == (contested.office.unit.pk, 5, 1)
    (handler,) = queries.records(organs, 2026, "handler")
    assert (handler.key, handler.reconsideration_rate) == (contested.cast.wang.pk, 40)
    assert queries.records(organs, 2025, "ground") == []


def test_silence_that_was_contested_has_a_line_of_its_own(contested):
    contested.contest(contested.office.handled(on=date(2026, 3, 2)))
    (silence,) = queries.records([contested.cast.justice.pk], 2026, "ground")
    assert (silence.key, silence.replies, silence.reconsidered) == ("", 0, 1)
    assert silence.reconsideration_rate is None
