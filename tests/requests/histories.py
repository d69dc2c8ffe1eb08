"""Requests that lived through a course of events: remembered by the same means as any, event by event."""

from datetime import date

from gongkai.ledger.actions import action
from gongkai.requests.actions.pending import Pending, folded, settle
from gongkai.requests.models import InfoRequest


@action
def relive(organ, happened, number, *, by, **known):
    """A request to which all this happened, in its row and in the ledger."""
    case = folded(happened)
    request = InfoRequest.objects.create(
        organ=organ,
        year=happened[0].on.year,
        number=number,
        kind=case.kind.value,
        channel=case.intake.channel.value if case.intake else "counter",
        gist="",
        masked="",
        code_digest=str(number),
        submitted_on=happened[0].on,
        submitted_at=f"{happened[0].on} 09:00+08:00",
        state=case.state.value,
        clock="not_started",
        **known,
    )
    pending = Pending(request, by)
    for event in happened:
        pending.happen(event)
    settle(pending, case, max(case.last_on, date(2026, 11, 25)))
    return request
