"""iCalendar as programmes read it: unfolded, split into properties, unescaped."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.ics import Day, calendar, escaped, folded

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
DAY = Day(uid="request-7-limit@x", on=date(2026, 12, 31), summary="申请2026-0001：答复", url="https://x/y/")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


def unfolded(content):
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def properties(content):
    """Name and value of each line; parameters belong to the name."""
    return [tuple(line.split(":", 1)) for line in unfolded(content)]


def events(content):
    """The events of a calendar, each by the names of its properties."""
    found = []
    for name, value in properties(content):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found:
            found[-1][name] = value
    return found


def unescaped(value):
    return re.sub(r"\\(.)", lambda hit: "\n" if hit[1] in "nN" else hit[1], value)


def made(*days, name="期限"):
    return calendar(name, days, at=AT, refresh_hours=4)


def test_a_calendar_says_what_it_is():
    lines = properties(made())
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[-1] == ("END", "VCALENDAR")
    assert dict(lines)["VERSION"] == "2.0"
    assert dict(lines)["X-WR-CALNAME"] == "期限"
    assert made().endswith(b"END:VCALENDAR\r\n")


def test_a_day_lasts_the_whole_day():
    (event,) = events(made(DAY))
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20261125T023000Z"
    assert (event["UID"], event["SUMMARY"], event["URL"]) == (DAY.uid, DAY.summary, DAY.url)


def test_what_begins_ends():
    names = [line for line in properties(made(DAY, DAY)) if line[0] in ("BEGIN", "END")]
    assert [value for _, value in names] == ["VCALENDAR", *["VEVENT"] * 4, "VCALENDAR"]


@given(TEXT)
def test_any_text_is_read_back_as_it_was(text):
    (event,) = events(made(Day(uid="u", on=date(2026, 1, 1), summary=text, url="https://x/")))
    assert unescaped(event["SUMMARY"]) == text


@pytest.mark.parametrize(
    ("text", "told"), [("a;b,c\\d", r"a\;b\,c\\d"), ("a\r\nBEGIN:VEVENT", r"a\nBEGIN:VEVENT"), ("：", "：")]
)
def test_signs_with_a_meaning_are_escaped(text, told):
    assert escaped(text) == told


def test_a_fold_never_cuts_a_character():
    pieces = folded("SUMMARY:" + "答" * 60).encode().split(b"\r\n")
    assert len(pieces) == 3
    assert [piece.decode()[:1] for piece in pieces[1:]] == [" ", " "]
