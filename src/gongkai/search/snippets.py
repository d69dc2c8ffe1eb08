"""Where in a text the words stand that somebody looks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.search.tokens import fold, pieces, words

BEFORE, LONGEST = 20, 120


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; ``hit`` where it is a word that was looked for."""

    text: str
    hit: bool


def snippet(lines: Sequence[str], wanted: str) -> list[Part]:
    """The passage around the first word found, in parts; the beginning where none is found."""
    text = " ".join(lines)
    hits = marked(text, wanted)
    start = max(0, (hits[0][0] if hits else 0) - BEFORE)
    end = start + LONGEST
    shown = [(max(a, start) - start, min(b, end) - start) for a, b in hits if a < end and b > start]
    parts = _parts(text[start:end], shown)
    if start:
        parts.insert(0, Part("…", hit=False))
    if end < len(text):
        parts.append(Part("…", hit=False))
    return parts


def with_marks(text: str, wanted: str) -> list[Part]:
    """A whole text in parts."""
    return _parts(text, marked(text, wanted))


def marked(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where the words stand, as stretches that do not overlap, the first ones first."""
    plain = "".join(_alike(sign) for sign in text)
    terms = sorted({*words(wanted), "".join(pieces(wanted))} - {""}, key=len, reverse=True)
    covered = bytearray(len(plain))
    for term in terms:
        at = plain.find(term)
        while at >= 0:
            covered[at : at + len(term)] = b"\1" * len(term)
            at = plain.find(term, at + len(term))
    return list(_stretches(covered))


def _stretches(covered: bytearray) -> Iterable[tuple[int, int]]:
    start = covered.find(1)
    while start >= 0:
        end = covered.find(0, start)
        end = len(covered) if end < 0 else end
        yield start, end
        start = covered.find(1, end)


def _parts(text: str, stretches: Iterable[tuple[int, int]]) -> list[Part]:
    parts, at = [], 0
    for start, end in stretches:
        parts += [Part(text[at:start], hit=False), Part(text[start:end], hit=True)]
        at = end
    return [part for part in [*parts, Part(text[at:], hit=False)] if part.text]


@lru_cache(maxsize=20_000)  # folding sign by sign is most of what a page of hits costs
def _alike(sign: str) -> str:
    """The sign folded, where that is one sign again, so that places stay the same."""
    folded = fold(sign)
    return folded if len(folded) == 1 else sign
