"""How words sound, roughly: what people spell by ear, or type in letters, is compared by this."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from gongkai.later import Later

if TYPE_CHECKING:
    import pypinyin
else:
    # The readings of phrases take 45 MB in every process; all readings of each character stand in for them.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    pypinyin = Later("pypinyin")

MOST_READINGS = 3  # of a character: what comes after is hardly met in writing today
MOST_SOUNDS = 16  # of a word
# What many speakers do not tell apart, and often type one for the other.
LONGEST_RIME = 4
INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
# In these two halves every syllable of pinyin can be written; that some pairs are none does no harm.
STARTS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw", "")
RIME = re.compile(
    "[ae]|ai|an|ang|ao|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou"
    "|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve"
)


def alike(syllable: str) -> str:
    """The syllable without what is often mixed up.

    >>> alike("zheng"), alike("zhen"), alike("zen")
    ('zen', 'zen', 'zen')
    """
    for long, short in INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable.removeprefix(long)
    for long, short in FINALS:
        if syllable.endswith(long):
            return syllable.removesuffix(long) + short
    return syllable


@lru_cache(maxsize=20_000)
def sounds(word: str) -> tuple[str, ...]:
    """All ways in which a word may sound, the usual one first.

    >>> sounds("行政")[:2]
    ('xinzen', 'hanzen')
    """
    readings = [
        list(dict.fromkeys(map(alike, each[:MOST_READINGS])))
        for each in pypinyin.pinyin(word, style=pypinyin.Style.NORMAL, heteronym=True, v_to_u=False)
    ]
    return tuple(dict.fromkeys("".join(one) for one in islice(product(*readings), MOST_SOUNDS)))


def sound(text: str) -> str:
    """How a text sounds by the usual reading of each character."""
    return "".join(map(alike, pypinyin.lazy_pinyin(text)))


def spelt(letters: str) -> Iterator[tuple[int, str]]:
    """Where a syllable may end that begins with these letters, and how it sounds.

    >>> sorted(spelt("xian"))
    [(2, 'xi'), (3, 'xia'), (4, 'xian')]
    """
    start = next(each for each in STARTS if letters.startswith(each))
    for end in range(len(start) + 1, len(start) + LONGEST_RIME + 1):
        if end <= len(letters) and RIME.fullmatch(letters[len(start) : end]):
            yield end, alike(letters[:end])
