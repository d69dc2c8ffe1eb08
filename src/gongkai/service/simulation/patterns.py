"""What all requests of one course have in common, made once however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law import events as law
from gongkai.ledger.actions import told
from gongkai.ledger.subjects import name
from gongkai.requests.events import FindingWritten, HandlerNamed
from gongkai.requests.masking import gist
from gongkai.requests.reckoning import sums
from gongkai.requests.trail import parted
from gongkai.service.simulation.walker import Course

NUMBER, SERIAL, CHILDREN, CLERK, HEAD = "number", "serial", "children", "clerk", "head"
HANDLER = "handler"
HOLES: dict[type[law.Event], str] = {
    law.Signed: NUMBER,
    law.Split: CHILDREN,
    **dict.fromkeys((law.Registered, law.Archived, law.OrderedToReReply), SERIAL),
    **dict.fromkeys((law.Searched, law.Reviewed), CLERK),
    law.ExtensionApproved: HEAD,
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry to be; ``hole`` says what the register or the organ puts in."""

    on: date
    act: str
    data: str
    words: dict[str, Any] | None = None
    hole: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The entries of a course, the sums they make, what was asked, and the years of the signatures."""

    lines: tuple[Line, ...]
    sums: dict[str, Any]
    gist: str
    signatures: tuple[int, ...]


class Patterns:
    """The patterns of courses, for whatever organ; sums are reckoned on the day ``until``."""

    def __init__(self, until: date) -> None:
        self.until = until
        self._known: dict[int, tuple[Course, Pattern]] = {}  # with the course, so that no other takes its id

    def of(self, course: Course) -> Pattern:
        """The pattern of a course."""
        known = self._known.get(id(course))
        if known is None:
            known = self._known[id(course)] = (course, self._made(course))
        return known[1]

    def _made(self, course: Course) -> Pattern:
        first = course.events[0]
        content = first.content if isinstance(first, law.Submitted) else getattr(first, "record", "")
        return Pattern(
            lines=tuple(line for event in course.events for line in _lines(event)),
            sums=dict(sums(course.case, self.until)),
            gist=gist(content, on=first.on, known={}),
            signatures=tuple(event.on.year for event in course.events if isinstance(event, law.Signed)),
        )


def _lines(event: law.Event) -> Iterator[Line]:
    if isinstance(event, law.ConsultSent):
        written = FindingWritten(about=f"consultee:{event.party}")
        yield Line(event.on, name(FindingWritten), told(written))
    kept, words = parted(event)
    yield Line(event.on, name(type(event)), told(kept), words or None, HOLES.get(type(event), ""))
    if isinstance(event, law.Assigned):
        yield Line(event.on, name(HandlerNamed), "", hole=HANDLER)
