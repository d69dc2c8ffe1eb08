"""说明理由: a number or frequency of requests clearly beyond reason, and what follows."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import JudgedUnreasonable, LaterDateFixed, ReasonsAsked, ReasonsGiven, ReasonsLapsed
from gongkai.law.periods import rolled
from gongkai.law.procedure.case import Case, Reasons, Reply
from gongkai.law.procedure.extending import not_past_due
from gongkai.law.procedure.move import Move, from_states
from gongkai.law.procedure.reckoning import Rules, due
from gongkai.law.procedure.states import State
from gongkai.law.statutes import GIR, cites

NOT_PROCESSED = "L12"


@cites(GIR.art(35))
def reasons_not_asked_before(case: Case, _on: date, _rules: Rules) -> str | None:
    """Reasons are asked for once."""
    return f"已于{case.reasons.asked_on}要求申请人说明理由，不能重复要求" if case.reasons else None


@cites(GIR.art(35))
def counts_are_shown(_case: Case, event: ReasonsAsked, _rules: Rules) -> str | None:
    """Whoever asks for reasons shows the numbers that go beyond reason."""
    if not event.counts.strip():
        return "请写明申请数量、频次明显超过合理范围的具体情况；没有超过的，不得要求说明理由"
    if event.deadline and event.deadline <= event.on:
        return f"说明理由的期限{event.deadline}应晚于通知之日{event.on}"
    return None


@cites(GIR.art(35))
def reasons_deadline_is_past(case: Case, on: date, rules: Rules) -> str | None:
    """Silence is established after the deadline to give reasons."""
    if case.reasons is None or case.reasons.deadline is None:
        return None
    last = rolled(case.reasons.deadline, rules.calendar)
    return None if on > last else f"说明理由的期限为{last}，尚未届满"


@cites(GIR.art(35))
def reasons_were_asked(case: Case, _on: date, _rules: Rules) -> str | None:
    """Nobody's requests are found unreasonable unheard."""
    return None if case.reasons else "认定理由不合理之前，须先要求申请人说明理由"


@cites(GIR.art(35))
def reasons_were_given(case: Case, _on: date, _rules: Rules) -> str | None:
    """A later date is for an applicant whose reasons are accepted."""
    if case.reasons and case.reasons.given_on:
        return None
    return "只有申请人说明了合理理由、又无法按期答复的，才能确定延迟答复的日期"


@cites(GIR.art(35))
def date_is_later(case: Case, event: LaterDateFixed, rules: Rules) -> str | None:
    """The later date is a working day after the day the reply is due anyway."""
    last = due(case, rules, on=event.on)
    if event.until <= last:
        return f"延迟答复的日期{event.until}应晚于现在的答复期限{last}"
    if not rules.calendar.is_workday(event.until):
        return f"{event.until}不是工作日，请改定为工作日"
    return None


def ask(case: Case, event: ReasonsAsked, _rules: Rules) -> Case:
    return replace(case, reasons=Reasons(asked_on=event.on, counts=event.counts, deadline=event.deadline))


def give(case: Case, event: ReasonsGiven, _rules: Rules) -> Case:
    return replace(case, reasons=replace(case.reasons, given_on=event.on) if case.reasons else None)


def lapse(case: Case, event: ReasonsLapsed, _rules: Rules) -> Case:
    return replace(case, reasons=replace(case.reasons, lapsed_on=event.on) if case.reasons else None)


def find_wanting(case: Case, event: JudgedUnreasonable, _rules: Rules) -> Case:
    reasons = replace(case.reasons, found_wanting=True) if case.reasons else None
    return replace(case, reasons=reasons, reply=Reply(letter=NOT_PROCESSED, drafted_on=event.on))


def fix_later_date(case: Case, event: LaterDateFixed, _rules: Rules) -> Case:
    return replace(case, later_date=event.until)


HANDLING, PENDING = from_states(State.IN_HANDLING), from_states(State.REASONS_PENDING)
RUNS_ON = "不停止"
MOVES = (
    Move(
        number="E20",
        event=ReasonsAsked,
        label="要求说明理由",
        sources=HANDLING,
        targets=(State.REASONS_PENDING,),
        when=(reasons_not_asked_before,),
        given=(counts_are_shown,),
        change=ask,
        clock=RUNS_ON,
        basis=GIR.art(35),
    ),
    Move(
        number="E21a",
        event=ReasonsGiven,
        label="收到理由说明",
        sources=PENDING,
        targets=(State.IN_HANDLING,),
        change=give,
        clock=RUNS_ON,
        basis=GIR.art(35),
    ),
    Move(
        number="E21b",
        event=ReasonsLapsed,
        label="期满未说明理由",
        sources=PENDING,
        targets=(State.IN_HANDLING,),
        when=(reasons_deadline_is_past,),
        change=lapse,
        clock=RUNS_ON,
        basis=GIR.art(35),
    ),
    Move(
        number="E22",
        event=JudgedUnreasonable,
        label="认定理由不合理",
        sources=HANDLING,
        targets=(State.DRAFTED,),
        when=(reasons_were_asked,),
        change=find_wanting,
        clock=RUNS_ON,
        basis=GIR.art(35),
    ),
    Move(
        number="E23",
        event=LaterDateFixed,
        label="确定延迟答复日期",
        sources=HANDLING,
        targets=(),
        when=(reasons_were_given, not_past_due),
        given=(date_is_later,),
        change=fix_later_date,
        clock="答复期限改为所定日期",
        basis=GIR.art(35),
    ),
)
