"""Where somebody is logged in: seen, ended, and out of reach for others."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from tests.database import as_owner
from tests.desk.accounts.gate import at_gate, inside, works

LIST = "/accounts/sessions/"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def rows(person):
    return at_gate(lambda: list(UserSession.objects.filter(user=person).order_by("pk")))


def test_the_places_are_listed_and_one_can_be_ended(cast):
    elsewhere, here = inside(cast.wang), inside(cast.wang)
    elsewhere.get("/desk/", headers={"user-agent": EDGE})
    page = here.get(LIST).content.decode()
    assert "Windows 电脑上的 Edge" in page
    assert page.count("本设备") == 1
    (first, _) = rows(cast.wang)
    assert here.post(f"{LIST}{first.pk}/end/")["Location"] == LIST
    assert works(here)
    assert not works(elsewhere)


def aged(person, by):
    """The place where this person is logged in, as if it had been used that long ago."""
    (row,) = rows(person)
    row.last_seen_at -= by
    at_gate(row.save)
    return row.last_seen_at


def test_when_a_place_was_last_used_is_written_down_once_a_minute(cast):
    client = inside(cast.wang)
    before = aged(cast.wang, timedelta(seconds=20))
    client.get("/desk/")
    assert rows(cast.wang)[0].last_seen_at == before
    before = aged(cast.wang, timedelta(minutes=1))
    client.get("/desk/")
    assert rows(cast.wang)[0].last_seen_at - before > timedelta(minutes=1)


def test_another_browser_is_written_down_at_once(cast):
    client = inside(cast.wang)
    client.get("/desk/", headers={"user-agent": EDGE})
    client.get("/desk/", REMOTE_ADDR="10.0.0.9")
    assert rows(cast.wang)[0].ip == "10.0.0.9"
    client.get("/desk/", headers={"user-agent": EDGE}, REMOTE_ADDR="10.0.0.9")
    assert rows(cast.wang)[0].user_agent == EDGE


def test_all_others_can_be_ended_at_once(cast):
    others, here = [inside(cast.wang), inside(cast.wang)], inside(cast.wang)
    here.post(LIST)
    assert works(here)
    assert not any(works(client) for client in others)


def test_the_session_of_somebody_else_is_not_there(cast):
    wang, li = inside(cast.wang), inside(cast.li)
    (row,) = rows(cast.wang)
    assert li.post(f"{LIST}{row.pk}/end/").status_code == 404
    assert works(wang)
    assert Client().post(f"{LIST}{row.pk}/end/")["Location"].startswith("/accounts/login/")


def test_an_expired_session_leads_back_to_log_in(cast):
    client = inside(cast.wang)
    with as_owner():
        Session.objects.update(expire_date=LONG_AGO)
    assert client.get("/desk/")["Location"] == "/accounts/login/?next=%2Fdesk%2F"


def test_a_session_ends_after_a_working_day_though_it_is_used(cast):
    client = inside(cast.wang)
    (row,) = rows(cast.wang)
    before = at_gate(lambda: Session.objects.get(pk=row.session_key).expire_date)
    client.get("/desk/")
    assert at_gate(lambda: Session.objects.get(pk=row.session_key).expire_date) == before
    assert before - row.created_at < timedelta(hours=8, minutes=1)


def test_logging_in_changes_the_cookie(cast):
    client = Client()
    client.get("/accounts/login/")
    client.cookies["gongkai"] = "a" * 32
    other = inside(cast.wang)
    assert other.cookies["gongkai"].value != "a" * 32
    assert other.cookies["gongkai"]["httponly"]
    assert other.cookies["gongkai"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "cookie", ["x" * 32, "\\000" * 32, '"\\000abcdefghijkl"', "'; DROP TABLE", "é" * 32, "a" * 4000, ""]
)
def test_a_made_up_cookie_is_nobody(cast, cookie):
    answer = Client(headers={"cookie": f"gongkai={cookie}"}).get("/desk/")
    assert answer["Location"] == "/accounts/login/?next=%2Fdesk%2F"
    assert cast
