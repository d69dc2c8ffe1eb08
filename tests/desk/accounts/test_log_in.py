"""Logging in by password: who comes in, where to, and what happens to those who guess."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.db.models import F
from django.test import Client
from tests.cast import PASSWORD
from tests.database import as_owner
from tests.desk.accounts.gate import LOGIN, at_gate, link_in, log_in, mails, works

from gongkai.desk.accounts import lockout

WRONG = "falsch falsch falsch"
OFFICE = "10.1.1.1"
FEW = 7


def test_the_right_password_leads_to_the_desk(cast):
    client, answer = log_in(cast.wang)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert works(client)


def test_the_case_of_the_address_does_not_matter(cast):
    client, _ = log_in(" " + cast.wang.email.upper())
    assert works(client)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/desk/notices/", "/desk/notices/"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("/desk/\x00", "/desk/"),
    ],
)
def test_after_log_in_one_lands_on_own_pages_only(cast, wanted, reached):
    client = Client()
    answer = client.post(LOGIN, {"login": cast.wang.email, "password": PASSWORD, "next": wanted})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reached)
    assert "\x00" not in answer["Location"]


def test_a_page_of_the_desk_asks_to_log_in_and_comes_back(cast):
    client = Client()
    answer = client.get("/desk/notices/?page=1")
    assert answer["Location"] == "/accounts/login/?next=%2Fdesk%2Fnotices%2F%3Fpage%3D1"
    page = client.get(answer["Location"])
    assert 'value="/desk/notices/?page=1"' in page.content.decode()
    assert cast


def test_a_wrong_password_is_told_in_words_and_the_address_stays(cast):
    _, answer = log_in(cast.wang, WRONG)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "邮箱或密码不正确" in page
    assert f'value="{cast.wang.email}"' in page
    assert WRONG not in page
    assert "其他内容都还在，密码请重新输入" in page


def test_nobody_learns_who_has_an_account(cast):
    _, known = log_in(cast.wang, WRONG)
    _, unknown = log_in("niemand@nirgends.example", WRONG)
    assert known.content.count(b"error-summary") == unknown.content.count(b"error-summary") > 0


def test_fifty_wrong_passwords_lock_and_the_right_one_is_refused_meanwhile(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "100/m/ip"}
    answers = [log_in(cast.wang, WRONG)[1] for _ in range(50)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 46
    page = answers[-1].content.decode()
    assert "暂停登录15分钟" in page
    assert "通过邮件重设密码" in page
    client, answer = log_in(cast.wang)
    assert answer.status_code == 429
    assert not works(client)
    # however the address is written
    assert log_in(cast.wang.email.upper())[1].status_code == 429


def test_a_lock_holds_for_one_person_at_one_place_and_ends(cast):
    for _ in range(5):
        log_in(cast.wang, WRONG)
    assert works(log_in(cast.li)[0])
    assert works(log_in(cast.wang, REMOTE_ADDR="10.0.0.9")[0])
    assert log_in(cast.wang)[1].status_code == 429
    with as_owner():
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    assert works(log_in(cast.wang)[0])


@pytest.fixture
def few(monkeypatch):
    """Fewer guesses stop a person, for the sake of time; the machine is slow at checking passwords."""
    monkeypatch.setattr(lockout, "MOST", FEW)


def slowly(person, times=FEW):
    """Guess from ever new addresses, so that none of them is stopped."""
    return [log_in(person, WRONG, REMOTE_ADDR=f"10.9.0.{n}")[1].status_code for n in range(times)]


@pytest.mark.usefixtures("few")
def test_slow_guessing_from_many_places_is_stopped_but_where_the_person_works(cast):
    log_in(cast.wang, REMOTE_ADDR=OFFICE)
    assert slowly(cast.wang) == [200] * FEW
    elsewhere, answer = log_in(cast.wang, REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 429
    assert not works(elsewhere)
    page = answer.content.decode()
    for words in ("可能有人在猜", "平时办公的网络", "通行密钥", "通过邮件重设密码"):
        assert words in page
    assert works(log_in(cast.wang, REMOTE_ADDR=OFFICE)[0])
    assert works(log_in(cast.li, REMOTE_ADDR="10.0.0.9")[0])


@pytest.mark.usefixtures("few")
def test_what_is_refused_is_not_counted_so_that_the_lock_ends_with_the_day(cast):
    assert slowly(cast.wang, FEW + 5) == [200] * FEW + [429] * 5
    assert at_gate(AccessFailureLog.objects.count) == FEW
    with as_owner():
        AccessFailureLog.objects.update(attempt_time=F("attempt_time") - lockout.WITHIN)
    assert works(log_in(cast.wang, REMOTE_ADDR="10.0.0.9")[0])


@pytest.mark.usefixtures("few")
def test_whether_there_is_an_account_is_not_told_by_slow_guessing(cast):
    assert slowly("niemand@nirgends.example", FEW + 1) == slowly(cast.wang, FEW + 1)


@pytest.mark.usefixtures("few")
def test_a_new_password_ends_the_stop_after_slow_guessing_everywhere(cast):
    slowly(cast.wang)
    client = Client()
    client.post("/accounts/password/reset/", {"email": cast.wang.email})
    (mail,) = mails(cast.justice)
    chosen = "豆浆 配油条 加热干面"
    client.post(client.get(link_in(mail))["Location"], {"password1": chosen, "password2": chosen})
    assert works(log_in(cast.wang, chosen, REMOTE_ADDR="10.0.0.9")[0])
    # and guessing begins anew
    slowly(cast.wang)
    assert log_in(cast.wang, chosen, REMOTE_ADDR="10.0.0.8")[1].status_code == 429


def test_who_tries_on_and_on_does_not_keep_the_lock_up(cast):
    for _ in range(5):
        log_in(cast.wang, WRONG)
    with as_owner():
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    assert log_in(cast.wang, WRONG)[1].status_code == 429
    with as_owner():
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=2))
    assert works(log_in(cast.wang)[0])


def test_a_new_password_ends_the_lock(cast):
    for _ in range(5):
        log_in(cast.wang, WRONG)
    client = Client()
    client.post("/accounts/password/reset/", {"email": cast.wang.email})
    (mail,) = mails(cast.justice)
    form = client.get(link_in(mail))["Location"]
    chosen = "豆浆 配油条 加热干面"
    client.post(form, {"password1": chosen, "password2": chosen})
    assert works(log_in(cast.wang, chosen)[0])


def test_the_log_of_wrong_passwords_holds_no_password(cast):
    log_in(cast.wang, WRONG)
    (attempt,) = at_gate(lambda: list(AccessAttempt.objects.all()))
    assert attempt.username == cast.wang.email
    assert WRONG not in attempt.post_data + attempt.get_data


def test_who_is_suspended_is_told_so_and_stays_out(cast):
    with as_owner():
        cast.wang.is_active = False
        cast.wang.save()
    client, answer = log_in(cast.wang)
    assert not works(client)
    assert answer["Location"] == "/accounts/inactive/"
    assert "账号已停用" in client.get("/accounts/inactive/").content.decode()


def test_suspension_ends_what_is_open_elsewhere(cast):
    client, _ = log_in(cast.wang)
    with as_owner():
        cast.wang.is_active = False
        cast.wang.save()
    assert not works(client)


def test_logging_out_ends_the_session(cast):
    client, _ = log_in(cast.wang)
    cookie = client.cookies["gongkai"].value
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    client.cookies["gongkai"] = cookie
    assert not works(client)


def test_the_public_pages_do_not_know_who_is_logged_in(cast):
    client, _ = log_in(cast.wang)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "gongkai" not in answer.cookies
    assert "王经办" not in answer.content.decode()
    assert works(client)


@pytest.mark.parametrize("path", ["signup/", "email/", "login/code/", "confirm-email/", "phone/change/"])
def test_nobody_signs_up_or_changes_the_address(cast, path):
    client, _ = log_in(cast.wang)
    assert client.get(f"/accounts/{path}").status_code == 404
    assert Client().post(f"/accounts/{path}", {"email": "x@y.example"}).status_code == 404
