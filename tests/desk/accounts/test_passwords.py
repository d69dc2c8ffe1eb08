"""Passwords that are guessed first are refused, in words that say what to do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.desk.accounts.passwords import guessable

GUESSED = [
    "woaini1314520",
    "1qaz2wsx3edc",
    "Gongkai@2026",
    "zhengwugongkai123",
    "a1b2c3d4e5",
    "weirenminfuwu!",
    "W0a1n1zuguo1949",
    "qwerty123456",
    "我爱中国我爱中国",
    "5201314520!",
    "mima20260101",
    "asdasdasdasd",
]
GOOD = [
    "correct horse battery staple",
    "豆浆配油条加热干面不加糖",
    "kx7-Tulan-93-verge",
    "gongkai-demo-2026-horse-lamp",
]


@pytest.mark.parametrize("password", GUESSED)
def test_everyday_words_runs_years_and_repetitions_are_refused(password):
    assert guessable(password)


@pytest.mark.parametrize("password", GOOD)
def test_unrelated_words_pass(password):
    assert not guessable(password)
    validate_password(password)


def test_a_password_must_not_hold_who_uses_it(cast):
    for password in ("王经办的好密码呀呀", "市司法局-kx7-Tulan-93", "kx7-Tulan-WANG@JUSTICE.EXAMPLE"):
        with pytest.raises(ValidationError) as refused:
            validate_password(password, cast.wang)
        assert "请换一个" in str(refused.value.messages)


def test_refusals_are_in_chinese_and_say_what_to_do():
    with pytest.raises(ValidationError) as refused:
        validate_password("短")
    assert refused.value.messages[0] == "密码太短，至少要10个字符。"
    with pytest.raises(ValidationError) as refused:
        validate_password("woaini1314")
    assert refused.value.messages == [
        "这个密码太常见，容易被猜到。请换一个不容易被猜到的密码，例如几个互不相关的词连起来。"
    ]


def test_a_password_like_the_address_is_refused(cast):
    with pytest.raises(ValidationError) as refused:
        validate_password("ohaz finance.exampel", cast.zhao)
    assert "电子邮箱太相似" in refused.value.messages[0]
