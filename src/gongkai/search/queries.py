"""Reading the index: what somebody typed, as the ids of items that may answer it."""

import re
from dataclasses import dataclass

import tantivy

from gongkai.search.index import schema
from gongkai.search.tokens import pieces, words

MOST_CHARACTERS = 100
MOST_TERMS = 24
MOST_HITS = 1_000  # nobody turns further pages, and each costs more than the last
TITLE_BOOST = 3.0
MOST_TALLIED = 30
LONGEST_TOLD = 400
PHRASE = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]")

SCHEMA = schema()


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the hits are narrowed to; None is anything."""

    organ: int | None = None
    column: int | None = None
    year: int | None = None


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
    """The items in which all that was typed occurs, best or newest first.

    Anything may be typed: what is longer than MOST_CHARACTERS is cut off, signs are passed over, and what
    holds no word finds nothing. Words in quotation marks must stand together. The caller shows only those
    ids that the public may read at that moment.
    """
    index.reload()
    searcher = index.searcher()
    clauses = _clauses(searcher, text[:MOST_CHARACTERS])
    if not clauses or limit < 1 or not 0 <= offset < MOST_HITS:
        return NOTHING
    query = _all_of(clauses + _narrowed(filters))
    hits = searcher.search(
        query,
        limit=min(limit, MOST_HITS - offset),
        offset=offset,
        order_by_field="day" if newest_first else None,
    )
    total: int = hits.count or 0  # type: ignore[attr-defined]  # tantivy's stub forgot it
    return Found(ids=[searcher.doc(address)["id"][0] for _, address in hits.hits], total=total)


def find_some(
    index: tantivy.Index, text: str, *, filters: Filters = ANYTHING, limit: int = 5, share: float = 0.5
) -> list[int]:
    """The items that resemble a description, best first: not all of its words need to occur.

    Args:
        index: the one in use.
        text: as somebody describes what he looks for.
        filters: what the hits are narrowed to.
        limit: how many at most.
        share: of the words of the text that at least must occur.
    """
    index.reload()
    wanted = list(dict.fromkeys(word for word in words(text[:LONGEST_TOLD]) if len(word) > 1))[:MOST_TERMS]
    if not wanted:
        return []
    searcher = index.searcher()
    some = tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, _word(searcher, word)) for word in wanted],
        minimum_number_should_match=max(1, round(len(wanted) * share)),
    )
    hits = searcher.search(_all_of([some, *_narrowed(filters)]), limit=limit)
    return [searcher.doc(address)["id"][0] for _, address in hits.hits]


def tally(index: tantivy.Index, text: str, by: str, *, filters: Filters = ANYTHING) -> dict[int, int]:
    """How many hits there are for each organ, column or year (``by``), the most first."""
    searcher = index.searcher()
    clauses = _clauses(searcher, text[:MOST_CHARACTERS])
    if not clauses:
        return {}
    wanted = {"hits": {"terms": {"field": by, "size": MOST_TALLIED}}}
    found = searcher.aggregate(_all_of(clauses + _narrowed(filters)), wanted)
    return {int(one["key"]): int(one["doc_count"]) for one in found["hits"]["buckets"]}


def _all_of(clauses: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])


def _clauses(searcher: tantivy.Searcher, text: str) -> list[tantivy.Query]:
    phrases = [_together(phrase) for phrase in PHRASE.findall(text) if pieces(phrase)]
    wanted = list(dict.fromkeys(words(PHRASE.sub(" ", text))))
    return (phrases + [_word(searcher, word) for word in wanted])[:MOST_TERMS]


def _word(searcher: tantivy.Searcher, word: str) -> tantivy.Query:
    if not searcher.doc_freq("words", word):
        # a name or number that stands in the texts but was cut otherwise there
        return _together(word)
    title = tantivy.Query.boost_query(tantivy.Query.term_query(SCHEMA, "title", word, "freq"), TITLE_BOOST)
    anywhere = tantivy.Query.term_query(SCHEMA, "words", word, "freq")
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, anywhere), (tantivy.Occur.Should, title)])


def _together(text: str) -> tantivy.Query:
    found = pieces(text)
    if len(found) == 1:
        return tantivy.Query.term_query(SCHEMA, "pieces", found[0])
    return tantivy.Query.phrase_query(SCHEMA, "pieces", list(found))


def _narrowed(filters: Filters) -> list[tantivy.Query]:
    wanted = {"organ": filters.organ, "column": filters.column, "year": filters.year}
    return [
        tantivy.Query.const_score_query(tantivy.Query.term_query(SCHEMA, name, value), 0.0)
        for name, value in wanted.items()
        if value is not None
    ]
