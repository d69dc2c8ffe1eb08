"""The sample content of the founding organ for tests: a few items, or its whole year in its own database.

``corpus`` writes some items of each series inside the test's transaction. ``whole_corpus`` points to a
database in which the whole year is committed, made once in a run. Both give a ``Corpus``: labels name
``Sample.key``, as ``gz-003``, and ``corpus.of("gz-003")`` is the id of that item.
"""

import os
from dataclasses import dataclass, replace
from datetime import date

import psycopg
import pytest
from django.db import transaction
from tests.cast import Cast, enact
from tests.catalogue.press import employ
from tests.database import SERVER, TEMPLATE, WORKER, as_owner, committed_as_owner, copy, drop, pointed

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.organs.models import Organ
from gongkai.service import demo_catalogue
from gongkai.service.corpus import afterwards, bulk
from gongkai.service.corpus.composing import samples

DAY_OF_TOPICS = date(2023, 12, 29)
A_FEW = 2


@dataclass(frozen=True)
class Corpus:
    """The items by key.

    Attributes:
        organ: whose they are.
        ids: of the items, by key; ``gz-003`` is the third of the series ``gz``.
    """

    organ: Organ
    ids: dict[str, int]

    def of(self, key: str) -> int:
        """The id of an item."""
        return self.ids[key]

    @property
    def keys(self) -> dict[int, str]:
        """The keys by id."""
        return {pk: key for key, pk in self.ids.items()}


def load(cast: Cast, people, *, each: int = 0) -> Corpus:
    """Write the year, or so many items of each series; as the owner."""
    organ = cast.justice
    mine = frozenset({organ.pk})
    chain = (cast.wang, cast.li, cast.zhou, people["feng"], people["chu"], people["jiang"])
    with scope.entered(scope.Scope(role=Role.OWNER, user=cast.zhou.pk, organs=mine, writes=mine)):
        found = demo_catalogue.open_columns(organ, "justice", on=DAY_OF_TOPICS, by=cast.zhou)
        house = demo_catalogue.house(organ, chain, found)
        items = bulk.write(house, _chosen(samples(house.named), each))
        list(afterwards.happen(house, items, on=DAY_OF_TOPICS))
    return Corpus(organ, {key: item.pk for key, item in items.items()})


def _chosen(found, each):
    if not each:
        return found
    few = [one for one in found if int(one.key.rpartition("-")[2]) <= each]
    # One paper shows what papers are; making and reading all kinds takes seconds.
    return [one if one.paper in ("", "form") else replace(one, paper="") for one in few]


@pytest.fixture
def corpus(cast, settings, tmp_path):
    """The first two items of every series, in a transaction that is undone."""
    settings.FILES_ROOT = tmp_path / "files"
    with as_owner():
        people = employ(cast)
        return load(cast, people, each=A_FEW)


@pytest.fixture(scope="session")
def _year(django_db_setup, django_db_blocker):  # noqa: ARG001  a fixture in use
    """The name of a database in which the whole year is committed, and what stands there."""
    name = f"{TEMPLATE}_{WORKER}_corpus"
    with django_db_blocker.unblock():
        copy(name)
        with committed_as_owner(name), transaction.atomic():
            cast = enact()
            loaded = load(cast, employ(cast))
        yield name, loaded
        with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
            drop(server, name)


@pytest.fixture
def whole_corpus(_year, django_db_blocker):
    """The whole year, in a database for reading: what a test writes there, others find."""
    name, loaded = _year
    with django_db_blocker.unblock(), pointed(name):
        yield loaded
