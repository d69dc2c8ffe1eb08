"""Finding at size: columns and search pages beside few items, and our search beside tantivy's own.

With 100,000 items, or as many as GONGKAI_BENCH_ITEMS says. Texts are made of passages whose words fall off as
words do in writing. Passages are cut once, and the entries of the index put together from them: a rebuilding
would cut the same passages a million times. What is searched for is drawn by how many items hold it.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import quote

import numpy as np
import psycopg
import tantivy
from django.conf import settings

from bench import server
from bench.turns import MissedError, Timing, asked, by_turns
from gongkai import data
from gongkai.search import hints
from gongkai.search.index import TITLE_WEIGHT, opened
from gongkai.search.place import current, new_folder, use
from gongkai.search.queries import SCHEMA, find, hint
from gongkai.search.tokens import pieces, words

ITEMS = int(os.environ.get("GONGKAI_BENCH_ITEMS", "100000"))
SMALL, SEED = 10_000, 20261126
PASSAGES, LENGTH, A_TEXT = 20_000, 130, 3  # passages there are; words in one; passages in a text
STEPS = (7_919, 6_733)  # from text to text and from passage to passage
QUERIES, ROUNDS, PAGES = 100, 5, 200
# Words of each kind, by the share of all items that hold them.
RARE = "少见的词"
KINDS = {RARE: (0, 0.0004), "一般的词": (0.002, 0.01), "常见的词": (0.1, 0.5)}
# Pages are compared full of hits: rare words are those that so many items hold, however many there are.
FULL_AND_RARE = (20, 400)
COLUMN = "/o1/columns/zcwj/"
CHINESE = re.compile(r"[㐀-鿿]{2,4}")
PEOPLE = """
INSERT INTO organs_user (id, organ_id, email, name, password, phone, is_active) OVERRIDING SYSTEM VALUE
VALUES (1000, 1, 'clerk@bench.example', 'clerk', '!', '', true);
INSERT INTO catalogue_column (id, organ_id, name, path, position, duty, description, keywords, cycle,
    is_active)
