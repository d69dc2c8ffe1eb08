"""The last day to answer in a dispute."""

from dataclasses import dataclass
from datetime import date

from gongkai import facts
from gongkai.law.limits import reconsideration_answer_limit, suit_answer_limit
from gongkai.law.procedure.case import Dispute


@dataclass(frozen=True, slots=True)
class AnswerLimit:
    """The last day; provisional where it rests on a year without a holiday notice."""

    day: date
    is_provisional: bool


def answer_limit(notified_on: date, *, simplified: bool | None) -> AnswerLimit:
    """The last day to answer (复议法 48, 54; 诉讼法 67); ``simplified`` is None for a suit."""
    calendar = facts.calendar()
    dispute = Dispute(notified_on=notified_on, simplified=simplified)
    reckon = suit_answer_limit if simplified is None else reconsideration_answer_limit
    day = reckon(dispute, calendar)
    return AnswerLimit(day, calendar.certainty(notified_on, day)[0])
