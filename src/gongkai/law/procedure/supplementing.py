"""补正: one notice to supplement, within seven working days, and what comes of it."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import FoundStillUnclear, SupplementAsked, Supplemented, SupplementLapsed
from gongkai.law.periods import rolled
from gongkai.law.procedure.case import Case, Extension, Reply, Restart, Supplement
from gongkai.law.procedure.move import Move, from_states
from gongkai.law.procedure.reckoning import Rules, supplement_limit
from gongkai.law.procedure.states import State
from gongkai.law.statutes import GIR, cites

STILL_UNCLEAR, LAPSED = "L21", "L03"


@cites(GIR.art(30))
def not_asked_before(case: Case, _on: date, _rules: Rules) -> str | None:
    """The notice to supplement is sent once only."""
    if case.supplement is None:
        return None
    return (
        f"补正通知只能发出一次，已于{case.supplement.asked_on}发出；"
        "补正后仍不明确的，请作出“补正后申请内容仍不明确”的答复"
    )


@cites(GIR.art(30))
def within_seven_workdays(case: Case, on: date, rules: Rules) -> str | None:
    """The notice to supplement is posted by the 7th working day after receipt."""
    limit = supplement_limit(case, rules)
    if limit is None or on <= limit:
        return None
    return f"补正通知最迟应在收到申请后第7个工作日（{limit}）发出，现已超过；请按现有申请内容办理并答复"


@cites(GIR.art(30))
def points_are_named(_case: Case, event: SupplementAsked, _rules: Rules) -> str | None:
    """The notice says what is unclear and gives a deadline that has not passed."""
    if not event.points or not all(point.strip() for point in event.points):
        return "请一次性写明需要补正的全部事项；申请内容明确的，不得要求补正"
    if event.deadline <= event.on:
        return f"补正期限{event.deadline}应晚于通知发出之日{event.on}，请给申请人合理的补正期限"
    return None


@cites(GIR.art(30))
def supplement_deadline_is_past(case: Case, on: date, rules: Rules) -> str | None:
    """The request is abandoned only after the deadline to supplement."""
    if case.supplement is None:
        return "尚未发出补正通知"
    last = rolled(case.supplement.deadline, rules.calendar)
    return None if on > last else f"补正期限为{last}，尚未届满；请等待申请人补正"


@cites(GIR.art(30))
def service_is_proved(_case: Case, event: SupplementLapsed, _rules: Rules) -> str | None:
    """Abandonment needs proof that the notice reached the applicant."""
    return None if event.proof_of_service.strip() else "缺少补正通知的送达凭证，请补录后再认定逾期不补正"


@cites(GIR.art(30))
def was_supplemented(case: Case, _on: date, _rules: Rules) -> str | None:
    """«Still unclear» is found only of a request that was supplemented."""
    if case.supplement and case.supplement.supplemented_on:
        return None
    return "本件没有经过补正，不能认定“补正后申请内容仍不明确”；内容不明确的，请先发补正通知"


@cites(GIR.art(30))
def is_in_time(supplement: Supplement, event: Supplemented, rules: Rules) -> bool:
    """Whether a supplement counts: it came by the deadline, or later with good reason."""
    return event.on <= rolled(supplement.deadline, rules.calendar) or bool(event.good_reason.strip())


def ask(case: Case, event: SupplementAsked, _rules: Rules) -> Case:
    notice = Supplement(asked_on=event.on, points=event.points, deadline=event.deadline)
    return replace(case, supplement=notice)


def take_in(case: Case, event: Supplemented, rules: Rules) -> Case:
    """A supplement in time makes the term run anew; a late one is kept in the file and changes nothing."""
    if case.supplement is None:
        return case
    if not is_in_time(case.supplement, event, rules):
        return replace(case, supplement=replace(case.supplement, late_on=event.on))
    supplement = replace(case.supplement, supplemented_on=event.on, good_reason=event.good_reason)
    return replace(restarted(case, event.on, Restart.SUPPLEMENT), supplement=supplement)


@cites(GIR.art(30))
def restarted(case: Case, on: date, by: Restart) -> Case:
    """The case with a term that runs anew from that day, without the extensions and dates of the old one."""
    return replace(
        case,
        runs_from=on,
        restarted_by=by,
        extension=Extension(),
        earlier_extensions=case.earlier_extensions + case.extension.used,
        later_date=None,
        linked_received_on=None,
    )


def lapse(case: Case, event: SupplementLapsed, _rules: Rules) -> Case:
    return replace(case, ending=LAPSED, closed_on=event.on)


def find_still_unclear(case: Case, event: FoundStillUnclear, _rules: Rules) -> Case:
    supplement = replace(case.supplement, still_unclear=True) if case.supplement else None
    return replace(case, supplement=supplement, reply=Reply(letter=STILL_UNCLEAR, drafted_on=event.on))


def handled_or_waiting(case: Case) -> State:
    """A late supplement without good reason leaves the case waiting for its closing."""
    supplemented = case.supplement and case.supplement.supplemented_on
    return State.IN_HANDLING if supplemented else State.SUPPLEMENT_PENDING


MOVES = (
    Move(
        number="E09",
        event=SupplementAsked,
        label="发出补正通知",
        sources=from_states(State.REGISTERED, State.IN_HANDLING),
        targets=(State.SUPPLEMENT_PENDING,),
        when=(not_asked_before, within_seven_workdays),
        given=(points_are_named,),
        change=ask,
        clock="停止，收到补正后重新起算",
        basis=GIR.art(30),
    ),
    Move(
        number="E10",
        event=Supplemented,
        label="收到补正",
        sources=from_states(State.SUPPLEMENT_PENDING),
        targets=(State.IN_HANDLING, State.SUPPLEMENT_PENDING),
        choose=handled_or_waiting,
        change=take_in,
        clock="自收到补正之日起重新计算；逾期且无正当理由的不重新计算",
        basis=GIR.art(30),
    ),
    Move(
        number="E11",
        event=SupplementLapsed,
        label="逾期未补正，不再处理",
        sources=from_states(State.SUPPLEMENT_PENDING),
        targets=(State.SUPPLEMENT_LAPSED,),
        when=(supplement_deadline_is_past,),
        given=(service_is_proved,),
        change=lapse,
        clock="终止",
        basis=GIR.art(30),
    ),
    Move(
        number="E12",
        event=FoundStillUnclear,
        label="认定补正后仍不明确",
        sources=from_states(State.IN_HANDLING),
        targets=(State.DRAFTED,),
        when=(was_supplemented,),
        change=find_still_unclear,
        clock="不停止",
        basis=GIR.art(30),
    ),
)
