"""How well the sample year is found: what people type, against what must be among the first ten."""

import tomllib
from pathlib import Path

import pytest
from tests.catalogue.press import moment

from gongkai.search.keeping import rebuild
from gongkai.search.place import current
from gongkai.search.queries import find, find_some

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text())["queries"]
FIRST = 10
RECALL, PRECISION = 0.97, 0.88  # of the first ten; of the very first. Measured: 1.0 and 0.91


@pytest.fixture
def answers(whole_corpus, settings, tmp_path):
    """For each question the keys of the first ten hits."""
    settings.SEARCH_ROOT = tmp_path / "search"
    rebuild(lambda _: None, at=moment())
    keys = whole_corpus.keys
    return [[keys.get(pk, "") for pk in first_ten(one["text"])] for one in QUERIES]


def first_ten(text):
    """As the page shows them: where nothing holds all words, what holds some."""
    return find(current(), text, limit=FIRST).ids or find_some(current(), text, limit=FIRST)


def test_what_people_type_finds_what_they_mean(answers):
    assert len(QUERIES) >= 60
    pairs = list(zip(QUERIES, answers, strict=True))
    missed = [(one["text"], one["keys"], found) for one, found in pairs if not set(one["keys"]) & set(found)]
    recall = 1 - len(missed) / len(QUERIES)
    precision = sum(bool(found) and found[0] in one["keys"] for one, found in pairs) / len(QUERIES)
    assert recall >= RECALL, missed
    assert precision >= PRECISION
