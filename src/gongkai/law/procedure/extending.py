"""延长答复期限: agreed by the head of the disclosure office and told before the term is over."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import ExtensionApproved, ExtensionTold
from gongkai.law.procedure.case import Case, Extension
from gongkai.law.procedure.move import Move, from_states
from gongkai.law.procedure.reckoning import Rules, due, extension_left
from gongkai.law.procedure.states import State
from gongkai.law.statutes import GIR, cites


@cites(GIR.art(33, 2))
def not_past_due(case: Case, on: date, rules: Rules) -> str | None:
    """What prolongs or restarts a term has to happen while it runs."""
    last = due(case, rules, on=on)
    return None if on <= last else f"答复期限已于{last}届满，不能再办理此项；请立即答复，并记录逾期原因"


@cites(GIR.art(33, 2))
def extension_is_left(case: Case, _on: date, _rules: Rules) -> str | None:
    """One pool of working days to extend by; what an authority ordered is not extended at all."""
    if case.order:
        return f"{case.order.by}责令的期限不能自行延长"
    if extension_left(case) <= 0:
        return f"延长答复期限最长不超过{case.extension.used}个工作日，已经用完"
    return None


@cites(GIR.art(33, 2), rests_on=("extension_allowed_again_after_restart",))
def not_extended_before_restart(case: Case, _on: date, rules: Rules) -> str | None:
    """Whether a term that runs anew may be extended again is not settled."""
    if rules.practice.extension_allowed_again_after_restart or not case.earlier_extensions:
        return None
    return "重新计算期限之前已经延长过答复期限，不再延长"


@cites(GIR.art(33, 2))
def none_is_pending(case: Case, _on: date, _rules: Rules) -> str | None:
    """An extension that was agreed is told before another is asked for."""
    if case.extension.pending is None:
        return None
    return f"已同意延长{case.extension.pending}个工作日，尚未告知申请人；请先发出延期告知书"


@cites(GIR.art(33, 2))
def head_has_agreed(case: Case, _on: date, _rules: Rules) -> str | None:
    """The applicant is told of an extension only after the head agreed."""
    if case.extension.pending is None:
        return "延期须先经政府信息公开工作机构负责人同意；请先登记审批"
    return None


@cites(GIR.art(33, 2))
def extension_fits(case: Case, event: ExtensionApproved, _rules: Rules) -> str | None:
    """The head is named, and the days asked for are left in the pool."""
    if not event.by.strip():
        return "请填写同意延期的政府信息公开工作机构负责人"
    left = extension_left(case)
    if not 1 <= event.workdays <= left:
        return f"可延长1至{left}个工作日，填写的是{event.workdays}个"
    return None


def approve(case: Case, event: ExtensionApproved, _rules: Rules) -> Case:
    agreed = replace(case.extension, pending=event.workdays, approved_by=event.by, approved_on=event.on)
    return replace(case, extension=agreed)


def tell(case: Case, event: ExtensionTold, _rules: Rules) -> Case:
    agreed = case.extension
    told = Extension(
        used=agreed.used + (agreed.pending or 0),
        approved_by=agreed.approved_by,
        approved_on=agreed.approved_on,
        told_on=(*agreed.told_on, event.on),
    )
    return replace(case, extension=told)


HANDLING = from_states(State.IN_HANDLING, State.CONSULTING)
MOVES = (
    Move(
        number="E18",
        event=ExtensionApproved,
        label="同意延期",
        sources=HANDLING,
        targets=(),
        when=(extension_is_left, not_extended_before_restart, none_is_pending, not_past_due),
        given=(extension_fits,),
        change=approve,
        clock="不变，告知申请人后才延长",
        basis=GIR.art(33, 2),
    ),
    Move(
        number="E19",
        event=ExtensionTold,
        label="发出延期告知书",
        sources=HANDLING,
        targets=(),
        when=(head_has_agreed, not_past_due),
        change=tell,
        clock="延长已同意的工作日数",
        basis=GIR.art(33, 2),
    ),
)
