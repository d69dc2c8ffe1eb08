"""其他期限: the limits that run beside the term to reply, each with its last day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.periods import calendar_days, rolled
from gongkai.law.procedure.case import Case, Dispute
from gongkai.law.procedure.reckoning import (
    OPINION_BASIS,
    Rules,
    opinion_limit,
    payment_limit,
    supplement_limit,
)
from gongkai.law.procedure.states import State
from gongkai.law.statutes import (
    CIVIL_PROCEDURE,
    FEE_MEASURES,
    GIR,
    LITIGATION,
    RECONSIDERATION,
    RECONSIDERATION_2017,
    Provision,
    cites,
)
from gongkai.law.workdays import Calendar

SIMPLIFIED_WORKDAYS, ORDINARY_DAYS, SUIT_DAYS = 5, 10, 15


class LimitKind(StrEnum):
    """What has to be done by the day."""

    SUPPLEMENT_NOTICE = "supplement_notice"
    SUPPLEMENT = "supplement"
    OPINION = "opinion"
    REASONS = "reasons"
    PAYMENT = "payment"
    RECONSIDERATION_ANSWER = "reconsideration_answer"
    SUIT_ANSWER = "suit_answer"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day; ``provisional`` where it rests on a year without a holiday notice."""

    kind: LimitKind
    label: str
    last_day: date
    basis: Provision
    provisional: bool


@cites(
    RECONSIDERATION.art(48), RECONSIDERATION.art(54), RECONSIDERATION.art(88), RECONSIDERATION_2017.art(23)
)
def reconsideration_answer_limit(dispute: Dispute, calendar: Calendar) -> date:
    """The last day to answer in a reconsideration: 10 working days, 5 in the simplified procedure.

    Under the law before 2024 the ten days are calendar days.
    """
    if not RECONSIDERATION.is_in_force(dispute.notified_on):
        return calendar_days(dispute.notified_on, ORDINARY_DAYS, calendar)
    days = SIMPLIFIED_WORKDAYS if dispute.simplified else ORDINARY_DAYS
    return calendar.add_workdays(dispute.notified_on, days)


@cites(LITIGATION.art(67, 1), CIVIL_PROCEDURE.art(85, 3))
def suit_answer_limit(dispute: Dispute, calendar: Calendar) -> date:
    """The last day to hand in answer and evidence in a suit: 15 calendar days after the copy came."""
    return calendar_days(dispute.notified_on, SUIT_DAYS, calendar)


@cites(GIR.art(44), rests_on=("conversion_workdays",))
def publication_limit(converted_on: date, rules: Rules) -> date:
    """The last day to publish for everybody what it was decided to publish."""
    return rules.calendar.add_workdays(converted_on, rules.practice.conversion_workdays)


@cites(GIR.art(30), GIR.art(32), GIR.art(34), FEE_MEASURES.art(6))
def limits(case: Case, rules: Rules) -> tuple[Limit, ...]:
    """The limits that run in the state the case is in."""
    found = (*_handling(case, rules), *_disputes(case, rules))
    calendar = rules.calendar
    return tuple(
        Limit(kind, label, day, basis, calendar.certainty(after, day)[0])
        for kind, label, after, day, basis in found
    )


Found = tuple[LimitKind, str, date, date, Provision]


def _handling(case: Case, rules: Rules) -> Iterator[Found]:
    calendar, supplement, reasons, fee = rules.calendar, case.supplement, case.reasons, case.fee
    notice = supplement_limit(case, rules)
    may_ask = case.state in {State.RECEIVED, State.REGISTERED, State.IN_HANDLING} and supplement is None
    if notice and may_ask and case.received_on:
        yield LimitKind.SUPPLEMENT_NOTICE, "发出补正通知", case.received_on, notice, GIR.art(30)
    if supplement and case.state is State.SUPPLEMENT_PENDING:
        last = rolled(supplement.deadline, calendar)
        yield LimitKind.SUPPLEMENT, "申请人补正", supplement.asked_on, last, GIR.art(30)
    for asked in case.open_consultations:
        limit = opinion_limit(asked, calendar)
        if limit and asked.received_on:
            yield (
                LimitKind.OPINION,
                f"{asked.party}答复意见",
                asked.received_on,
                limit,
                OPINION_BASIS[asked.kind],
            )
    if reasons and reasons.is_open and reasons.deadline:
        last = rolled(reasons.deadline, calendar)
        yield LimitKind.REASONS, "申请人说明理由", reasons.asked_on, last, GIR.art(35)
    last_payment = payment_limit(fee, calendar) if fee and case.state is State.FEE_PENDING else None
    if last_payment and fee and fee.received_on:
        yield LimitKind.PAYMENT, "申请人缴费", fee.received_on, last_payment, FEE_MEASURES.art(6)


def _disputes(case: Case, rules: Rules) -> Iterator[Found]:
    calendar = rules.calendar
    for dispute in case.disputes:
        start = dispute.notified_on
        if dispute.simplified is None:
            last = suit_answer_limit(dispute, calendar)
            yield LimitKind.SUIT_ANSWER, "提交答辩状和证据", start, last, LITIGATION.art(67, 1)
        else:
            last = reconsideration_answer_limit(dispute, calendar)
            basis = RECONSIDERATION.art(54 if dispute.simplified else 48)
            if not RECONSIDERATION.is_in_force(start):
                basis = RECONSIDERATION_2017.art(23)
            yield LimitKind.RECONSIDERATION_ANSWER, "提交行政复议答复", start, last, basis
    if case.converted_on:
        last = publication_limit(case.converted_on, rules)
        yield LimitKind.PUBLICATION, "主动公开", case.converted_on, last, GIR.art(44)
