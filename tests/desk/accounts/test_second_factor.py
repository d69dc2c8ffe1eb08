"""The second factor: an app's digits and the codes on paper."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from tests.desk.accounts.gate import at_gate, inside, log_in, mails, works

from gongkai.desk.accounts.sealing import seal, unseal

ACTIVATE, ASK = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"


def digits(secret, later=0):
    """What the app shows now, or so many half minutes later."""
    counter = sorted(yield_hotp_counters_from_time())[1] + later
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def enrolled(cast):
    """王经办 has the app; gives the browser, the app's secret and the codes on paper."""
    client = inside(cast.wang)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', client.get(ACTIVATE).content.decode())[1]
    answer = client.post(ACTIVATE, {"code": digits(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    cache.clear()
    return client, secret, codes


def test_a_password_alone_no_longer_opens_the_desk(cast, enrolled):
    _, secret, _ = enrolled
    client, answer = log_in(cast.wang)
    assert answer["Location"].startswith(ASK)
    assert not works(client)
    assert "第二步验证" in client.get(ASK).content.decode()
    assert client.post(ASK, {"code": digits(secret, 1)})["Location"] == "/desk/"
    assert works(client)


def test_spaces_and_full_width_digits_are_understood(cast, enrolled):
    client, _ = log_in(cast.wang)
    shown = digits(enrolled[1], 1).translate({48 + n: 0xFF10 + n for n in range(10)})
    client.post(ASK, {"code": f" {shown[:3]} {shown[3:]} "})
    assert works(client)


def test_a_code_is_not_accepted_twice(cast, enrolled):
    code = digits(enrolled[1], 1)
    first, _ = log_in(cast.wang)
    first.post(ASK, {"code": code})
    second, _ = log_in(cast.wang)
    answer = second.post(ASK, {"code": code})
    assert "error-summary" in answer.content.decode()
    assert works(first)
    assert not works(second)


def test_a_code_on_paper_opens_once(cast, enrolled):
    first, _ = log_in(cast.wang)
    first.post(ASK, {"code": enrolled[2][0]})
    second, _ = log_in(cast.wang)
    second.post(ASK, {"code": enrolled[2][0]})
    assert works(first)
    assert not works(second)
    assert "还有 9 个没有用过" in first.get("/accounts/2fa/").content.decode()


def test_guessing_codes_is_stopped_and_the_right_one_is_refused_meanwhile(cast, enrolled):
    client, _ = log_in(cast.wang)
    answers = [client.post(ASK, {"code": f"{n:06}"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert ["尝试次数过多" in answer.content.decode() for answer in answers] == [False] * 5 + [True]
    client.post(ASK, {"code": digits(enrolled[1], 1)})
    assert not works(client)


def test_secrets_are_sealed_in_the_database(enrolled):
    stored = at_gate(lambda: [str(one.data) for one in Authenticator.objects.all()])
    assert len(stored) == 2
    assert not any(enrolled[1] in data for data in stored)


def test_a_new_signing_key_still_opens_what_the_old_one_sealed(settings):
    sealed = seal("geheim")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60
    assert unseal(sealed) == "geheim"


def test_switching_it_off_needs_who_is_there_and_is_told_by_mail(cast, enrolled):
    client, _, _ = enrolled
    assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert works(log_in(cast.wang)[0])
    assert [mail.subject for mail in mails(cast.justice)][-1] == "验证器已停用"


def test_switching_on_asks_who_is_there(cast):
    client, _ = log_in(cast.wang)
    assert client.get(ACTIVATE)["Location"].startswith("/accounts/reauthenticate/")


def test_codes_are_handed_out_as_a_file_to_their_owner_only(cast, enrolled):
    client, _, codes = enrolled
    answer = client.get("/accounts/2fa/recovery-codes/download/")
    assert answer["Content-Type"].startswith("text/plain")
    assert all(code in answer.content.decode() for code in codes)
    other, _ = log_in(cast.li)
    assert other.get("/accounts/2fa/recovery-codes/download/").status_code == 404
