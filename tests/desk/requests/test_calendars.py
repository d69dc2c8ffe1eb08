"""The page on which somebody subscribes to the own due dates."""

import re

import pytest
from django.test import Client
from tests.desk.visitor import logged_in

from gongkai.requests.models import Feed

PAGE = "/desk/requests/feed/"


def address_in(answer):
    return re.search(r'value="http://127\.0\.0\.1:8000(/calendar/[\w-]+\.ics)"', answer.text)


def test_an_address_is_shown_once_renewed_and_revoked(office):
    client = logged_in(office.cast.wang)
    assert "生成订阅地址" in client.get(PAGE).text
    made = client.post(f"{PAGE}make/")
    first = address_in(made)[1]
    assert made["Cache-Control"] == "no-store"
    assert Client().get(first).status_code == 200
    again = client.get(PAGE)
    assert address_in(again) is None
    assert "重新生成地址" in again.text
    second = address_in(client.post(f"{PAGE}make/"))[1]
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert client.post(f"{PAGE}revoke/")["Location"] == PAGE
    assert "已停用" in client.get(PAGE).text
    assert Client().get(second).status_code == 404


def test_everybody_has_a_calendar_of_the_own(office):
    for person in (office.cast.wang, office.cast.li):
        logged_in(person).post(f"{PAGE}make/")
    with office.cast.entered(office.cast.li):
        assert Feed.objects.get().user == office.cast.li


def test_who_handles_nothing_is_offered_none(office):
    for person in (office.cast.sun, office.cast.qian):
        assert logged_in(person).get(PAGE).status_code == 403
    assert PAGE in logged_in(office.cast.wang).get("/desk/requests/").text
    assert PAGE not in logged_in(office.cast.sun).get("/desk/requests/").text


@pytest.mark.parametrize("address", ["make/", "revoke/"])
def test_reading_an_address_changes_nothing(office, address):
    assert logged_in(office.cast.wang).get(f"{PAGE}{address}").status_code == 405
