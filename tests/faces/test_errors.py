"""Pages for when something went wrong: calm, in Chinese, and standing without anything else."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client

PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html")


@pytest.mark.parametrize("name", PAGES)
def test_a_failure_page_needs_no_request_and_only_sheets_that_exist(name):
    page = render_to_string(name)
    files = re.findall(r'"/static/([^"]+)"', page)
    assert files == ["faces/icon.svg", "faces/plain.css"]
    assert all(finders.find(file) for file in files)
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize("name", PAGES)
def test_a_failure_page_says_what_to_do(name):
    assert "请" in render_to_string(name)


@pytest.mark.django_db
def test_an_unknown_address_answers_404_in_our_words():
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.text


@pytest.mark.django_db
def test_a_forged_post_is_refused_and_told_how_to_keep_what_was_typed():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "没有丢失" in answer.text


@pytest.mark.django_db
def test_another_host_is_refused():
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "请求无法读懂" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_goes_away_in_the_middle_of_a_page_is_told_as_such(monkeypatch, kind):
    def broken(*_):
        raise kind("server closed the connection unexpectedly")

    monkeypatch.setattr("gongkai.portal.views.render", broken)
    answer = Client().get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "系统暂时无法访问" in answer.text
