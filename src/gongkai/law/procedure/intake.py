"""收件、登记: how a request comes in, is received, registered, split, joined and assigned."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import (
    Assigned,
    Confirmed,
    CorrectionAsked,
    Linked,
    Registered,
    SignedFor,
    Split,
    Submitted,
    TransferredIn,
)
from gongkai.law.procedure.case import Case, Intake, Kind
from gongkai.law.procedure.move import ANY_KIND, IllegalMoveError, Move, Opening, Refusal, from_states
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.states import State
from gongkai.law.receipt import FixedBy, receipt, receipt_rule
from gongkai.law.statutes import CHANNEL_NOTICE, FEE_MEASURES, GIR, HEBEI_NORMS, cites


@cites(GIR.art(31, item=2))
def awaits_signature(case: Case, _on: date, rules: Rules) -> str | None:
    """Only mail that is signed for has a signature to record, and only once."""
    return _awaits(case, FixedBy.SIGNATURE, "签收", rules)


@cites(GIR.art(31))
def awaits_confirmation(case: Case, _on: date, rules: Rules) -> str | None:
    """Only what came in online, by fax or by ordinary mail is confirmed, and only once."""
    return _awaits(case, FixedBy.CONFIRMATION, "双方确认", rules)


def _awaits(case: Case, wanted: FixedBy, word: str, rules: Rules) -> str | None:
    if case.intake is None:
        return f"本件没有{word}可登记"
    rule = receipt_rule(case.intake.channel, rules.practice, on=case.submitted_on)
    if rule.fixed_by is not wanted:
        return f"本件{rule.text}，不登记{word}"
    if case.receipt:
        return f"收到申请之日已确定为{case.receipt.day}，不能再次登记{word}"
    return None


@cites(GIR.art(31))
def receipt_is_fixed(case: Case, _on: date, rules: Rules) -> str | None:
    """A request is registered once the day of its receipt is known."""
    if case.receipt or case.intake is None:
        return None
    rule = receipt_rule(case.intake.channel, rules.practice, on=case.submitted_on)
    word = "签收" if rule.fixed_by is FixedBy.SIGNATURE else "双方确认"
    return f"尚未确定收到申请之日：{rule.text}；请先登记{word}"


@cites(GIR.art(29, 2), GIR.art(45))
def registration_is_complete(_case: Case, event: Registered, _rules: Rules) -> Refusal:
    """The register needs a serial number and what is asked for."""
    if not event.serial.strip():
        return IllegalMoveError("登记编号为空，请填写", GIR.art(45))
    if not event.items or not all(item.strip() for item in event.items):
        return "申请内容为空，请按申请书逐项登记；内容不明确的也照原文登记，再通知补正"
    return None


@cites(HEBEI_NORMS.part("一（一）"), GIR.art(31))
def transfer_is_in_order(_case: Case, event: TransferredIn, _rules: Rules) -> str | None:
    """A request cannot be handed on before it reached the unit that hands it on."""
    if event.reached_unit_on > event.on:
        return f"{event.from_unit}收到的日期{event.reached_unit_on}晚于转交日期{event.on}，请核对"
    return None


@cites(FEE_MEASURES.part("一事一申请"))
def has_several_items(case: Case, _on: date, _rules: Rules) -> str | None:
    """Only a request for several things can be split, and only once."""
    if case.children:
        return f"本件已经拆分为{'、'.join((case.serial, *case.children))}，不能再次拆分"
    return None if len(case.items) > 1 else "本件只有一项申请内容，不需要拆分"


@cites(FEE_MEASURES.part("一事一申请"))
def children_fit(case: Case, event: Split, _rules: Rules) -> str | None:
    """A request is split into at most one request an item, each with a serial number of its own."""
    serials = {case.serial, *event.children}
    if not event.children or len(serials) != len(event.children) + 1 or "" in serials:
        return "请为拆分出的每一件各填一个不同的登记编号"
    if len(serials) > len(case.items):
        return f"本件共{len(case.items)}项内容，最多拆分为{len(case.items)}件"
    return None


@cites(GIR.art(33, 2))
def link_is_sound(case: Case, event: Linked, _rules: Rules) -> str | None:
    """A request is joined with another one that has been received."""
    if not event.to.strip() or event.to == case.serial:
        return "请填写要合并答复的另一件申请的登记编号"
    if event.received_on > event.on:
        return f"另一件申请的收到日期{event.received_on}晚于今天{event.on}，请核对"
    return None


def submit(event: Submitted, rules: Rules) -> Case:
    return _received(
        Case(
            kind=Kind.REQUEST,
            state=State.RECEIVED,
            submitted_on=event.on,
            last_on=event.on,
            intake=Intake(channel=event.channel),
        ),
        rules,
    )


def ask_correction(event: CorrectionAsked, _rules: Rules) -> Case:
    return Case(
        kind=Kind.CORRECTION,
        state=State.IN_HANDLING,
        submitted_on=event.on,
        last_on=event.on,
        runs_from=event.on,
        items=(event.record,),
    )


def _received(case: Case, rules: Rules) -> Case:
    """The case with its day of receipt, where the channel's event has happened."""
    intake = case.intake
    if intake is None:
        return case
    found = receipt(
        intake.channel,
        rules.practice,
        submitted_on=case.submitted_on,
        signed_on=intake.signed_on,
        confirmed_on=intake.confirmed_on,
    )
    return replace(case, receipt=found, runs_from=found.day if found else None)


