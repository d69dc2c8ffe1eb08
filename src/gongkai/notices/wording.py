"""What goes into messages: addresses that are addresses, lines that are lines, text that can be stored."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.ledger.actions import RefusedError

MOBILE = re.compile(r"1\d{10}")
# Control characters, line and paragraph separators, and halves of characters.
UNFIT_IN_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
UNFIT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class AddressError(RefusedError):
    """Nothing can be sent to this address."""


def address(given: str) -> str:
    """An e-mail address as it may stand in a header.

    Raises:
        AddressError: it is none.
    """
    try:
        validate_email(given)
    except ValidationError as error:
        raise AddressError("电子邮箱格式不对，请核对后重新填写，例如 zhang@example.gov.cn。") from error
    return given


def mobile(given: str) -> str | None:
    """A mobile number as text messages need it; nothing where it is none.

    >>> mobile("138 1234 5678"), mobile("0312-1234567")
    ('13812345678', None)
    """
    digits = re.sub(r"[\s-]|^\+?86", "", given.strip())
    return digits if MOBILE.fullmatch(digits) else None


def line(given: str, longest: int) -> str:
    r"""One line: what could begin a second one, as in a header, becomes a space.

    >>> line("答复期限\r\nBcc: x@y.z", 40)
    '答复期限 Bcc: x@y.z'
    """
    return UNFIT_IN_LINE.sub(" ", given).strip()[:longest]


def text(given: str) -> str:
    """Text of several lines, without what neither mail nor database can hold."""
    return UNFIT_IN_TEXT.sub("", given)


def absolute(url: str) -> str:
    """A page of this site as a link for outside of it.

    >>> absolute("/desk/")
    'http://127.0.0.1:8000/desk/'
    """
    return f"{settings.SITE_URL.rstrip('/')}{url}"


def is_own(url: str) -> bool:
    """Whether a link stays on this site: a path from its root, which no browser takes for another host.

    >>> is_own("/desk/notices/"), is_own("//evil.example"), is_own("https://evil.example")
    (True, False, False)
    """
    return (
        url.startswith("/") and not url.startswith("//") and not UNFIT_IN_LINE.search(url) and "\\" not in url
    )
