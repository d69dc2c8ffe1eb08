"""Hypothesis strategies for legal courses of events: each draws among the moves that are open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from gongkai import facts
from gongkai.law import events as e
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.procedure import Case, Kind, Rules, allowed, apply, fold
from gongkai.law.procedure.reckoning import due, extension_left, opinion_limit
from gongkai.law.procedure.replying import WITHOUT_REPLY

CALENDAR, PRACTICE = facts.calendar(), facts.practice()
RULES = Rules(CALENDAR, PRACTICE)
PARTIES = ("甲公司", "乙公司", "丙公司", "市发改委")
REPLIES = tuple(code for code, kind in OUTCOMES.items() if kind.ends_request and code not in WITHOUT_REPLY)
FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2026, 6, 30)

Draw = Callable[[st.SearchStrategy], object]


@dataclass(frozen=True)
class Course:
    """Events in order, and the case they make."""

    events: tuple[e.Event, ...]
    case: Case


def _days(low: int, high: int) -> st.SearchStrategy[timedelta]:
    return st.integers(low, high).map(lambda days: timedelta(days=days))


def _asked(case: Case, **wanted: bool) -> list[str]:
    return [
        asked.party
        for asked in case.open_consultations
        if "unreceived" not in wanted or asked.received_on is None
    ]


def _silent(case: Case, on: date) -> list[str]:
    return [
        asked.party
        for asked in case.open_consultations
        if (limit := opinion_limit(asked, CALENDAR)) and on > limit
    ]


def _free_parties(case: Case) -> list[str]:
    return [party for party in PARTIES if party not in _asked(case)]


def _letter(draw: Draw, case: Case) -> str:
    if case.kind is Kind.CORRECTION:
        return "L30"
    open_letters = [
        code
        for code in REPLIES
        if (code != "L18" or case.searches)
        and (code != "L12" or (case.reasons and case.reasons.found_wanting))
        and (code != "L21" or (case.supplement and case.supplement.still_unclear))
    ]
    return draw(st.sampled_from(open_letters + (["L32"] if case.order and case.ending else [])))


def _review(draw: Draw, case: Case, on: date) -> e.Event:
    done = {review.review for review in case.reviews if review.passed}
    missing = [review for review in e.Review if review not in done] or list(e.Review)
    passed = draw(st.sampled_from([True, True, True, False]))
    return e.Reviewed(on=on, review=draw(st.sampled_from(missing)), by="审查人", passed=passed)


def _told(draw: Draw, case: Case, on: date) -> e.Event:
    parties = [asked.party for asked in case.consultations if asked.kind is e.Party.THIRD_PARTY]
    return e.ThirdPartyTold(on=on, party=draw(st.sampled_from(parties)))


def _later_date(draw: Draw, case: Case, on: date) -> e.Event:
    more = draw(st.integers(1, 40))
    return e.LaterDateFixed(on=on, until=CALENDAR.add_workdays(due(case, RULES, on=on), more))


def _consultation(draw: Draw, case: Case, on: date) -> e.Event:
    party = draw(st.sampled_from(_free_parties(case)))
    return e.ConsultSent(on=on, party=party, kind=draw(st.sampled_from(e.Party)))


def _answer(draw: Draw, case: Case, on: date) -> e.Event:
    party = draw(st.sampled_from(_asked(case)))
    return e.ConsultAnswered(on=on, party=party, agrees=draw(st.sampled_from([True, False, None])))


def _registration(draw: Draw, _case: Case, on: date) -> e.Event:
    items = ("甲", "乙", "丙")[: draw(st.integers(1, 3))]
    return e.Registered(on=on, serial="2026-1", applicant=draw(st.sampled_from(e.Applicant)), items=items)


def _split(draw: Draw, case: Case, on: date) -> e.Event:
    children = ("2026-2", "2026-3")[: draw(st.integers(1, len(case.items) - 1))]
    return e.Split(on=on, children=children)


def _contested(draw: Draw, _case: Case, on: date) -> e.Event:
    simplified = on.year >= 2024 and draw(st.booleans())
    return e.ReconsiderationNotified(on=on, simplified=simplified)


# What an event says besides its day, so that the event is legal wherever its move is open.
DATA: dict[type[e.Event], Callable[[Draw, Case, date], e.Event]] = {
    e.TransferredIn: lambda draw, _, on: e.TransferredIn(
        on=on, from_unit="信访科", reached_unit_on=on - draw(_days(0, 5))
    ),
    e.Registered: _registration,
    e.Split: _split,
    e.Linked: lambda draw, _, on: e.Linked(on=on, to="2026-0", received_on=on - draw(_days(0, 20))),
    e.Assigned: lambda _draw, _case, on: e.Assigned(on=on, unit="业务科"),
    e.SupplementAsked: lambda draw, _, on: e.SupplementAsked(
        on=on, points=("写明项目名称",), deadline=on + draw(_days(1, 20))
    ),
    e.Supplemented: lambda draw, _, on: e.Supplemented(
        on=on, good_reason=draw(st.sampled_from(["", "住院"]))
    ),
    e.SupplementLapsed: lambda _draw, _case, on: e.SupplementLapsed(on=on, proof_of_service="邮政回执"),
    e.ConsultSent: _consultation,
    e.ConsultReceived: lambda draw, case, on: e.ConsultReceived(
        on=on, party=draw(st.sampled_from(_asked(case, unreceived=True)))
    ),
    e.ConsultAnswered: _answer,
    e.ConsultLapsed: lambda draw, case, on: e.ConsultLapsed(
        on=on, party=draw(st.sampled_from(_silent(case, on)))
    ),
    e.ExtensionApproved: lambda draw, case, on: e.ExtensionApproved(
        on=on, by="办公室主任", workdays=draw(st.integers(1, extension_left(case)))
    ),
    e.ReasonsAsked: lambda draw, _, on: e.ReasonsAsked(
        on=on, counts="一个月内42件", deadline=draw(st.none() | st.just(on + timedelta(days=10)))
    ),
    e.LaterDateFixed: _later_date,
    e.FeeNoticeSent: lambda draw, _, on: e.FeeNoticeSent(
        on=on, tariff=draw(st.sampled_from(e.Tariff)), amount=Decimal(380)
    ),
    e.Searched: lambda _draw, _case, on: e.Searched(
        on=on, systems=("档案系统",), keywords=("批复",), by="承办人", result="未检索到"
    ),
    e.Reviewed: _review,
    e.Drafted: lambda draw, case, on: e.Drafted(on=on, letter=_letter(draw, case)),
    e.Signed: lambda _draw, _case, on: e.Signed(on=on, number="保司公复〔2026〕1号"),
    e.Sent: lambda draw, _, on: e.Sent(on=on, way=draw(st.sampled_from(e.Delivery))),
    e.Returned: lambda _draw, _case, on: e.Returned(on=on, reason="查无此人"),
    e.ThirdPartyTold: _told,
    e.ReconsiderationNotified: _contested,
    e.OrderedToReReply: lambda draw, _, on: e.OrderedToReReply(
        on=on, by="市人民法院", limit=on + draw(_days(1, 60))
    ),
}


# How often a move is tried beside the others; what leads on is tried most.
WEIGHTS: dict[type[e.Event], int] = {
    e.TransferredIn: 2,
    e.Split: 2,
    e.Linked: 2,
    e.Withdrawn: 1,
    e.Searched: 2,
    e.ConsultSent: 5,
    e.ConsultAnswered: 6,
    e.ConsultLapsed: 30,
    e.ExtensionTold: 30,
    e.Signed: 60,
    e.ReconsiderationNotified: 1,
    e.SuedNotified: 1,
    e.OrderedToReReply: 2,
}
USUAL_WEIGHT, MOST_DISPUTES = 10, 2


def _weight(kind: type[e.Event], case: Case) -> int:
    """How much a move weighs in a case; what would go in circles weighs little."""
    passed = {review.review for review in case.reviews if review.passed}
    circles = {
        e.Assigned: bool(case.unit),
        e.Drafted: case.reply is not None,
        e.Reviewed: len(passed) == len(e.Review),
        e.OrderedToReReply: case.order is not None,
    }
    if kind in {e.ReconsiderationNotified, e.SuedNotified} and len(case.disputes) >= MOST_DISPUTES:
        return 0
    return 1 if circles.get(kind) else WEIGHTS.get(kind, USUAL_WEIGHT)


def _open_moves(case: Case, on: date) -> list[type[e.Event]]:
    """The moves that are open, each as often as it weighs."""
    return [
        status.event
        for status in allowed(case, on, CALENDAR, PRACTICE)
        if status.allowed
        for _ in range(_weight(status.event, case))
    ]


def legal_event(draw: Draw, kind: type[e.Event], case: Case, on: date) -> e.Event | None:
    """A legal event of that type where its move is open; None where the data leave no choice."""
    if kind is e.ConsultSent and not _free_parties(case):
        return None
    return DATA[kind](draw, case, on) if kind in DATA else kind(on=on)


# What a course may begin with, so that the rarer paths are walked often enough.
PROLOGUES: tuple[tuple[type[e.Event], ...], ...] = (
    (),
    (e.ConsultSent, e.ConsultReceived, e.ConsultSent),
    (e.SupplementAsked,),
    (e.FeeNoticeSent, e.FeeNoticeReceived),
    (e.ReasonsAsked, e.ReasonsGiven),
    (e.Reviewed, e.Reviewed, e.Reviewed, e.Drafted),
)


@st.composite
def _openings(draw: Draw, on: date, *, corrections: bool) -> list[e.Event]:
    """How a course begins: often with a request that is taken in and assigned at once."""
    if corrections and draw(st.sampled_from([False, False, False, True])):
        return [e.CorrectionAsked(on=on, record="登记信息", evidence="户口簿")]
    if draw(st.sampled_from([True, True, True, False])):
        applicant = draw(st.sampled_from(e.Applicant))
        return [
            e.Submitted(on=on, channel=e.Channel.COUNTER),
            e.Registered(on=on, serial="2026-1", applicant=applicant, items=("甲", "乙", "丙")),
            e.Assigned(on=on, unit="业务科"),
        ]
    return [e.Submitted(on=on, channel=draw(st.sampled_from(e.Channel)))]


@st.composite
def courses(
    draw: Draw,
    *,
    first: date = FIRST_DAY,
    last: date = LAST_DAY,
    moves: int = 24,
    corrections: bool = False,
) -> Course:
    """A legal course of a request (or, where wanted, of a correction) and the case it makes."""
    happened = draw(_openings(draw(st.dates(first, last)), corrections=corrections))
    case = fold(happened, CALENDAR, PRACTICE)
    on = case.last_on
    wanted = list(draw(st.sampled_from(PROLOGUES)))
    for _ in range(draw(st.integers(0, moves))):
        on += draw(_days(0, 3) | _days(0, 20))
        open_moves = _open_moves(case, on)
        if not open_moves:
            break
        first_wanted = [kind for kind in wanted[:1] if kind in open_moves]
        event = legal_event(draw, draw(st.sampled_from(first_wanted or open_moves)), case, on)
        wanted = wanted[1:]
        if event is not None:
            happened.append(event)
            case = apply(case, event, CALENDAR, PRACTICE)
    return Course(tuple(happened), case)
