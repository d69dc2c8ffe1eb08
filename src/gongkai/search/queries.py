"""Reading the index: what somebody typed, as the ids of what may answer it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import tantivy

from gongkai.search.hints import meant
from gongkai.search.index import ANNUAL_REPORT, schema
from gongkai.search.tokens import fold, pieces, words

MOST_CHARACTERS = 100
MOST_TERMS = 24
MOST_HITS = 1_000  # nobody turns further pages, and each costs more than the last
NUMBER_BOOST = 3.0  # who types the number of a text means that text, not those which cite it
MOST_TALLIED = 30
LONGEST_TOLD = 400
FACETS = ("organ", "column", "year", "genre", "validity")
DIGIT = re.compile(r"[0-9]")
PHRASE = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]")

SCHEMA = schema()


class Within(StrEnum):
    """Where the words are looked for."""

    ANYWHERE = ""
    TITLE = "title"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the hits are narrowed to, None is anything; and where the words are looked for.

    ``items_only`` leaves annual reports out.
    """

    organ: int | None = None
    column: int | None = None
    year: int | None = None
    genre: str | None = None
    validity: str | None = None
    within: Within = Within.ANYWHERE
    items_only: bool = False

    @property
    def chosen(self) -> dict[str, int | str]:
        """What the fields of a hit must be."""
        fields = {name: getattr(self, name) for name in FACETS}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The hits of one page and how many there are in all."""

    ids: list[int]
    total: int


ANYTHING = Filters()
NOTHING = Found(ids=[], total=0)


def find(
    index: tantivy.Index,
    text: str,
    *,
    filters: Filters = ANYTHING,
    newest_first: bool = False,
    offset: int = 0,
    limit: int = 20,
) -> Found:
    """The items and reports in which all that was typed occurs, best or newest first.

    Anything may be typed: what is longer than MOST_CHARACTERS is cut off, signs are passed over, and what
    holds no word finds nothing. Words in quotation marks must stand together. The caller shows only those
    ids that the public may read at that moment, and hands in the index as it was last written.
    """
    searcher = index.searcher()
    query = _query(searcher, text, filters)
    if query is None or limit < 1 or not 0 <= offset < MOST_HITS:
        return NOTHING
    hits = searcher.search(
        query,
        limit=min(limit, MOST_HITS - offset),
        offset=offset,
        order_by_field="day" if newest_first else None,
    )
    total: int = hits.count or 0  # type: ignore[attr-defined]  # tantivy's stub forgot it
    return Found(ids=_ids(searcher, hits), total=total)


def find_some(
    index: tantivy.Index, text: str, *, filters: Filters = ANYTHING, limit: int = 5, share: float = 0.5
) -> list[int]:
    """The items and reports that resemble a description, best first: not all of its words need to occur.

    Args:
        index: the one in use.
        text: as somebody describes what he looks for.
        filters: what the hits are narrowed to.
        limit: how many at most.
        share: of the words of the text that at least must occur.
    """
    wanted = list(dict.fromkeys(word for word in words(text[:LONGEST_TOLD]) if len(word) > 1))[:MOST_TERMS]
    if not wanted:
        return []
    searcher = index.searcher()
    anywhere = Place(searcher)
    some = tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, anywhere.word(word)) for word in wanted],
        minimum_number_should_match=max(1, round(len(wanted) * share)),
    )
    hits = searcher.search(_all_of([some, *_narrowed(filters)]), limit=limit, count=False)
    return _ids(searcher, hits)


def _ids(searcher: tantivy.Searcher, hits: tantivy.SearchResult) -> list[int]:
    """Whose ids the hits are, from the column of ids: the documents themselves need not be unpacked."""
    found = searcher.fast_field_values("id", [address for _, address in hits.hits])
    return [int(pk) for pk in found if pk is not None]


def tally(
    index: tantivy.Index,
    text: str,
    *,
    by: Iterable[str] = FACETS,
    filters: Filters = ANYTHING,
) -> dict[str, dict[int | str, int]]:
    """How many hits there are for each organ, column, year and so on, the most first."""
    searcher = index.searcher()
    query = _query(searcher, text, filters)
    if query is None:
        return {name: {} for name in by}
    return _tallied(searcher, query, by)


def choices(index: tantivy.Index, *, organ: int | None = None) -> dict[str, list[int | str]]:
    """What there is to choose from, the most frequent first, whatever is looked for."""
    searcher = index.searcher()
    known = _known_choices(index, searcher.num_docs)
    if organ not in known:
        everything = _all_of([tantivy.Query.all_query(), *_narrowed(Filters(organ=organ))])
        known[organ] = {name: list(found) for name, found in _tallied(searcher, everything, FACETS).items()}
    return known[organ]


@lru_cache(maxsize=1)  # an index that is used no more must not be held
def _known_choices(
    index: tantivy.Index,  # noqa: ARG001  what is remembered is of this index at this size
    size: int,  # noqa: ARG001  as above
) -> dict[int | None, dict[str, list[int | str]]]:
    """What was found out already, by organ."""
    return {}


def _tallied(
    searcher: tantivy.Searcher, query: tantivy.Query, by: Iterable[str]
) -> dict[str, dict[int | str, int]]:
    wanted = {name: {"terms": {"field": name, "size": MOST_TALLIED}} for name in by}
    found = searcher.aggregate(query, wanted)
    return {name: {one["key"]: int(one["doc_count"]) for one in found[name]["buckets"]} for name in wanted}


def hint(index: tantivy.Index, text: str, *, filters: Filters = ANYTHING) -> str | None:
    """The text as it may have been meant, where that finds more; None where nothing better is known."""
    searcher = index.searcher()

    def count(other: str) -> int:
        query = _query(searcher, other, filters)
        return searcher.search(query, limit=1).count or 0 if query else 0  # type: ignore[attr-defined]  # as above

    return meant(searcher, text[:MOST_CHARACTERS], count)


def _query(searcher: tantivy.Searcher, text: str, filters: Filters) -> tantivy.Query | None:
    """What was typed, as a question to the index; None where it holds no word."""
    typed = text[:MOST_CHARACTERS]
    clauses = _clauses(typed, PLACES[filters.within](searcher))
    if not clauses:
        return None
    wanted = _all_of(clauses + _narrowed(filters))
    if filters.items_only:
        wanted = _without_reports(wanted)
    return _with_its_number_first(wanted, typed) if DIGIT.search(fold(typed)) else wanted


def _with_its_number_first(wanted: tantivy.Query, typed: str) -> tantivy.Query:
    number = tantivy.Query.boost_query(_together(typed, "numbers"), NUMBER_BOOST)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Should, number)])


def _without_reports(wanted: tantivy.Query) -> tantivy.Query:
    reports = tantivy.Query.term_query(SCHEMA, "genre", ANNUAL_REPORT)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.MustNot, reports)])


def _all_of(clauses: list[tantivy.Query]) -> tantivy.Query:
    if len(clauses) == 1:  # alone, a word is looked up several times as fast as within a conjunction of one
        return clauses[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])


def _clauses(text: str, place: "Place") -> list[tantivy.Query]:
    phrases = [_together(phrase, place.pieces) for phrase in PHRASE.findall(text) if pieces(phrase)]
    wanted = list(dict.fromkeys(words(PHRASE.sub(" ", text))))
    return (phrases + [place.word(word) for word in wanted])[:MOST_TERMS]


class Place:
    """Where words are looked for: in everything, those in a title first."""

    pieces = "pieces"

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher

    def word(self, word: str) -> tantivy.Query:
        """What holds a word."""
        if not self.searcher.doc_freq("words", word):
            # a name or number that stands in the texts but was cut otherwise there
            return _together(word, self.pieces)
        return tantivy.Query.term_query(SCHEMA, "words", word, "freq")


class Titles(Place):
    """In titles alone."""

    pieces = "title_pieces"

    def word(self, word: str) -> tantivy.Query:
        if not self.searcher.doc_freq("title", word):
            return _together(word, self.pieces)
        return tantivy.Query.term_query(SCHEMA, "title", word, "freq")


class Numbers(Place):
    """In document numbers and index numbers alone."""

    pieces = "numbers"

    def word(self, word: str) -> tantivy.Query:
        return _together(word, self.pieces)


PLACES: Mapping[Within, type[Place]] = {
    Within.ANYWHERE: Place,
    Within.TITLE: Titles,
    Within.NUMBER: Numbers,
}


def _together(text: str, field: str) -> tantivy.Query:
    found = pieces(text)
    if len(found) == 1:
        return tantivy.Query.term_query(SCHEMA, field, found[0])
    return tantivy.Query.phrase_query(SCHEMA, field, list(found))


def _narrowed(filters: Filters) -> list[tantivy.Query]:
    return [
        tantivy.Query.const_score_query(tantivy.Query.term_query(SCHEMA, name, value), 0.0)
        for name, value in filters.chosen.items()
    ]
