"""The days that follow from a case: due dates, limits, and when it was answered.

A consultation whose answer is still awaited pauses the clock to its limit; where the party's day
of receipt is not known, to the day one asks about. Whether a case is late does not depend on it.
"""

from dataclasses import dataclass
from datetime import date

from gongkai.law.events import Delivery, Party
from gongkai.law.periods import rolled
from gongkai.law.practice import Practice
from gongkai.law.procedure.case import Case, Consultation, Fee, Kind, Opinion
from gongkai.law.statutes import FEE_MEASURES, GIR, GIR_2007, SERVICE_NOTICE, Provision, cites
from gongkai.law.suspension import Pause, last_day, union
from gongkai.law.terms import Terms, terms
from gongkai.law.workdays import Calendar

PAYMENT_WORKDAYS = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What a case is judged by besides the law: the calendar and the unconfirmed choices."""

    calendar: Calendar
    practice: Practice


CONSULTED = {
    Party.THIRD_PARTY: "征求第三方意见",
    Party.CO_MAKER: "征求共同制作机关意见",
    Party.OTHER_ORGAN: "征求其他机关意见",
}
OPINION_BASIS = {
    Party.THIRD_PARTY: GIR.art(32),
    Party.CO_MAKER: GIR.art(34),
    Party.OTHER_ORGAN: GIR.art(33, 3),
}


@cites(GIR.art(32), GIR.art(34))
def silence_means(kind: Party) -> Opinion:
    """What the law makes of a consulted party's silence.

    >>> silence_means(Party.THIRD_PARTY).value, silence_means(Party.CO_MAKER).value
    ('organ_decides', 'deemed_consent')
    """
    return {
        Party.THIRD_PARTY: Opinion.ORGAN_DECIDES,
        Party.CO_MAKER: Opinion.DEEMED_CONSENT,
        Party.OTHER_ORGAN: Opinion.NO_RULE,
    }[kind]


@cites(GIR.art(32), GIR.art(34), rests_on=("suspension_ends_at_consultation_limit",))
def opinion_limit(consultation: Consultation, calendar: Calendar) -> date | None:
    """The last day for the party's opinion; None while it is not known when he got the letter.

    No text fixes a limit for organs that did not make the information together with this one; the
    same fifteen working days are taken, so that the clock does not stand still without end.
    """
    workdays = terms(consultation.sent_on).opinion
    if consultation.received_on is None or workdays is None:
        return None
    return calendar.add_workdays(consultation.received_on, workdays)


@cites(GIR.art(33, 3), GIR_2007.art(24, 3), rests_on=("suspension_ends_at_consultation_limit",))
def consultation_pause(consultation: Consultation, rules: Rules, *, on: date) -> Pause:
    """The days a consultation takes out of the term: from the day after sending to its end."""
    ended = consultation.answered_on or consultation.lapsed_on or consultation.dropped_on
    limit = opinion_limit(consultation, rules.calendar)
    if rules.practice.suspension_ends_at_consultation_limit and limit:
        ended = min(ended, limit) if ended else limit
    return Pause(
        consultation.sent_on,
        ended or max(on, consultation.sent_on),
        f"{CONSULTED[consultation.kind]}（{consultation.party}）",
        terms(consultation.sent_on).pause_basis,
    )


@cites(GIR.art(33, 3), GIR.art(35), rests_on=("reasons_asked_stop_the_clock",))
def pauses(case: Case, rules: Rules, *, on: date) -> tuple[Pause, ...]:
    """Everything that makes the clock stand still in the term that runs now.

    Only consultations do; nothing inside the house does. Asking for reasons does not either, unless
    the office's unconfirmed choice says so.
    """
    found = [consultation_pause(consultation, rules, on=on) for consultation in case.consultations]
    reasons = case.reasons
    if reasons and rules.practice.reasons_asked_stop_the_clock:
        ended = reasons.given_on or reasons.lapsed_on or max(on, reasons.asked_on)
        found.append(Pause(reasons.asked_on, ended, "要求说明理由", GIR.art(35)))
    start = case.runs_from
    return tuple(pause for pause in found if start and pause.until > start and pause.after < pause.until)


@cites(GIR.art(33, 2), GIR_2007.art(24, 2), GIR.art(41), rests_on=("correction_of_record_workdays",))
def reply_workdays(case: Case, practice: Practice) -> int:
    """The working days of the term without extension."""
    if case.kind is Kind.CORRECTION:
        return practice.correction_of_record_workdays
    return _terms(case).reply


@cites(GIR.art(31), rests_on=("receipt_on_rest_day_moves_to_next_workday",))
def day_zero(day: date, rules: Rules) -> date:
    """The day a term is counted from: the day of receipt, even where it is a day of rest."""
    return rolled(day, rules.calendar) if rules.practice.receipt_on_rest_day_moves_to_next_workday else day


@cites(GIR.art(33, 2), GIR.art(31))
def term_start(case: Case, rules: Rules) -> date:
    """The day 0 of the term: of two joined requests, the one received earlier governs.

    Raises:
        NotReceivedError: nothing has fixed the day of receipt yet.
    """
    start = _started(case)
    return day_zero(min(start, case.linked_received_on or start), rules)


@cites(GIR.art(33, 2), GIR.art(33, 3), GIR.art(35))
def due(case: Case, rules: Rules, *, on: date, extension: int | None = None) -> date:
    """The last day to reply, as known on a day; an extension counts once it was told.

    A joined request is due when the earlier of the two is; a later date told under article 35 moves
    it back; an ordered new reply is due on the day ordered.

    Args:
        case: a received request.
        rules: the calendar and the unconfirmed choices.
        on: up to which day a pause of unknown end is taken to last.
        extension: working days of extension to count instead of those told.

    Raises:
        NotReceivedError: nothing has fixed the day of receipt yet.
    """
    if case.order:
        return rolled(case.order.limit, rules.calendar)
    start = term_start(case, rules)
    more = case.extension.used if extension is None else extension
    spans = union(pauses(case, rules, on=on))
    counted = last_day(start, reply_workdays(case, rules.practice) + more, spans, rules.calendar)
    return max(counted, case.later_date) if case.later_date else counted


@cites(GIR.art(33, 2), GIR.art(31))
def alarm_due(case: Case, rules: Rules) -> date:
    """The day the office warns itself of: no pause counted, and from the day the request was sent in."""
    if case.order:
        return rolled(case.order.limit, rules.calendar)
    start = alarm_from(case)
    if case.linked_received_on:
        start = min(start, case.linked_received_on)
    workdays = reply_workdays(case, rules.practice) + case.extension.used
    counted = rules.calendar.add_workdays(start, workdays)
    return max(counted, case.later_date) if case.later_date else counted


@cites(GIR.art(31))
def alarm_from(case: Case) -> date:
    """The day the office's own alarm runs from: the submission, or what made the term run anew."""
    if case.restarted_by and case.runs_from:
        return case.runs_from
    return case.receipt.alarm_from if case.receipt else case.submitted_on


