"""Passwords that are guessed first: everyday ones, and those made after a pattern known here."""

import re
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from gongkai import data
from gongkai.organs.models import User

ADVICE = "请换一个不容易被猜到的密码，例如几个互不相关的词连起来。"
TWICE = re.compile(r"(.{1,5})\1+")
SHORTEST_SIGN = 4
LOOKALIKES = str.maketrans("013456789@$!", "oieasgtbgasi")


class LengthValidator(MinimumLengthValidator):
    """Django's, in words that its translation lacks."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要{self.min_length}个字符。"

    def get_help_text(self) -> str:
        return f"至少{self.min_length}个字符，可以用汉字和空格。"


class SimilarValidator(UserAttributeSimilarityValidator):
    """Django's, in the words of this site."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        return f"密码和%(verbose_name)s太相似。{ADVICE}"

    def get_help_text(self) -> str:
        return "不能和姓名、邮箱、手机号相似。"


class NumericValidator(NumericPasswordValidator):
    """Django's, in the words of this site."""

    def get_error_message(self) -> str:
        return "密码不能全是数字，请加上文字。"

    def get_help_text(self) -> str:
        return "不能全是数字。"


class GuessableValidator(CommonPasswordValidator):
    """Refuses words and patterns that those who break in try first; Django's list knows the English ones."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Let a password pass that no list and no pattern leads to.

        Raises:
            ValidationError: it is among those tried first, or holds who uses it.
        """
        plain = password.strip().lower()
        if any(part in plain for part in _about(user)):
            raise ValidationError(f"密码里不能含有姓名、手机号、邮箱或机关名称。{ADVICE}", code="about_user")
        if plain in self.passwords or guessable(plain):
            raise ValidationError(f"这个密码太常见，容易被猜到。{ADVICE}", code="guessable")

    def get_help_text(self) -> str:
        return "不能是常见密码，也不能只是常见的词加上年份或连续的数字。"


def guessable(password: str) -> bool:
    """Whether little is left of a password without everyday words, running keys, years and repetitions.

    >>> guessable("woaini1314520"), guessable("Gongkai@2026"), guessable("1qaz2wsx3edc")
    (True, True, True)
    >>> guessable("豆浆配油条加热干面"), guessable("correct horse battery staple")
    (False, False)
    """
    rest = _without_known(password.strip().lower())
    # What looks like a letter stands for it only once years and running numbers are gone.
    return any(len(form) <= _known().left for form in (rest, _without_known(rest.translate(LOOKALIKES))))


def _without_known(form: str) -> str:
    known = _known()
    for part in known.parts:
        form = form.replace(part, "")
    return TWICE.sub("", re.sub(r"[^\w@$!]|_", "", known.year.sub("", form)))


@dataclass(frozen=True, slots=True)
class Known:
    """What guessable passwords are made of, longer parts first."""

    parts: tuple[str, ...]
    year: re.Pattern[str]
    left: int


@cache
def _known() -> Known:
    known = data.read_toml("passwords.toml")
    parts = {str(part).lower() for kind in ("words", "runs", "lucky") for part in known[kind]}
    return Known(tuple(sorted(parts, key=len, reverse=True)), re.compile(known["year"]), int(known["left"]))


def _about(user: User | None) -> list[str]:
    if user is None:
        return []
    names = [user.name, *((user.organ.name, user.organ.short_name) if user.organ else ())]
    signs = [user.phone, user.email.partition("@")[0]]
    return [name.lower() for name in names if len(name) > 1] + [
        sign.lower() for sign in signs if len(sign) >= SHORTEST_SIGN
    ]