def sign_for(case: Case, event: SignedFor, rules: Rules) -> Case:
    return _received(
        replace(case, intake=replace(case.intake, signed_on=event.on) if case.intake else None), rules
    )


def confirm(case: Case, event: Confirmed, rules: Rules) -> Case:
    return _received(
        replace(case, intake=replace(case.intake, confirmed_on=event.on) if case.intake else None), rules
    )


def transfer_in(case: Case, event: TransferredIn, _rules: Rules) -> Case:
    if case.intake is None:
        return case
    came = (event.from_unit, event.reached_unit_on)
    return replace(case, intake=replace(case.intake, transfers=(*case.intake.transfers, came)))


def register(case: Case, event: Registered, _rules: Rules) -> Case:
    return replace(case, serial=event.serial, applicant=event.applicant, items=event.items)


def split(case: Case, event: Split, _rules: Rules) -> Case:
    return replace(case, children=event.children)


def link(case: Case, event: Linked, _rules: Rules) -> Case:
    earliest = min(event.received_on, case.linked_received_on or event.received_on)
    return replace(case, linked_to=event.to, linked_received_on=earliest)


def assign(case: Case, event: Assigned, _rules: Rules) -> Case:
    return replace(case, unit=event.unit)


OPENINGS = (
    Opening(
        number="E01",
        event=Submitted,
        label="提交申请",
        opens=submit,
        clock="当面、口头提交的，当日为收到申请之日；其他渠道尚不起算",
        basis=CHANNEL_NOTICE.part(),
    ),
    Opening(
        number="E37",
        event=CorrectionAsked,
        label="申请更正",
        opens=ask_correction,
        clock="条例未规定期限，按内部期限办理",
        basis=GIR.art(41),
    ),
)
RECEIVED, REGISTERED = from_states(State.RECEIVED), from_states(State.REGISTERED)
MOVES = (
    Move(
        number="E02",
        event=SignedFor,
        label="登记签收",
        sources=RECEIVED,
        targets=(),
        when=(awaits_signature,),
        change=sign_for,
        clock="签收之日为收到申请之日",
        basis=GIR.art(31, item=2),
    ),
    Move(
        number="E03",
        event=Confirmed,
        label="登记双方确认",
        sources=RECEIVED,
        targets=(),
        when=(awaits_confirmation,),
        change=confirm,
        clock="确认之日为收到申请之日；内部预警自提交之日起算",
        basis=GIR.art(31, item=3),
    ),
    Move(
        number="E04",
        event=TransferredIn,
        label="登记内部转交",
        sources=RECEIVED,
        targets=(),
        given=(transfer_is_in_order,),
        change=transfer_in,
        clock="收到申请之日不变",
        basis=HEBEI_NORMS.part("一（一）"),
    ),
    Move(
        number="E05",
        event=Registered,
        label="登记",
        sources=RECEIVED,
        targets=(State.REGISTERED,),
        when=(receipt_is_fixed,),
        given=(registration_is_complete,),
        change=register,
        clock="不变",
        basis=GIR.art(45),
    ),
    Move(
        number="E06",
        event=Split,
        label="拆分为多件",
        sources=REGISTERED,
        targets=(),
        when=(has_several_items,),
        given=(children_fit,),
        change=split,
        clock="各件的收到申请之日不变",
        basis=FEE_MEASURES.part("一事一申请"),
    ),
    Move(
        number="E07",
        event=Linked,
        label="合并答复",
        sources=REGISTERED,
        targets=(),
        given=(link_is_sound,),
        change=link,
        clock="以较早届满的期限为准",
        basis=GIR.art(33, 2),
    ),
    Move(
        number="E08",
        event=Assigned,
        label="分办",
        sources=from_states(State.REGISTERED, State.IN_HANDLING),
        targets=(State.IN_HANDLING,),
        change=assign,
        clock="不变",
        basis=GIR.art(45),
        kinds=ANY_KIND,
    ),
)
