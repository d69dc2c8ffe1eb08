"""Reports of mails that did not arrive, as mail systems write them."""

from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.notices.bounces import LARGEST, NotAReportError, read

MAIL = uuid4()
REPORT = """\
From: MAILER-DAEMON@mx.justice.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.justice.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.justice.example

Final-Recipient: rfc822; li@justice.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <li@justice.example>: User unknown

--b
{original}
--b--
"""
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: <{id}@sfj.example>\nSubject: x\n\nhello\n"
HEADERS = "Content-Type: text/rfc822-headers\n\nMessage-ID: <{id}@sfj.example>\nSubject: x\n"
NONE = "Content-Type: text/plain\n\n-\n"


def report(to="bounces@sfj.example", status="5.1.1", original=WHOLE):
    return REPORT.format(to=to, status=status, original=original.format(id=MAIL)).encode()


@pytest.mark.parametrize(
    "message",
    [
        report(),
        report(original=HEADERS),
        report(to=f"bounces+{MAIL}@sfj.example", original=NONE),
        report(to=f"<bounces+{str(MAIL).upper()}@sfj.example>", original=NONE).replace(b"\n", b"\r\n"),
    ],
)
def test_a_report_names_its_mail_by_what_it_encloses_or_by_where_it_came_to(message):
    found = read(message)
    assert (found.mail, found.code, found.is_final) == (MAIL, "5.1.1", True)
    assert "User unknown" in found.told


def test_a_delay_is_not_final():
    assert not read(report(status="4.4.1")).is_final


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (b"", "不是投递报告"),
        (b"Subject: hello\n\nI am on holiday\n", "不是投递报告"),
        (report(original=NONE), "找不到本系统邮件的编号"),
        (report(status="soon"), "不是投递报告"),
        (b"x" * (LARGEST + 1), "超过1 MB"),
    ],
)
def test_what_is_no_report_is_refused_in_words(message, words):
    with pytest.raises(NotAReportError, match=words):
        read(message)


@given(st.binary(max_size=400), st.integers(0, 900))
def test_whatever_comes_is_read_or_refused(noise, place):
    whole = report()
    for message in (noise, whole[:place] + noise + whole[place:]):
        with suppress(NotAReportError):
            assert read(message).code