OVERRIDING SYSTEM VALUE
SELECT n, n, '政策文件', 'zcwj', 0, '', '', '', 'as_changed', true FROM generate_series(1, {organs}) n;
CREATE TABLE passage (id int PRIMARY KEY, title text NOT NULL, body text NOT NULL);
CREATE FUNCTION drawn(n bigint, salt int, low int, high int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT low + (hashint8extended(n, salt) & 2147483647)::int % (high - low + 1) $$;
CREATE FUNCTION passage_of(n bigint, at int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT 1 + ((n * {steps[0]} + at * {steps[1]} + n / {passages} * at) % {passages})::int $$;
CREATE FUNCTION organ_of(n bigint) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT greatest(1, ({organs} / drawn(n, 1, 1, {organs}))::int) $$;
"""
# An item needs little more than to be there: the public reads its publication.
WRITING = """
INSERT INTO catalogue_item (id, organ_id, column_id, title, document_number, makers, genre, summary, keywords,
    formed_on, validity, attribute, ground, reason, source_name, source_url, body, number, state, version,
    inspected, drafted_on, drafted_by_id, correction)
OVERRIDING SYSTEM VALUE
SELECT n, organ_of(n), organ_of(n), 'item', '', '', 'notice', '', '', date '2020-01-01', 'in_force', 'active',
    '', '', '', '', '', n, 'published', 1, 1, date '2020-01-01', 1000, ''
FROM generate_series(1, {items}) n;
INSERT INTO catalogue_publication (item_id, organ_id, column_id, place, number, unit_name, version,
    published_at, correction, withdrawal, marking, title, document_number, makers, genre, summary, keywords,
    formed_on, validity, attribute, ground, reason, source_name, source_url, body)
SELECT n, organ_of(n), organ_of(n),
    row_number() OVER (PARTITION BY organ_of(n) ORDER BY n),
    'BD' || lpad(n::text, 8, '0'), '', 1, timestamptz '2015-01-01' + n * interval '5 minutes', '', '', '',
    one.title, '示司〔' || drawn(n, 2, 2015, 2025) || '〕' || n || '号', '',
    (ARRAY['notice', 'circular', 'letter', 'report', 'opinion'])[drawn(n, 3, 1, 5)], '', '',
    date '2015-01-01' + drawn(n, 4, 0, 4000),
    (ARRAY['in_force', 'in_force', 'repealed', 'not_applicable'])[drawn(n, 5, 1, 4)], 'active',
    '', '', '', '', one.body || two.body || three.body
FROM generate_series(1, {items}) n
    JOIN passage one ON one.id = passage_of(n, 0)
    JOIN passage two ON two.id = passage_of(n, 1)
    JOIN passage three ON three.id = passage_of(n, 2);
"""


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    rng, texts = Random(SEED), list(passages(vocabulary()))
    with laid_out(texts, SMALL) as few:
        words_asked = drawn(rng)
        mine = words_asked | {RARE: rare(rng)}
        with laid_out(texts, ITEMS) as many:
            others = words_asked | {RARE: rare(rng)}
            return [*sizes(many), *pages((few, mine), (many, others)), *beside_tantivy(rng)]


@contextmanager
def laid_out(texts: Sequence["Passage"], items: int) -> Iterator["Site"]:
    """A site with so many items, whose index is the one in use."""
    with server.database() as conninfo, TemporaryDirectory(prefix="gongkai-bench-") as root:
        site = Site(conninfo, Path(root), texts)
        site.write(items)
        yield site


def sizes(site: "Site") -> Iterator[tuple[str, float, str]]:
    yield "公开条目", ITEMS, "件"
    yield "索引大小", size_of(site.root) / ITEMS, "KB一件"


def pages(
    few: tuple["Site", Mapping[str, Sequence[str]]], many: tuple["Site", Mapping[str, Sequence[str]]]
) -> Iterator[tuple[str, float, str]]:
    """Each kind of page on two sites by turns; each site with what is searched for there."""
    (small, mine), (large, others) = few, many
    with small.asked() as one, large.asked() as other:
        for name, pairs in shown(mine, others).items():
            by_turns(one, other, pairs[:1])  # what is made once is made
            found = by_turns(one, other, [pairs[at % len(pairs)] for at in range(PAGES)])
            before, after = map(p95, found)
            yield f"{name}：{ITEMS:,}件与{SMALL:,}件之比（p95）", after / before, "倍，至多1.5"
            yield f"{name}：{ITEMS:,}件（p95）", after * 1e3, "毫秒"


def shown(
    mine: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> dict[str, list[tuple[str, str]]]:
    """Which pages are compared, by their kind: an address on either site."""
    earlier = f"{COLUMN}pages/20/"
    found = {"栏目页": [(COLUMN, COLUMN)], "栏目的较早一页": [(earlier, earlier)]}
    for kind, texts in mine.items():
        pairs = zip(texts, others[kind], strict=True)
        found[f"搜索页，{kind}"] = [(hits(text), hits(other)) for text, other in pairs]
    return found


def hits(text: str) -> str:
    return f"/search/?q={quote(text)}"


class Site:
    """A database of published items with its index, in a folder of its own."""

    def __init__(self, conninfo: str, root: Path, texts: Sequence["Passage"]) -> None:
        self.conninfo, self.root, self.passages = conninfo, root, texts
        settings.SEARCH_ROOT = root
        with psycopg.connect(conninfo, autocommit=True) as base:
            base.execute(PEOPLE.format(organs=server.ORGANS, passages=PASSAGES, steps=STEPS))
            with base.cursor().copy("COPY passage FROM STDIN") as copy:
                for one in self.passages:
                    copy.write_row((one.number, one.title, one.body))

    def asked(self) -> AbstractContextManager[Timing]:
        return asked(self.conninfo, self.root)

    def write(self, items: int) -> None:
        """So many items, published and in the index."""
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            base.execute(WRITING.format(items=items))
            base.execute("VACUUM ANALYZE")  # the statistics that plans rest on
            chosen = "SELECT item_id, organ_id, extract(year FROM published_at), genre, validity, number,"
            chosen += " document_number, published_at FROM catalogue_publication"
            rows = base.execute(chosen).fetchall()
        index = begun()
        writer = index.writer(heap_size=256 << 20, num_threads=1)
        for row in rows:
            writer.add_document(self.document(*row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    def document(
        self, n: int, organ: int, year: int, genre: str, validity: str, *told: Any
    ) -> tantivy.Document:
        """An entry of the index as ``gongkai.search.index`` makes it of the same text."""
        number, document_number, at = told
        parts = [self.passages[passage_of(n, place) - 1] for place in range(A_TEXT)]
        title = parts[0].title_words
        numbers = f"{' '.join(pieces(number))} {' '.join(pieces(document_number))}"
        found = tantivy.Document()
        for name, value in {"id": n, "organ": organ, "column": organ, "year": int(year)}.items():
            found.add_integer(name, value)
        found.add_integer("day", at.toordinal())
        found.add_text("genre", genre)
        found.add_text("validity", validity)
        found.add_text("title", title)
        found.add_text("words", " ".join([title] * TITLE_WEIGHT + [one.words for one in parts]))
        found.add_text("pieces", " ".join([numbers, *(one.pieces for one in parts)]))
        found.add_text("title_pieces", parts[0].title_pieces)
        found.add_text("numbers", numbers)
        found.add_text(hints.FIELD, parts[0].hints)
        return found


def beside_tantivy(rng: Random) -> Iterator[tuple[str, float, str]]:
    index = in_use()
    searcher, wanted = index.searcher(), drawn(rng)
    common, some = wanted["常见的词"], wanted["一般的词"]
    wanted["三个词"] = [" ".join((*rng.sample(common, 2), rng.choice(some))) for _ in range(QUERIES)]
    for kind, texts in wanted.items():
        ours, bare = alternately(partial(find, index), partial(raw, searcher), texts)
        yield f"搜索，{kind}，与 tantivy 本身之比（p99）", p99(ours) / p99(bare), "倍，至多2"
        yield f"搜索，{kind}（p99）", p99(ours) * 1e3, "毫秒"
    slips = [slip(word, rng) for word in some]
    yield "拼写提示（p99）", p99([timed(partial(hint, index), one) for one in slips]) * 1e3, "毫秒"


def vocabulary() -> list[str]:
    """The words of the shipped texts, those met most often first."""
    texts = (path.read_text("utf-8") for path in sorted(Path(data.__file__).parent.rglob("*.toml")))
    counted = Counter(word for text in texts for word in words(text) if CHINESE.fullmatch(word))
    return [word for word, _ in counted.most_common()]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with a title, and how the index cuts both."""

    number: int
    title: str
    body: str
    title_words: str
    title_pieces: str
    words: str
    pieces: str
    hints: str


def passages(known: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs in which the rank of a word tells how often it is met (Zipf), and a code of each."""
    dice = np.random.default_rng(SEED)
    weights = 1 / np.arange(1, len(known) + 1)
    drawn_ones = dice.choice(len(known), size=(PASSAGES, LENGTH), p=weights / weights.sum())
    for number, row in enumerate(drawn_ones.tolist(), 1):
        told = [known[place] for place in row]
        title, text = f"关于{''.join(told[:4])}的通知", f"{''.join(told)}，编号p{number}。"
        cut = words(title)
        yield Passage(
            number,
            title,
            f"<p>{text}</p>",
            " ".join(cut),
            " ".join(pieces(title)),
            " ".join(words(text)),
            " ".join(pieces(text)),
            " ".join(hints.terms(cut)),
        )


def passage_of(n: int, at: int) -> int:
    """Which passage stands at a place of a text; the database reckons the same."""
    return 1 + (n * STEPS[0] + at * STEPS[1] + n // PASSAGES * at) % PASSAGES


def begun() -> tantivy.Index:
    """An empty index in use."""
    folder = new_folder()
    opened(folder)
    use(folder)
    return in_use()


def in_use() -> tantivy.Index:
    """The index in use."""
    found = current()
    if found is None:
        raise MissedError
    return found


def drawn(rng: Random) -> dict[str, list[str]]:
    """Words of each kind from the index in use."""
    held, items = known_words()
    return {kind: words_of(rng, held, least * items, most * items) for kind, (least, most) in KINDS.items()}


def rare(rng: Random) -> list[str]:
    """Words from the index in use that fill a page of hits and little more."""
    held, _ = known_words()
    return words_of(rng, held, *FULL_AND_RARE)


def known_words() -> tuple[Sequence[tuple[str, int]], int]:
    """The words of the index in use, each with how many items hold it; and how many items there are."""
    searcher = in_use().searcher()
    return searcher.terms_with_prefix("words", "", limit=10_000_000), searcher.num_docs


def words_of(rng: Random, held: Sequence[tuple[str, int]], least: float, most: float) -> list[str]:
    """As many as are asked, of those that so many items hold."""
    fitting = [word for word, many in held if least < many <= most and len(word) > 1]
    return rng.choices(fitting, k=QUERIES)


def slip(word: str, rng: Random) -> str:
    """The word with one character that nobody writes there."""
    at = rng.randrange(len(word))
    return word[:at] + "犇" + word[at + 1 :]


def raw(searcher: tantivy.Searcher, text: str) -> int:
    """The same question put to tantivy itself: how many hold all words, and the best twenty."""
    wanted = [tantivy.Query.term_query(SCHEMA, "words", word, "freq") for word in dict.fromkeys(words(text))]
    every = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in wanted])
    return int(searcher.search(every if len(wanted) > 1 else wanted[0], limit=20).count)


def alternately(
    ours: Callable[[str], object], bare: Callable[[str], object], texts: Iterable[str]
) -> tuple[list[float], list[float]]:
    """The seconds that two ways take for each text, in turns; of several tries the fastest counts."""
    tries = [[(timed(ours, text), timed(bare, text)) for _ in range(ROUNDS)] for text in texts]
    return [min(mine for mine, _ in each) for each in tries], [
        min(other for _, other in each) for each in tries
    ]


def timed(work: Callable[[str], object], text: str) -> float:
    begun = perf_counter()
    work(text)
    return perf_counter() - begun


def p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100)[-1]


def size_of(folder: Path) -> float:
    """In kilobytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e3
