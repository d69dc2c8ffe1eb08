"""您要找的是不是：what somebody may have meant whose words are hardly found.

The words of titles stand in the index also under what they may be mistaken for: under their sound, with one
character masked, with one left out. So a hint is never a word that nobody published, and follows the index.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import tantivy

from gongkai.search.sounds import sound, sounds, spelt
from gongkai.search.tokens import fold, words

FIELD = "hints"
MASK, SEPARATOR = "？", "|"
SHORTEST, LONGEST = 2, 8  # words that are taken for hints, in characters
COMPARED_FROM = 3  # characters: shorter words would be mistaken for too many
LONGEST_RUN = 24  # characters in a row that are looked at; of letters twice as many
MOST_SYLLABLES = 6  # of a word typed in letters
MOST_UNDER_KEY = 200
RUN = re.compile(r"[㐀-鿿]+|[a-z][a-z' ]*[a-z]")
CHINESE = re.compile(r"[㐀-鿿]+")
# What a piece of a run costs: the whole is read the cheapest way.
KNOWN, UNKNOWN = 0.1, 1.0
SAME_SOUND, ONE_OTHER, ONE_MORE_OR_LESS, SPELT = 0.5, 0.8, 0.9, 0.3


def terms(title: Iterable[str]) -> Iterator[str]:
    """What the index keeps of the words of a title for hints: each under each of its keys."""
    for word in dict.fromkeys(title):
        if SHORTEST <= len(word) <= LONGEST and CHINESE.fullmatch(word):
            yield from (f"{key}{SEPARATOR}{word}" for key in keys(word))


def keys(word: str) -> Iterator[str]:
    """Under what a word can be found that was typed otherwise.

    >>> [key for key in keys("复议") if key]
    ['fuyi']
    """
    yield from sounds(word)
    if len(word) >= COMPARED_FROM:
        yield from _masked(word)
        yield from _shortened(word)


def meant(searcher: tantivy.Searcher, text: str, count: Callable[[str], int]) -> str | None:
    """The text as it may have been meant, where that finds something; None where nothing better is known.

    Args:
        searcher: of the index in use.
        text: as it was typed.
        count: how many hits a text has, as narrowed as the question was.
    """
    typed = fold(text)
    reading = Reading(searcher)
    best = RUN.sub(lambda run: reading.best(run.group()), typed)
    if best != typed and count(best):
        return best
    others = {other: count(other) for other in reading.with_one_sounding_alike(typed)}
    found = max(others, key=lambda other: others[other], default=None)
    return found if found is not None and others[found] else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A way to read a stretch of a run: as which word, ending where, at what cost."""

    end: int
    word: str
    cost: float


class Reading:
    """Runs of characters or letters, read as words that stand in titles."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher

    def best(self, run: str) -> str:
        """The run read the cheapest way; as it stands where it cannot be read."""
        if CHINESE.fullmatch(run):
            return run if len(run) > LONGEST_RUN else self._cheapest(run, self._characters) or run
        if len(run) > 2 * LONGEST_RUN or all(map(self._is_known, words(run))):
            return run
        return self._cheapest(run.replace("'", " "), self._letters) or run

    def with_one_sounding_alike(self, text: str) -> Iterator[str]:
        """The text with one of its words put in the place of another that sounds the same."""
        for word in dict.fromkeys(words(text)):
            if SHORTEST <= len(word) <= LONGEST and CHINESE.fullmatch(word):
                for other in self._under(sound(word)):
                    if other != word:
                        yield text.replace(word, other)

    def _cheapest(self, run: str, pieces: Callable[[str, int], Iterable[Piece]]) -> str | None:
        reached: dict[int, tuple[float, str]] = {0: (0.0, "")}
        for start in range(len(run)):
            if start not in reached:
                continue
            cost, before = reached[start]
            for piece in pieces(run, start):
                there = (cost + piece.cost, before + piece.word)
                if piece.end not in reached or there[0] < reached[piece.end][0]:
                    reached[piece.end] = there
        return reached[len(run)][1] if len(run) in reached else None

    def _characters(self, run: str, start: int) -> Iterator[Piece]:
        yield Piece(start + 1, run[start], UNKNOWN)
        for end in range(start + SHORTEST, min(len(run), start + LONGEST + 1) + 1):
            typed = run[start:end]
            if self._is_known(typed):
                yield Piece(end, typed, KNOWN)
            else:
                yield from (Piece(end, word, cost) for word, cost in self._instead(typed))

    def _instead(self, typed: str) -> Iterator[tuple[str, float]]:
        """What may have been meant by characters that are no word of a title."""
        yield from self._commonest([sound(typed)], SAME_SOUND, len(typed))
        yield from self._commonest([typed], ONE_MORE_OR_LESS, len(typed) + 1)
        if len(typed) >= COMPARED_FROM:
            yield from self._commonest(_masked(typed), ONE_OTHER, len(typed))
            less = [word for word in _shortened(typed) if self._is_known(word)]
            yield from ((word, ONE_MORE_OR_LESS) for word in less)

    def _letters(self, run: str, start: int) -> Iterator[Piece]:
        if run[start] == " ":
            yield Piece(start + 1, "", 0.0)
            return
        for end, key in _spelt_words(run, start):
            yield from (Piece(end, word, SPELT + cost) for word, cost in self._commonest([key], SPELT, None))

    def _commonest(
        self, under: Iterable[str], cost: float, length: int | None
    ) -> Iterator[tuple[str, float]]:
        """Of the words under these keys, of this length, the one in most titles; rarer ones cost more."""
        found: dict[str, int] = {}
        for key in under:
            found |= self._under(key)
        fitting = {word: many for word, many in found.items() if length in (None, len(word))}
        if fitting:
            word = max(fitting, key=lambda each: fitting[each])
            yield word, cost + 0.1 / (1 + math.log10(fitting[word]))

    def _under(self, key: str) -> dict[str, int]:
        """The words under a key, with how many titles hold each."""
        found = self.searcher.terms_with_prefix(FIELD, key + SEPARATOR, limit=MOST_UNDER_KEY)
        return {term.partition(SEPARATOR)[2]: many for term, many in found}

    def _is_known(self, word: str) -> bool:
        return bool(self.searcher.doc_freq("title", word))


def _masked(word: str) -> Iterator[str]:
    return (word[:at] + MASK + word[at + 1 :] for at in range(len(word)))


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _spelt_words(run: str, start: int) -> Iterator[tuple[int, str]]:
    """Each stretch of up to MOST_SYLLABLES syllables from a place, spaces between passed over."""
    open_ones = {(start, "")}
    for _ in range(MOST_SYLLABLES):
        begun = {(at + (run[at : at + 1] == " "), key) for at, key in open_ones}
        open_ones = {(at + end, key + syllable) for at, key in begun for end, syllable in spelt(run[at:])}
        yield from open_ones
