"""iCalendar (RFC 5545) with whole days: as much of it as a calendar of due dates needs.

Whole days have no time zone. Lines end in CRLF and are folded at 75 bytes, never inside a character.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75  # bytes
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Something on one day.

    Attributes:
        uid: the same as long as it is the same thing, though its day moves.
        on: the day.
        summary: one line.
        url: where more is found.
    """

    uid: str
    on: date
    summary: str
    url: str


def calendar(name: str, days: Iterable[Day], *, at: datetime, refresh_hours: int) -> bytes:
    """A calendar as a file.

    Args:
        name: what programmes call it.
        days: what stands in it.
        at: the moment at which it was so.
        refresh_hours: after how many hours it is worth asking again.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gongkai//due dates//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H",
        f"X-PUBLISHED-TTL:PT{refresh_hours}H",
        *(line for day in days for line in _event(day, at)),
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    r"""Text as a value may hold it.

    >>> escaped("答复；a,b")
    '答复；a\\,b'
    """
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, each but the first after a blank."""
    pieces, piece, room = [], "", LONGEST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST - 1
        piece += sign
        room -= size
    return "\r\n ".join((*pieces, piece))


def _event(day: Day, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(1):%Y%m%d}"  # the day after, by definition
    yield f"SUMMARY:{escaped(day.summary)}"
    yield f"URL:{day.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
