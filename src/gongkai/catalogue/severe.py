"""严重表述错误: wordings that must never stand on a page of the government, from a list."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai import data
from gongkai.ledger.actions import RefusedError


@dataclass(frozen=True, slots=True)
class SevereWord:
    """A wrong wording, what it should be where that is one thing, why, and where it is right after all."""

    wrong: str
    right: str
    why: str
    unless: tuple[str, ...] = ()

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "SevereWord":
        return cls(facts["wrong"], facts.get("right", ""), facts["why"], tuple(facts.get("unless", ())))


class SevereWordsError(RefusedError):
    """The installation's own list cannot be read; the message says what to correct."""


def mistakes(text: str) -> Iterator[tuple[SevereWord, int]]:
    """The wrong wordings in a text, each with the place where it begins."""
    known, pattern = _known(*_own_list())
    for found in pattern.finditer(text):
        word = known[found[0]]
        if not any(_covers(text, right, found.start(), found.end()) for right in word.unless):
            yield word, found.start()


def load(content: str) -> tuple[SevereWord, ...]:
    """A list as TOML.

    Raises:
        SevereWordsError: it is not one.
    """
    try:
        return tuple(SevereWord.from_facts(entry) for entry in tomllib.loads(content)["words"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise SevereWordsError(
            "严重表述错误词表读不出来：每个词条写成 [[words]]，下面写 wrong、right、why 三行"
        ) from error


def _covers(text: str, right: str, start: int, end: int) -> bool:
    """Whether the place lies inside a wording that is right."""
    around = text[max(0, start - len(right)) : end + len(right)]
    at = around.find(right)
    offset = max(0, start - len(right))
    while at >= 0:
        if offset + at <= start and end <= offset + at + len(right):
            return True
        at = around.find(right, at + 1)
    return False


def _own_list() -> tuple[str, float]:
    """The installation's own list and when it was changed, so that a new one holds at once."""
    path = Path(settings.SEVERE_WORDS) if settings.SEVERE_WORDS else None
    return (str(path), path.stat().st_mtime) if path and path.is_file() else ("", 0.0)


@lru_cache(maxsize=2)
def _known(path: str, _changed: float) -> tuple[dict[str, SevereWord], re.Pattern[str]]:
    words = load(data.read_text("severe_words.toml"))
    if path:
        words += load(Path(path).read_text(encoding="utf-8"))
    known = {word.wrong: word for word in words}
    longest_first = sorted(known, key=len, reverse=True)
    return known, re.compile("|".join(map(re.escape, longest_first)))
