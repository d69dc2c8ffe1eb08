"""What a changed calendar moves, written down for many requests at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.ledger.actions import action, record
from gongkai.organs.models import User
from gongkai.requests.events import DueMoved
from gongkai.requests.models import InfoRequest
from gongkai.requests.reckoning import SUMS
from gongkai.requests.storing import store


@dataclass(frozen=True, slots=True)
class Moved:
    """A request, locked and with its new sums, whose last day is another than it was."""

    request: InfoRequest
    before: date
    after: date


@action
def move_dues(moved: Sequence[Moved], *, on: date, by: User) -> None:
    """Take over the new sums of requests, and tell of each from which day to which its term moved (E42)."""
    for one in moved:
        one.request.version += 1
        event = DueMoved(before=one.before.isoformat(), after=one.after.isoformat())
        record(event, about=one.request, on=on, by=by)
    store([one.request for one in moved], ("version", *SUMS))
