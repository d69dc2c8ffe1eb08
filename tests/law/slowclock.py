"""A slow, naive count of a term, straight from the events, to hold against the clock."""

from datetime import date, timedelta

from gongkai.law import events as e
from gongkai.law.workdays import Calendar

DAY = timedelta(days=1)
REPLY, OPINION = 20, 15


def nth_workday(after: date, n: int, calendar: Calendar) -> date:
    """Day by day: the n-th working day after a day."""
    while n:
        after += DAY
        n -= calendar.is_workday(after)
    return after


def began(events: list[e.Event]) -> tuple[int, date] | None:
    """Where the term that runs now began: the place among the events, and the day."""
    found = None
    deadline = None
    fixes = {
        e.Channel.COUNTER: e.Submitted,
        e.Channel.ORAL: e.Submitted,
        e.Channel.SIGNED_MAIL: e.SignedFor,
    }
    channel = events[0].channel
    for place, event in enumerate(events):
        if type(event) is e.SupplementAsked:
            deadline = event.deadline
        in_time = type(event) is e.Supplemented and (event.good_reason or event.on <= deadline)
        if type(event) is fixes.get(channel, e.Confirmed) or in_time or type(event) is e.Paid:
            found = (place, event.on)
    return found


def paused(events: list[e.Event], calendar: Calendar, *, on: date) -> set[date]:
    """Every day on which some consultation was out."""
    days: set[date] = set()
    for place, sent in enumerate(events):
        if type(sent) is not e.ConsultSent:
            continue
        end, limit = None, None
        for event in events[place + 1 :]:
            if getattr(event, "party", None) == sent.party and type(event) is not e.ThirdPartyTold:
                if type(event) is e.ConsultReceived:
                    limit = nth_workday(event.on, OPINION, calendar)
                else:
                    end = event.on
                    break
            if type(event) is e.Drafted:
                end = event.on
                break
        last = min(day for day in (end, limit, date.max) if day)
        last = max(on, sent.on) if last == date.max else last
        day = sent.on
        while day < last:
            day += DAY
            days.add(day)
    return days


def slow_due(events: list[e.Event], calendar: Calendar, *, on: date) -> date | None:
    """The last day of the term; joined requests, later dates and orders are left to the cases."""
    if (beginning := began(events)) is None:
        return None
    place, day = beginning
    left = REPLY
    agreed = 0
    for event in events[place:]:
        if type(event) is e.ExtensionApproved:
            agreed = event.workdays
        if type(event) is e.ExtensionTold:
            left += agreed
    out = paused(events, calendar, on=on)
    while left:
        day += DAY
        left -= calendar.is_workday(day) and day not in out
    return day
