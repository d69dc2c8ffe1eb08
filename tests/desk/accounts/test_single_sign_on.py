"""Single sign-on: it finds who was invited, and opens nothing to others."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.desk.accounts.gate import LOGIN, at_gate, inside, works
from tests.desk.accounts.identity import platform

ENTRY, BACK = "/accounts/oidc/sso/login/", "/accounts/oidc/sso/login/callback/"


@pytest.fixture
def identity(settings):
    with platform() as server:
        app = settings.SINGLE_SIGN_ON | {"client_id": "gongkai", "settings": {"server_url": server.url}}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield server


def come_back(client, entry=ENTRY):
    """Go to the platform and return from there, as the browser does."""
    sent = client.post(entry)
    assert sent.status_code == 302, sent.content.decode()
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    return client.get(BACK, {"state": state, "code": "c"})


def test_who_was_invited_comes_in_and_is_known_from_then_on(cast, identity):
    identity.person = {"sub": "7", "email": cast.wang.email, "email_verified": True}
    client = Client()
    assert "用统一身份认证登录" in client.get(LOGIN).content.decode()
    assert come_back(client)["Location"] == "/desk/"
    assert works(client)
    assert at_gate(lambda: SocialAccount.objects.get().user_id) == cast.wang.pk
    # whatever mailbox the platform names later
    identity.person = {"sub": "7", "email": "neu@justice.example", "email_verified": True}
    again = Client()
    come_back(again)
    assert works(again)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "8", "email": "niemand@nirgends.example", "email_verified": True},
        {"sub": "9", "email": "wang@justice.example", "email_verified": False},
        {"sub": "10"},
    ],
)
def test_others_stay_out_and_read_why(cast, identity, person):
    identity.person = person
    client = Client()
    answer = come_back(client)
    page = answer if answer.status_code == 200 else client.get(answer["Location"])
    assert "您在这里还没有账号" in page.content.decode()
    assert not works(client)
    assert not at_gate(SocialAccount.objects.exists)
    assert cast


def test_a_person_connects_and_disconnects_an_account(cast, identity):
    identity.person = {"sub": "11", "email": "anders@sso.example", "email_verified": True}
    client = inside(cast.li)
    come_back(client, f"{ENTRY}?process=connect")
    page = client.get("/accounts/3rdparty/")
    assert "可以用来登录的账号" in page.content.decode()
    (account,) = at_gate(lambda: list(SocialAccount.objects.all()))
    assert account.user_id == cast.li.pk
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not at_gate(SocialAccount.objects.exists)


def test_a_platform_that_does_not_answer_is_told_in_words(identity, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}
    answer = Client().post(ENTRY)
    assert answer.status_code == 503
    assert "统一身份认证没有成功" in answer.content.decode()
    assert identity


def test_an_answer_that_nobody_asked_for_is_refused(identity):
    identity.person = {"sub": "7", "email": "wang@justice.example", "email_verified": True}
    answer = Client().get(BACK, {"state": "erfunden", "code": "c"})
    assert answer.status_code in {200, 401}
    assert "统一身份认证没有成功" in answer.content.decode()


def test_without_the_setting_nothing_leads_there():
    assert "统一身份认证" not in Client().get(LOGIN).content.decode()
    assert Client().post(ENTRY).status_code == 404
