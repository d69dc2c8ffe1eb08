"""Choosing a password: invited, forgotten, changed; each link works once and for one person."""

import pytest
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import PASSWORD, TODAY
from tests.desk.accounts.gate import inside, link_in, log_in, mails, works
from tests.notices.conftest import NOW

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.notices.tasks import send_invitation
from gongkai.organs.actions import Person, invite, suspend
from gongkai.organs.models import Role

CHOSEN = "豆浆 配油条 加热干面"
FORGOTTEN = "/accounts/password/reset/"
CHANGE = "/accounts/password/change/"


def choose(client, form, password=CHOSEN, again=None):
    return client.post(form, {"password1": password, "password2": again or password})


@pytest.fixture
def invited(cast):
    """吴新人, who was invited; gives the person and the link in the mail."""
    with cast.entered(cast.qian):
        person = invite(
            cast.justice,
            Person(email="wu@justice.example", name="吴新人"),
            roles=[Role.CLERK],
            on=TODAY,
            at=NOW,
            by=cast.qian,
        )
    with acting([cast.justice.pk]):
        job = ProcrastinateJob.objects.get(task_name="notices.invite")
    send_invitation(**job.args)
    (mail,) = mails(cast.justice)
    return person, link_in(mail)


def asked(cast):
    """The link in the mail to 王经办, who forgot the password."""
    Client().post(FORGOTTEN, {"email": cast.wang.email})
    return link_in(mails(cast.justice)[-1])


def test_an_invited_person_chooses_a_password_and_logs_in(invited):
    person, link = invited
    client = Client()
    form = client.get(link)["Location"]
    page = client.get(form).content.decode()
    assert "吴新人，您好" in page
    assert person.email in page
    assert choose(client, form)["Location"] == "/accounts/password/reset/key/done/"
    assert "去登录" in client.get("/accounts/password/reset/key/done/").content.decode()
    assert works(log_in(person, CHOSEN)[0])


def test_a_link_works_once(invited):
    _, link = invited
    client = Client()
    choose(client, client.get(link)["Location"])
    page = Client().get(link).content.decode()
    assert "链接已经失效" in page
    assert "再次邀请" in page


def test_a_link_lets_nobody_in_who_was_suspended_since(cast, invited):
    person, link = invited
    with cast.entered(cast.qian):
        suspend(person, on=TODAY, by=cast.qian)
    client = Client()
    answer = client.get(link)
    if answer.status_code == 302:
        choose(client, answer["Location"])
    assert not works(log_in(person, CHOSEN)[0])


@pytest.mark.parametrize("key", ["{key}0", "1-{key}", "x", "set-password"])
def test_a_changed_link_opens_nothing(cast, key):
    head, _, right = asked(cast).rstrip("/").rpartition("-")
    answer = Client().get(f"{head}-{key.format(key=right)}/")
    assert answer.status_code == 200
    assert "链接已经失效" in answer.content.decode()


def test_a_link_of_one_person_opens_no_other_account(cast):
    uid = asked(cast).split("/key/")[1].partition("-")[0]
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    other = digits[(digits.index(uid[-1]) + 1) % 36]
    link = asked(cast).replace(f"/key/{uid}-", f"/key/{uid[:-1]}{other}-")
    assert "链接已经失效" in Client().get(link).content.decode()


def test_whether_an_address_is_known_is_not_told(cast):
    known = Client().post(FORGOTTEN, {"email": cast.wang.email})
    unknown = Client().post(FORGOTTEN, {"email": "niemand@nirgends.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mails(cast.justice)] == [cast.wang.email]


def test_the_link_names_our_address_whatever_host_was_asked(cast):
    Client().post(FORGOTTEN, {"email": cast.wang.email}, headers={"host": "localhost"})
    (mail,) = mails(cast.justice)
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in mail.text
    assert "localhost" not in mail.text


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("短密码", None, "密码太短，至少要10个字符"),
        ("woaini1314520", None, "太常见"),
        ("王经办的好密码呀呀呀", None, "不能含有姓名"),
        ("73915520846", None, "不能全是数字"),
        (CHOSEN, CHOSEN + "x", "每次输入的密码必须相同"),
    ],
)
def test_a_bad_choice_is_refused_in_chinese(cast, password, again, told):
    client = Client()
    form = client.get(asked(cast))["Location"]
    answer = choose(client, form, password, again)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert works(log_in(cast.wang)[0])


def test_changing_the_password_ends_other_sessions_and_is_told_by_mail(cast):
    elsewhere, here = inside(cast.wang), inside(cast.wang)
    answer = here.post(CHANGE, {"oldpassword": PASSWORD, "password1": CHOSEN, "password2": CHOSEN})
    assert answer.status_code == 302
    assert works(here)
    assert not works(elsewhere)
    (mail,) = mails(cast.justice)
    assert mail.subject == "登录密码已修改"
    assert "您的登录密码已经修改" in mail.text


def test_the_old_password_is_asked_for(cast):
    client = inside(cast.wang)
    answer = client.post(CHANGE, {"oldpassword": "nicht das", "password1": CHOSEN, "password2": CHOSEN})
    assert "当前密码不正确" in answer.content.decode()
    cache.clear()
    assert works(log_in(cast.wang)[0])


def test_the_last_link_in_a_row_counts_too_many_asks(cast):
    answers = [Client().post(FORGOTTEN, {"email": cast.wang.email}).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert len(mails(cast.justice)) == 3
    assert scope.current() is scope.NOBODY
