"""Text made comparable: widths, white space, punctuation, traditional characters."""

import re
from functools import cache
from unicodedata import normalize

from opencc import OpenCC

HUGE = 100_000
WHITE = re.compile(r"\s+")
NOT_WORDS = re.compile(r"[\W_]+")
READINGS = re.compile("[(（][a-z]{1,6}[)）]")
PHRASES = (("资讯公开", "信息公开"), ("规范性档案", "规范性文件"), ("资讯内容", "信息内容"))
WIDE_DIGITS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
HAS_WIDE_DIGITS = re.compile("[０-９％]")


def fold(text: str) -> str:
    """The letters, digits and characters alone, in their plain width.

    >>> fold("（一） 予以 公开")
    '一予以公开'
    """
    return NOT_WORDS.sub("", normalize("NFKC", text))


def squeeze(text: str) -> str:
    """The text without any white space; digits and per cent signs in their plain width."""
    text = "".join(text.split()) if len(text) < HUGE else WHITE.sub("", text)
    return text.translate(WIDE_DIGITS) if HAS_WIDE_DIGITS.search(text) else text


def in_simplified(text: str) -> str:
    """The text in simplified characters; costs next to nothing where it is written in them."""
    return simplified(text) if is_traditional(text) else text


def is_traditional(text: str) -> bool:
    """Whether a whole report is in traditional characters: 公開 and 報告 cannot be missing then."""
    return "開" in text or "報" in text


def simplified(text: str) -> str:
    """The text in simplified characters, with the form's own words for those that were translated."""
    text = _converter().convert(READINGS.sub("", text) if "(gong)" in text else text)
    for foreign, own in PHRASES:
        text = text.replace(foreign, own)
    return text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
