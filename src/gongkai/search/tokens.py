"""How words are cut: one function for what is indexed and for what is looked for."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from gongkai.later import Later

if TYPE_CHECKING:
    import rjieba
else:
    rjieba = Later("rjieba")  # reads its dictionary at once, and most processes cut no words

PIECE = re.compile(r"[a-z0-9]+|[㐀-鿿]")
WORD = re.compile(r"[a-z0-9㐀-鿿]+")


def fold(text: str) -> str:
    """The text in simplified characters, half width and small letters, without lone surrogates.

    >>> fold("\uff21\uff22公開")
    'ab公开'
    """
    sound = text.encode("utf-8", "ignore").decode()
    simplified: str = _simplified().convert(unicodedata.normalize("NFKC", sound))
    return simplified.lower()


def words(text: str) -> list[str]:
    """The words of a text, long ones also in their parts.

    >>> words("行政复议")
    ['行政', '复议', '行政复议']
    """
    return words_of_folded(fold(text))


def words_of_folded(text: str) -> list[str]:
    """As ``words``, of a text that was folded already."""
    # a cut may keep signs inside, as in BD007-2023
    return [word for cut in rjieba.cut_for_search(text) for word in WORD.findall(cut)]


def pieces(text: str) -> list[str]:
    """Single characters, and runs of letters or digits whole: names, numbers and exact phrases.

    >>> pieces("司法局2023号")
    ['司', '法', '局', '2023', '号']
    """
    return pieces_of_folded(fold(text))


def pieces_of_folded(text: str) -> list[str]:
    """As ``pieces``, of a text that was folded already."""
    return PIECE.findall(text)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")
