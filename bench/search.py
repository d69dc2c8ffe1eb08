"""Finding at size: columns and search pages beside few items, and our search beside tantivy's own.

With 100,000 items, or as many as GONGKAI_BENCH_ITEMS says. Texts are passages whose words fall off as words
do in writing; what is searched for is drawn by how many items hold it: few, some, very many.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch
from urllib.parse import quote

import numpy as np
import psycopg
import tantivy
from django.conf import settings
from django.test import Client

from bench import server
from gongkai import data
from gongkai.faces.limiting import Limit
from gongkai.isolation.roles import Role
from gongkai.portal.finding import views
from gongkai.search.keeping import rebuild
from gongkai.search.place import current
from gongkai.search.queries import SCHEMA, find, hint
from gongkai.search.tokens import words

ITEMS = int(os.environ.get("GONGKAI_BENCH_ITEMS", "100000"))
SMALL, SEED = 10_000, 20261126
PASSAGES, LENGTH, A_TEXT = 20_000, 130, 3  # passages there are; words in one; passages in a text
QUERIES, ROUNDS, PAGES = 100, 3, 100
# Words of each kind, by the share of all items that hold them.
KINDS = {"少见的词": (0, 0.0004), "一般的词": (0.002, 0.01), "常见的词": (0.1, 0.5)}
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)  # nothing changes while an index is built
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
FROM generate_series({first}, {last}) n;
INSERT INTO catalogue_publication (item_id, organ_id, column_id, place, number, unit_name, version,
    published_at, correction, withdrawal, marking, title, document_number, makers, genre, summary, keywords,
    formed_on, validity, attribute, ground, reason, source_name, source_url, body)
SELECT n, organ_of(n), organ_of(n),
    (SELECT coalesce(max(place), 0) FROM catalogue_publication WHERE column_id = organ_of(n))
        + row_number() OVER (PARTITION BY organ_of(n) ORDER BY n),
    'BD' || lpad(n::text, 8, '0'), '', 1, timestamptz '2015-01-01' + n * interval '5 minutes', '', '', '',
    one.title, '示司〔' || drawn(n, 2, 2015, 2025) || '〕' || n || '号', '',
    (ARRAY['notice', 'circular', 'letter', 'report', 'opinion'])[drawn(n, 3, 1, 5)], '', '',
    date '2015-01-01' + drawn(n, 4, 0, 4000),
    (ARRAY['in_force', 'in_force', 'repealed', 'not_applicable'])[drawn(n, 5, 1, 4)], 'active',
    '', '', '', '', one.body || two.body || three.body
FROM generate_series({first}, {last}) n
    JOIN passage one ON one.id = drawn(n, 6, 1, {passages})
    JOIN passage two ON two.id = drawn(n, 7, 1, {passages})
    JOIN passage three ON three.id = drawn(n, 8, 1, {passages});
"""


class MissedError(AssertionError):
    """A page did not answer, or two ways to search disagree."""


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    with server.database() as conninfo, TemporaryDirectory(prefix="gongkai-bench-") as root:
        settings.SEARCH_ROOT = Path(root)
        # Pages name static files as they are: none was collected here.
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        server.point(conninfo, Role.APP)
        unlimited = Limit("bench", 1_000_000_000, 60)
        with patch.object(views, "SEARCHES", unlimited):
            return list(Measuring(conninfo).figures())


