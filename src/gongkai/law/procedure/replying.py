"""检索、审查、拟稿、签发: from the search to the signed letter, and the applicant's withdrawal."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import Drafted, Review, Reviewed, Searched, Signed, Withdrawn
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.procedure.case import Case, Kind, Reply
from gongkai.law.procedure.move import ANY_KIND, IllegalMoveError, Move, Refusal, from_states
from gongkai.law.procedure.reckoning import Rules, alarm_due
from gongkai.law.procedure.states import UNANSWERED, State
from gongkai.law.statutes import GIR, RECONSIDERATION, cites

WITHDRAWN, CORRECTED, RE_REPLIED, NOT_EXISTING = "L31", "L30", "L32", "L18"
WITHOUT_REPLY = frozenset({"L03", "L29", WITHDRAWN})
UNREASONABLE, STILL_UNCLEAR = "L12", "L21"
REVIEWS = {Review.DISCLOSURE: "公开审查", Review.SECRECY: "保密审查", Review.LEGAL: "法制审核"}


@cites(GIR.art(32), GIR.art(33, 3))
def opinions_are_in(case: Case, on: date, rules: Rules) -> str | None:
    """The decision waits for the opinions asked for, but not beyond the term without any pause.

    A file is never locked: once that day has passed the organ may decide without the opinion.
    """
    if not case.open_consultations:
        return None
    last = alarm_due(case, rules)
    if on > last:
        return None
    awaited = "、".join(consultation.party for consultation in case.open_consultations)
    return f"尚在征求{awaited}的意见，请等待答复或者认定期满未答复；{last}之后可以不再等待"


@cites(GIR.art(36), GIR.art(41), GIR.art(45))
def letter_decides(case: Case, event: Drafted, _rules: Rules) -> Refusal:
    """A draft is a letter that decides what was asked for."""
    kind = OUTCOMES.get(event.letter)
    if kind is None:
        return f"没有代码为“{event.letter}”的文书"
    if case.kind is Kind.CORRECTION:
        fits = event.letter == CORRECTED
        return None if fits else IllegalMoveError(f"更正申请的答复文书为{CORRECTED}", GIR.art(41))
    if event.letter == RE_REPLIED:
        return _is_ordered_anew(case)
    if event.letter in WITHOUT_REPLY or not kind.ends_request:
        return f"《{kind.title}》不是对申请的答复，请选择一种答复文书"
    return None


def _is_ordered_anew(case: Case) -> Refusal:
    """A new reply takes the place of an earlier one; who was ordered to reply at last gives the first."""
    if case.order is None:
        reason = "没有责令重新答复的决定或者裁判，不能使用重新答复书"
    elif case.ending is None:
        reason = "本件此前没有作出过答复，不能使用重新答复书；请选择与答复内容相应的文书"
    else:
        return None
    return IllegalMoveError(reason, RECONSIDERATION.art(64))


@cites(GIR.art(36, item=4))
def searched_before_denying(case: Case, event: Drafted, _rules: Rules) -> str | None:
    """That information does not exist can be said only after a search."""
    if event.letter != NOT_EXISTING or case.searches:
        return None
    return "答复“政府信息不存在”之前须先检索，请登记检索记录"


@cites(GIR.art(35))
def found_unreasonable(case: Case, event: Drafted, _rules: Rules) -> str | None:
    """A mass of requests is left unhandled only after its reasons were found wanting."""
    if event.letter != UNREASONABLE or (case.reasons and case.reasons.found_wanting):
        return None
    return "使用此文书须先要求说明理由并“认定理由不合理”"


@cites(GIR.art(30))
def found_still_unclear(case: Case, event: Drafted, _rules: Rules) -> str | None:
    """«Still unclear» is answered only after that was found of the supplemented request."""
    if event.letter != STILL_UNCLEAR or (case.supplement and case.supplement.still_unclear):
        return None
    return "使用此文书须先通知补正并“认定补正后仍不明确”"


@cites(GIR.art(17), GIR.art(45))
def reviews_are_passed(case: Case, _on: date, _rules: Rules) -> str | None:
    """Nothing is signed before the disclosure, secrecy and legal reviews have been passed."""
    last = {review.review: review.passed for review in case.reviews}
    failed = [REVIEWS[review] for review in Review if last.get(review) is False]
    if failed:
        return f"{'、'.join(failed)}未通过，请修改后重新拟稿、重新审查"
    missing = [REVIEWS[review] for review in Review if review not in last]
    return f"签发前还须完成{'、'.join(missing)}" if missing else None


@cites(GIR.art(45))
def letter_has_number(_case: Case, event: Signed, _rules: Rules) -> str | None:
    """A signed letter has a number."""
    return None if event.number.strip() else "文号为空，请先编号"


@cites(GIR.art(45))
def is_still_open(case: Case, _on: date, _rules: Rules) -> str | None:
    """What has been decided cannot be withdrawn any more."""
    return f"本件已于{case.closed_on}办结，不能再撤回" if case.closed_on else None


@cites(GIR.art(45))
def registered_if_received(case: Case, _on: date, _rules: Rules) -> str | None:
    """A received request is registered before it is closed, so that the report can count it."""
    if case.receipt and not case.serial:
        return "收到的申请须先登记，再办理撤回"
    return None


def search(case: Case, event: Searched, _rules: Rules) -> Case:
    return replace(case, searches=(*case.searches, event))


def review(case: Case, event: Reviewed, _rules: Rules) -> Case:
    return replace(case, reviews=(*case.reviews, event))


@cites(GIR.art(17), GIR.art(45))
def draft(case: Case, event: Drafted, _rules: Rules) -> Case:
    """A new draft in place of an old one has to be reviewed anew; opinions still out are not awaited."""
    return replace(
        case,
        reply=Reply(letter=event.letter, drafted_on=event.on),
        reviews=() if case.state is State.DRAFTED else case.reviews,
        consultations=tuple(
            replace(asked, dropped_on=event.on) if asked.is_open else asked for asked in case.consultations
        ),
    )


@cites(GIR.art(36), GIR.art(41))
def sign(case: Case, event: Signed, _rules: Rules) -> Case:
    """The first signature closes the request and fixes row and year of the report, once for all."""
    if case.reply is None:
        return case
    signed = replace(case, reply=replace(case.reply, number=event.number, signed_on=event.on))
    if case.closed_on:
        return signed
    return replace(signed, ending=case.reply.letter, closed_on=event.on)


def withdraw(case: Case, event: Withdrawn, _rules: Rules) -> Case:
    return replace(case, ending=WITHDRAWN, closed_on=event.on)


MOVES = (
    Move(
        number="E27",
        event=Withdrawn,
        label="申请人撤回",
        sources=UNANSWERED,
        targets=(State.WITHDRAWN,),
        when=(is_still_open, registered_if_received),
        change=withdraw,
        clock="终止",
        basis=GIR.art(45),
        kinds=ANY_KIND,
    ),
    Move(
        number="E28",
        event=Searched,
        label="登记检索",
        sources=from_states(
            State.IN_HANDLING, State.CONSULTING, State.REASONS_PENDING, State.DRAFTED, State.RE_REPLY
        ),
        targets=(),
        change=search,
        clock="不停止",
        basis=GIR.art(36, item=4),
        kinds=ANY_KIND,
    ),
    Move(
        number="E29",
        event=Reviewed,
        label="登记审查",
        sources=from_states(State.IN_HANDLING, State.CONSULTING, State.DRAFTED, State.RE_REPLY),
        targets=(),
        change=review,
        clock="不停止",
        basis=GIR.art(17),
        kinds=ANY_KIND,
    ),
    Move(
        number="E30",
        event=Drafted,
        label="拟稿",
        sources=from_states(State.IN_HANDLING, State.CONSULTING, State.DRAFTED, State.RE_REPLY),
        targets=(State.DRAFTED,),
        when=(opinions_are_in,),
        given=(letter_decides, searched_before_denying, found_unreasonable, found_still_unclear),
        change=draft,
        clock="不停止",
        basis=GIR.art(36),
        kinds=ANY_KIND,
    ),
    Move(
        number="E31",
        event=Signed,
        label="签发",
        sources=from_states(State.DRAFTED),
        targets=(State.SIGNED,),
        when=(reviews_are_passed,),
        given=(letter_has_number,),
        change=sign,
        clock="不停止",
        basis=GIR.art(45),
        kinds=ANY_KIND,
    ),
)
