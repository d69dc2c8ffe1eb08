"""期限是怎样算出来的: each day of a term with its number or the reason it is skipped, and the steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.law.procedure.case import Case, Kind, Opinion, Restart
from gongkai.law.procedure.reckoning import (
    CONSULTED,
    OPINION_BASIS,
    Rules,
    alarm_due,
    consultation_pause,
    opinion_limit,
    pauses,
    reply_basis,
    reply_workdays,
    term_start,
)
from gongkai.law.statutes import CIVIL_PROCEDURE, FEE_MEASURES, GIR, GIR_2007, HOLIDAYS, Provision, cites
from gongkai.law.suspension import paused_workdays, union
from gongkai.law.terms import terms
from gongkai.law.workdays import WEEKDAYS, DayKind

DAY = timedelta(days=1)
REST = HOLIDAYS.part()


class Mark(StrEnum):
    """What a day is to the term."""

    COUNTED = "counted"
    REST = "rest"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the term: its number among the counted days, or None and why it is skipped."""

    day: date
    mark: Mark
    number: int | None
    why: str
    basis: Provision | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence of the explanation and the provision it rests on."""

    text: str
    basis: Provision

    def __str__(self) -> str:
        return f"{self.text}（{self.basis}）"


def spelled(day: date) -> str:
    """The day as the explanation prints it.

    >>> spelled(date(2026, 10, 26))
    '2026年10月26日（星期一）'
    """
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


@cites(GIR.art(33, 2), GIR.art(33, 3), HOLIDAYS.part())
def days(case: Case, rules: Rules, *, on: date, until: date) -> tuple[Day, ...]:
    """Every day after the day 0 of the term up to ``until``, counted or skipped with the reason.

    A later date that was told stands whatever is asked of others, so that nothing pauses before it.
    """
    paused = () if until == case.later_date else pauses(case, rules, on=on)
    why = rules.calendar.why
    found: list[Day] = []
    number = 0
    day = term_start(case, rules)
    while (day := day + DAY) <= until:
        reason = why(day)
        pausing = [pause for pause in paused if day in pause] if reason.works else []
        if not reason.works:
            found.append(Day(day, Mark.REST, None, reason.text, REST))
        elif pausing:
            told = "；".join(pause.why for pause in pausing)
            found.append(Day(day, Mark.PAUSED, None, f"暂停：{told}", pausing[0].basis))
        else:
            number += 1
            found.append(
                Day(day, Mark.COUNTED, number, "" if reason.kind is DayKind.WEEKDAY else reason.text)
            )
    return tuple(found)


@cites(GIR.art(31), GIR.art(33), CIVIL_PROCEDURE.art(85))
def steps(case: Case, rules: Rules, *, on: date, due: date) -> tuple[Step, ...]:
    """How the due date follows, sentence by sentence, each with its provision."""
    if case.order:
        text = f"{case.order.by}责令重新答复，期限至{spelled(due)}"
        return (Step(text, GIR.art(51)),)
    return (
        *_beginning(case),
        _term(case, rules),
        *_consultations(case, rules, on=on),
        *_extensions(case),
        *_end(case, rules, on=on, due=due),
    )


def _beginning(case: Case) -> Iterator[Step]:
    if case.receipt:
        rule = case.receipt.rule
        yield Step(f"收到申请之日：{spelled(case.receipt.day)}；{rule.text}", rule.basis)
    elif case.kind is Kind.CORRECTION:
        yield Step(f"收到更正申请之日：{spelled(case.submitted_on)}", GIR.art(41))
    if case.restarted_by and case.runs_from:
        word, basis = {
            Restart.SUPPLEMENT: ("收到补正的申请", GIR.art(30)),
            Restart.PAYMENT: ("申请人缴清费用", FEE_MEASURES.art(6)),
        }[case.restarted_by]
        yield Step(f"{spelled(case.runs_from)}{word}，答复期限重新计算，此前的扣除和延期不再计入", basis)
    if case.runs_from and case.linked_received_on and case.linked_received_on < case.runs_from:
        text = f"与{case.linked_to}（{spelled(case.linked_received_on)}收到）合并答复，以先届满的期限为准"
        yield Step(text, GIR.art(33, 2))


def _consultations(case: Case, rules: Rules, *, on: date) -> Iterator[Step]:
    calendar = rules.calendar
    for asked in case.consultations:
        pause = consultation_pause(asked, rules, on=on)
        if case.runs_from is None or pause.until <= case.runs_from:
            continue
        limit = opinion_limit(asked, calendar)
        told = [f"{CONSULTED[asked.kind]}（{asked.party}）：{spelled(asked.sent_on)}发出"]
        if asked.received_on:
            told.append(f"{spelled(asked.received_on)}收到")
        if limit:
            told.append(f"其答复期限第{terms(asked.sent_on).opinion}个工作日为{spelled(limit)}")
        if asked.answered_on:
            told.append(f"{spelled(asked.answered_on)}收到意见")
        elif asked.dropped_on:
            told.append(f"{spelled(asked.dropped_on)}起不再等待")
        else:
            told.append(SILENCE[asked.opinion])
        days_out = calendar.workdays_between(pause.after, pause.until)
        until = spelled(pause.until)
        yield Step(f"{'，'.join(told)}；自发出次日至{until}共{days_out}个工作日不计入", pause.basis)
        if asked.lapsed_on:
            yield Step(f"{asked.party}期满未答复：{SILENCE[asked.opinion]}", OPINION_BASIS[asked.kind])


SILENCE = {
    Opinion.OPEN: "尚未答复",
    Opinion.ORGAN_DECIDES: "由行政机关决定是否公开",
    Opinion.DEEMED_CONSENT: "视为同意公开",
    Opinion.NO_RULE: "法律没有规定后果，由行政机关判断",
}


def _extensions(case: Case) -> Iterator[Step]:
    extension = case.extension
    if extension.used and extension.approved_on:
        told = "、".join(spelled(day) for day in extension.told_on)
        text = f"经{extension.approved_by}同意延长{extension.used}个工作日，{told}告知申请人"
        yield Step(text, reply_basis(case))
    if extension.pending:
        text = f"已同意延长{extension.pending}个工作日，尚未告知申请人，暂不延长"
        yield Step(text, reply_basis(case))


def _term(case: Case, rules: Rules) -> Step:
    term, start = reply_workdays(case, rules.practice), term_start(case, rules)
    return Step(f"答复期限{term}个工作日，自{spelled(start)}的次日起计算", reply_basis(case))


def _end(case: Case, rules: Rules, *, on: date, due: date) -> Iterator[Step]:
    spans = union(pauses(case, rules, on=on))
    out = paused_workdays(spans, rules.calendar, after=term_start(case, rules), until=due)
    if case.later_date == due:
        yield Step(f"已告知申请人延迟至{spelled(due)}答复，以此日为准", GIR.art(35))
    else:
        if out:
            yield Step(f"征求意见共扣除{out}个工作日，重叠的日子只扣一次", _pause_basis(case))
        number = reply_workdays(case, rules.practice) + case.extension.used
        yield Step(f"第{number}个工作日为{spelled(due)}，即答复期限届满之日", reply_basis(case))
    alarm = alarm_due(case, rules)
    if alarm != due:
        yield Step(f"不作任何扣除、自提交之日起算，内部预警日为{spelled(alarm)}", GIR.art(33, 2))


def _pause_basis(case: Case) -> Provision:
    return GIR_2007.art(24, 3) if reply_basis(case).instrument is GIR_2007 else GIR.art(33, 3)