class Measuring:
    """A database of published items with its index, and how long finding in it takes."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo, self.rng = conninfo, Random(SEED)
        with psycopg.connect(conninfo, autocommit=True) as base:
            base.execute(PEOPLE.format(organs=server.ORGANS))
            with base.cursor().copy("COPY passage FROM STDIN") as copy:
                for row in passages(vocabulary()):
                    copy.write_row(row)

    def figures(self) -> Iterator[tuple[str, float, str]]:
        self.write(1, SMALL)
        build()
        asked = drawn(self.rng)
        small = self.pages(asked)
        self.write(SMALL + 1, ITEMS)
        begun = perf_counter()
        build()
        yield "公开条目", ITEMS, "件"
        yield "重建搜索索引", ITEMS / (perf_counter() - begun), "件每秒"
        yield "索引大小", size_of(settings.SEARCH_ROOT) / ITEMS, "KB一件"
        for name, seconds in self.pages(asked).items():
            yield f"{name}：{ITEMS:,}件与{SMALL:,}件之比（p95）", seconds / small[name], "倍，至多1.5"
            yield f"{name}：{ITEMS:,}件（p95）", seconds * 1e3, "毫秒"
        yield from self.beside_tantivy()

    def write(self, first: int, last: int) -> None:
        """Items with these numbers, published."""
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            base.execute(WRITING.format(first=first, last=last, passages=PASSAGES))
            base.execute("VACUUM ANALYZE")  # the statistics that plans rest on

    def pages(self, asked: Mapping[str, Sequence[str]]) -> dict[str, float]:
        """The p95 of each kind of page, in seconds."""
        shown = {"栏目页": [COLUMN], "栏目的较早一页": [f"{COLUMN}pages/20/"]}
        for kind, texts in asked.items():
            shown[f"搜索页，{kind}"] = [f"/search/?q={quote(text)}" for text in texts]
        client = Client(SERVER_NAME="127.0.0.1")
        return {
            name: p95([timed(partial(seen, client), one) for one in repeated(addresses)])
            for name, addresses in shown.items()
        }

    def beside_tantivy(self) -> Iterator[tuple[str, float, str]]:
        index = current()
        if index is None:
            raise MissedError
        searcher, asked = index.searcher(), drawn(self.rng)
        common, some = asked["常见的词"], asked["一般的词"]
        asked["三个词"] = [
            " ".join((*self.rng.sample(common, 2), self.rng.choice(some))) for _ in range(QUERIES)
        ]
        for kind, texts in asked.items():
            ours, bare = alternately(partial(find, index), partial(raw, searcher), texts)
            yield f"搜索，{kind}，与 tantivy 本身之比（p99）", p99(ours) / p99(bare), "倍，至多2"
            yield f"搜索，{kind}（p99）", p99(ours) * 1e3, "毫秒"
        slips = [slip(word, self.rng) for word in some]
        yield "拼写提示（p99）", p99([timed(partial(hint, index), one) for one in slips]) * 1e3, "毫秒"


def vocabulary() -> list[str]:
    """The words of the shipped texts, those met most often first."""
    texts = (path.read_text("utf-8") for path in sorted(Path(data.__file__).parent.rglob("*.toml")))
    counted = Counter(word for text in texts for word in words(text) if CHINESE.fullmatch(word))
    return [word for word, _ in counted.most_common()]


def passages(known: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Titles and paragraphs in which the rank of a word tells how often it is met (Zipf)."""
    dice = np.random.default_rng(SEED)
    weights = 1 / np.arange(1, len(known) + 1)
    drawn_ones = dice.choice(len(known), size=(PASSAGES, LENGTH), p=weights / weights.sum())
    for number, row in enumerate(drawn_ones.tolist(), 1):
        told = [known[place] for place in row]
        title = f"关于{''.join(told[:4])}的通知"
        yield number, title, f"<p>{''.join(told)}，编号 p{number}。</p>"


def build() -> None:
    rebuild(lambda _: None, at=LONG_AFTER)


def drawn(rng: Random) -> dict[str, list[str]]:
    """Words of each kind from the index in use."""
    index = current()
    if index is None:
        raise MissedError
    searcher = index.searcher()
    held = searcher.terms_with_prefix("words", "", limit=10_000_000)
    found: dict[str, list[str]] = {}
    for kind, (least, most) in KINDS.items():
        fitting = [word for word, many in held if least < many / searcher.num_docs <= most and len(word) > 1]
        found[kind] = rng.choices(fitting, k=QUERIES)
    return found


def slip(word: str, rng: Random) -> str:
    """The word with one character that nobody writes there."""
    at = rng.randrange(len(word))
    return word[:at] + "犇" + word[at + 1 :]


def raw(searcher: tantivy.Searcher, text: str) -> int:
    """The same question put to tantivy itself: how many hold all words, and the best twenty."""
    wanted = [tantivy.Query.term_query(SCHEMA, "words", word, "freq") for word in dict.fromkeys(words(text))]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in wanted])
    return int(searcher.search(query, limit=20).count)


def alternately(
    ours: Callable[[str], object], bare: Callable[[str], object], texts: Iterable[str]
) -> tuple[list[float], list[float]]:
    """The seconds that two ways take, in turns."""
    pairs = [(timed(ours, text), timed(bare, text)) for _ in range(ROUNDS) for text in texts]
    return [mine for mine, _ in pairs], [other for _, other in pairs]


def repeated(addresses: Sequence[str]) -> list[str]:
    return [addresses[at % len(addresses)] for at in range(max(PAGES, len(addresses)))]


def timed(work: Callable[[str], object], text: str) -> float:
    begun = perf_counter()
    work(text)
    return perf_counter() - begun


def seen(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004  HTTP's OK
        raise MissedError(address, answer.status_code)


def p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100)[-1]


def size_of(folder: Path) -> float:
    """In kilobytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e3
