"""Whatever goes wrong is told as problem JSON (RFC 9457), by whomever it was noticed."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from gongkai.api import items
from gongkai.isolation.middleware import scope

ADDRESS = "/api/v1/items"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def client(press):  # noqa: ARG001  the organ stands
    return Client(raise_request_exception=False)


def problem(answer, status):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["title"]
    assert told["detail"]
    return told


def fails(error):
    def failing(*_):
        raise error

    return failing


def test_what_is_not_there_and_what_cannot_be_done(client):
    for address in ("/api/v1/none", "/api/v1/", "/api/v1/items/99999999", "/api/v1/organs/none"):
        problem(client.get(address), 404)
    assert problem(client.post(ADDRESS), 405)
    assert client.post(ADDRESS)["Allow"] == "GET, HEAD"


def test_who_asks_too_often_is_told_when_to_ask_again(client, settings):
    settings.API_PER_MINUTE = 1
    client.get(ADDRESS)
    problem(client.get(ADDRESS), 429)
    assert int(client.get(ADDRESS)["Retry-After"]) <= 60


def test_a_mistake_of_the_program_says_nothing_of_it(client, monkeypatch):
    monkeypatch.setattr(items, "items", fails(RuntimeError("secret words")))
    told = problem(client.get(ADDRESS), 500)
    assert "secret" not in str(told)


@pytest.mark.parametrize("place", ["at the door", "in the middle"])
def test_a_database_that_is_away_is_told_of(client, monkeypatch, place):
    if place == "at the door":
        monkeypatch.setattr(scope, "entered", fails(OperationalError()))
    else:
        monkeypatch.setattr(items, "items", fails(OperationalError()))
    answer = client.get(ADDRESS)
    assert "数据库" in problem(answer, 503)["detail"]
    assert answer["Retry-After"] == "30"


def test_pages_stay_pages(client):
    assert client.get("/nobody/").headers["Content-Type"].startswith("text/html")
