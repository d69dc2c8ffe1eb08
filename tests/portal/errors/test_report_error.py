"""为本页纠错: from a page, without cookie or script, to the desk of its organ, once."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.channels.models import ErrorReport
from gongkai.portal.requests import guarding

FORM = "/justice/report-error/"
SENT = {
    "page": "/justice/guide/",
    "kind": "wording",
    "text": "第二段的“其它”应为“其他”",
    "email": "du@reader.example",
}
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


@pytest.fixture
def reader(monkeypatch):
    """Somebody who takes time to write."""
    monkeypatch.setattr(guarding, "LEAST", timedelta(0))
    cache.clear()  # who reports often is asked a question
    return Client()


def reports(cast):
    with cast.entered(cast.zhou):
        return list(ErrorReport.objects.order_by("pk"))


def stamped(client, address=FORM):
    return STAMP.search(client.get(address).text)[1]


def test_every_page_of_an_organ_leads_to_the_form_which_knows_the_page(cast, reader):  # noqa: ARG001
    link = unescape(re.search(r'href="([^"]+)">为本页纠错', reader.get("/justice/guide/").text)[1])
    page = reader.get(link)
    assert 'value="/justice/guide/"' in page.text
    assert not page.cookies
    assert "<script" not in page.text.replace('<script src="/static/faces/gongkai.js" defer></script>', "")


def test_what_was_told_reaches_the_office_once(cast, reader):
    sent = SENT | {"stamp": stamped(reader)}
    for _ in range(2):
        answer = reader.post(FORM, sent)
        assert answer.headers["Location"] == "/justice/report-error/received/"
    assert "前处理" in reader.get(answer.headers["Location"]).text
    (report,) = reports(cast)
    assert (report.organ_id, report.page, report.text) == (cast.justice.pk, SENT["page"], SENT["text"])
    assert (report.email, report.state) == (SENT["email"], "new")
    assert report.due_on > report.reported_on
    reader.post(FORM, sent | {"text": "另一处"})
    assert len(reports(cast)) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": " "}, "请写明哪里有错"),
        ({"text": "字" * 1001}, "最多1000个字"),
        ({"kind": ""}, "请选择"),
        ({"kind": "x"}, "没有这一项"),
        ({"email": "x@"}, "电子邮箱的格式不对"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(cast, reader, wrong, told):
    answer = reader.post(FORM, SENT | {"stamp": stamped(reader)} | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="/justice/guide/"' in answer.text
    assert reports(cast) == []


def test_a_machine_answers_a_plain_question_and_is_taken_in_then(cast, reader):
    sent = SENT | {"stamp": stamped(reader), guarding.TRAP: "http://spam.example"}
    asked = reader.post(FORM, sent)
    assert asked.status_code == 422
    assert reports(cast) == []
    words = re.search(r'for="answer">(.)加(.)等于几', asked.text)
    token = re.search(r'name="question" value="([^"]+)"', asked.text)[1]
    right = sum(guarding.DIGITS.index(digit) for digit in words.groups())
    assert reader.post(FORM, sent | {"question": token, "answer": "99"}).status_code == 422
    assert reader.post(FORM, sent | {"question": token, "answer": str(right)}).status_code == 302
    assert len(reports(cast)) == 1


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "/\\evil.example", "/" * 400, "javascript:1"]
)
def test_a_page_that_is_none_of_ours_is_left_out(cast, reader, page):
    assert "您说的是这一页" not in reader.get(FORM, {"page": page}).text
    assert reader.post(FORM, SENT | {"stamp": stamped(reader), "page": page}).status_code == 302
    assert [one.page for one in reports(cast)] == [""]
