"""How well the sample year is found: what people type, against what must be among the first ten."""

import tomllib
from pathlib import Path

import pytest
from tests.catalogue.press import moment

from gongkai.search.keeping import rebuild
from gongkai.search.place import current
from gongkai.search.queries import find, find_some, hint

LABELLED = tomllib.loads((Path(__file__).parent / "queries.toml").read_text())
QUERIES, HINTS = LABELLED["queries"], LABELLED["hints"]
FIRST = 10
RECALL, PRECISION = 0.97, 0.88  # of the first ten; of the very first. Measured: 1.0 and 0.91


@pytest.fixture(scope="session")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("labelled")


@pytest.fixture(autouse=True)
def index(whole_corpus, settings, root):  # noqa: ARG001  what is read stands there
    """The index of the whole year, built once."""
    settings.SEARCH_ROOT = root
    if current() is None:
        rebuild(lambda _: None, at=moment())


@pytest.fixture
def answers(whole_corpus):
    """For each question the keys of the first ten hits."""
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


def offered(text):
    """As the page shows it: only where nothing is found."""
    return "" if find(current(), text).total else hint(current(), text) or ""


def test_what_is_typed_wrong_or_by_its_sound_is_offered_right():
    assert {one["text"]: offered(one["text"]) for one in HINTS} == {
        one["text"]: one["meant"] for one in HINTS
    }
