"""Calendars of due dates: what their owners may see today, and no person."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now  # noqa: TID251  a feed is made at some moment
from tests.database import as_owner
from tests.portal.test_ics import events
from tests.requests.office import ASKED_FOR, PERSON, RECEIVED

from gongkai.law import events as law
from gongkai.organs.models import Appointment, Organ, User
from gongkai.portal import calendars
from gongkai.requests.actions import handling
from gongkai.requests.models import Feed
from gongkai.requests.wishes import make_feed, revoke_feed


@pytest.fixture(autouse=True)
def today(monkeypatch):
    cache.clear()
    monkeypatch.setattr("gongkai.portal.calendars.localdate", lambda: RECEIVED)


def subscribed(office, person):
    with office.cast.entered(person):
        return make_feed(person, organ=office.cast.justice, at=now())


def fetched(token):
    answer = Client().get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    return answer


def summaries(token):
    return sorted(one["SUMMARY"] for one in events(fetched(token).content))


def given_to(office, person):
    request = office.handled()
    handling.name_handler(request, person, on=RECEIVED, by=office.cast.wang)
    return request


def test_a_calendar_holds_the_limits_of_the_own_requests_and_no_person(office):
    request = given_to(office, office.cast.wang)
    given_to(office, office.cast.li)
    answer = fetched(subscribed(office, office.cast.wang))
    found = {one["SUMMARY"]: one for one in events(answer.content)}
    assert found.keys() == {"申请2026-0001：发出补正通知", "申请2026-0001：答复申请人"}
    reply = found["申请2026-0001：答复申请人"]
    assert reply["DTSTART;VALUE=DATE"] == "20261026"
    assert reply["URL"].endswith(f"/desk/requests/{request.pk}/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert not answer.cookies
    text = answer.content.decode().replace("\r\n ", "")
    told = [*PERSON.values(), ASKED_FOR, "张＊＊", "王经办"]
    assert not [secret for secret in told if len(secret) > 2 and secret in text]


def test_a_head_sees_those_of_the_office(office):
    given_to(office, office.cast.wang)
    given_to(office, office.cast.li)
    assert len(summaries(subscribed(office, office.cast.zhou))) == 4
    assert len(summaries(subscribed(office, office.cast.li))) == 2


def test_what_is_answered_or_withdrawn_is_in_no_calendar(office):
    request = given_to(office, office.cast.wang)
    token = subscribed(office, office.cast.wang)
    gone = law.Withdrawn(on=RECEIVED, proof="撤回申请书")
    handling.happen(request, gone, on=RECEIVED, by=office.cast.wang)
    assert summaries(token) == []


def test_an_event_stays_the_same_though_its_day_moves(office):
    request = given_to(office, office.cast.wang)
    token = subscribed(office, office.cast.wang)
    before = {one["UID"] for one in events(fetched(token).content)}
    with as_owner():
        request.due_on = date(2026, 11, 23)
        request.save()
    assert {one["UID"] for one in events(fetched(token).content)} == before


def test_a_new_address_takes_the_place_of_the_old_and_a_revoked_one_leads_nowhere(office):
    old = subscribed(office, office.cast.wang)
    new = subscribed(office, office.cast.wang)
    assert Client().get(f"/calendar/{old}.ics").status_code == 404
    assert fetched(new)
    with office.cast.entered(office.cast.wang):
        revoke_feed(office.cast.wang, at=now())
    assert Client().get(f"/calendar/{new}.ics").status_code == 404


def test_the_token_is_kept_nowhere(office):
    token = subscribed(office, office.cast.wang)
    with as_owner():
        assert token not in str(Feed.objects.values_list())


def test_who_was_suspended_has_no_calendar(office):
    token = subscribed(office, office.cast.wang)
    with as_owner():
        User.objects.filter(pk=office.cast.wang.pk).update(is_active=False)
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_a_calendar_shows_what_its_owner_may_see_today(office):
    given_to(office, office.cast.li)
    token = subscribed(office, office.cast.li)
    assert summaries(token)
    with as_owner():
        Appointment.objects.filter(user=office.cast.li).update(until_on=date(2026, 9, 1))
    assert summaries(token) == []


def test_a_head_of_one_organ_sees_none_of_another(office):
    given_to(office, office.cast.wang)
    with as_owner():
        office.cast.zhou.refresh_from_db()
        Appointment.objects.filter(user=office.cast.zhou).update(organ=office.cast.finance)
    with office.cast.entered(office.cast.zhou):
        token = make_feed(office.cast.zhou, organ=office.cast.finance, at=now())
    assert summaries(token) == []
    assert Organ.objects.count() == 3


@pytest.mark.parametrize("token", ["x", "a" * 43, "../../desk", "%00", "x.ics"])
def test_an_address_that_names_no_calendar_is_not_found(office, token):  # noqa: ARG001  the site stands
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_only_reading_is_answered(office):
    token = subscribed(office, office.cast.wang)
    assert Client().post(f"/calendar/{token}.ics").status_code == 405
    assert Client().head(f"/calendar/{token}.ics").status_code == 200


def test_asking_too_often_is_refused_for_a_while(office, monkeypatch):
    monkeypatch.setattr(calendars, "FETCHED", replace(calendars.FETCHED, most=2))
    monkeypatch.setattr(calendars, "WRONG", replace(calendars.WRONG, most=1))
    token, other = subscribed(office, office.cast.wang), subscribed(office, office.cast.li)
    for _ in range(2):
        fetched(token)
    refused = Client().get(f"/calendar/{token}.ics")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert fetched(other)
    assert Client().get("/calendar/x.ics").status_code == 404
    assert Client().get("/calendar/x.ics").status_code == 429