@cites(SERVICE_NOTICE.part(), rests_on=("courier_counts_as_post", "online_reply_is_made_when_sent"))
def made_when_sent(way: Delivery, practice: Practice) -> bool:
    """Whether a reply is made on the day it leaves the house; otherwise on the day it is signed for."""
    return {
        Delivery.POST: True,
        Delivery.COURIER: practice.courier_counts_as_post,
        Delivery.ONLINE: practice.online_reply_is_made_when_sent,
        Delivery.HAND: False,
        Delivery.ENTRUSTED: False,
    }[way]


@cites(SERVICE_NOTICE.part(), rests_on=("returned_letter_keeps_its_posting_day",))
def answered_on(case: Case, practice: Practice) -> date | None:
    """The day the reply counts as made; None while it does not.

    A letter that came back has to be sent again, and counts from then.
    """
    reply = case.reply
    if reply is None or reply.way is None:
        return None
    if reply.first_sent_on and reply.returned and practice.returned_letter_keeps_its_posting_day:
        return reply.first_sent_on
    return reply.sent_on if made_when_sent(reply.way, practice) else reply.served_on


@cites(GIR.art(30))
def supplement_limit(case: Case, rules: Rules) -> date | None:
    """The last day to ask for a supplement: the 7th working day after receipt; None where none is fixed."""
    if case.received_on is None or (workdays := terms(case.received_on).supplement) is None:
        return None
    return rules.calendar.add_workdays(day_zero(case.received_on, rules), workdays)


@cites(FEE_MEASURES.art(6))
def payment_limit(fee: Fee, calendar: Calendar) -> date | None:
    """The last day to pay: the 20th working day after the notice was received."""
    return calendar.add_workdays(fee.received_on, PAYMENT_WORKDAYS) if fee.received_on else None


@cites(GIR.art(33, 2), GIR_2007.art(24, 2))
def extension_left(case: Case) -> int:
    """The working days of extension that have not been used up in the term that runs now."""
    return _terms(case).extension - case.extension.used


def reply_basis(case: Case) -> Provision:
    """The provision that fixes the term."""
    return GIR.art(41) if case.kind is Kind.CORRECTION else _terms(case).reply_basis


class NotReceivedError(ValueError):
    """Nothing has fixed the day of receipt yet, so no term runs."""


def _started(case: Case) -> date:
    if case.runs_from is None:
        raise NotReceivedError("尚未确定收到申请之日，答复期限还没有起算；请先登记签收或者双方确认")
    return case.runs_from


def _terms(case: Case) -> Terms:
    return terms(case.runs_from or case.submitted_on)
