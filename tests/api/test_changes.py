"""Following what changes: a mirror that reads on ends with exactly what is out."""

import os
from dataclasses import dataclass, field

import psycopg
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.cast import enact
from tests.catalogue.press import TODAY
from tests.database import SERVER, committed_as_owner
from tests.isolation.rows import WORDED, WORDS, foreign_publication, made

from gongkai.catalogue.actions.columns import ColumnFacts, change_column
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.opendata.queries import items
from gongkai.opendata.records import full_item_record

ITEM_BESIDE = f"""
INSERT INTO catalogue_item (organ_id, column_id, number, state, version, inspected, drafted_on, drafted_by_id,
correction, {WORDS}) SELECT organ_id, column_id, '', 'draft', 1, 0, now(), drafted_by_id, '', {WORDED}
FROM catalogue_item WHERE id = %s RETURNING id
"""
BESIDE = f"""
INSERT INTO catalogue_publication (organ_id, item_id, column_id, place, number, unit_name, version,
published_at, correction, withdrawal, marking, {WORDS})
SELECT organ_id, %s, column_id, 2, 'y', '', 1, now(), '', '', '', {WORDED}
FROM catalogue_publication WHERE item_id = %s RETURNING item_id
"""
TOUCH = "UPDATE catalogue_publication SET version = version + 1 WHERE item_id = %s RETURNING change"


@dataclass
class Mirror:
    """Keeps what the interface tells, two changes at a time."""

    client: Client
    after: int = 0
    kept: dict = field(default_factory=dict)

    def follow(self):
        more = True
        while more:
            page = self.client.get("/api/v1/changes", {"after": self.after, "limit": 2}).json()
            for one in page["results"]:
                assert one["change"] > self.after
                self.after = one["change"]
                if one["kind"] == "published":
                    self.kept[one["id"]] = one["item"]
                else:
                    self.kept.pop(one["id"], None)
            assert page["after"] == self.after
            more = page["more"]

    @property
    def is_true(self):
        with entered(PUBLIC):
            return self.kept == {
                row.pk: full_item_record(row).model_dump(mode="json") for row in items().order_by("pk")
            }


@pytest.fixture
def mirror():
    cache.clear()
    return Mirror(Client())


def test_a_mirror_that_follows_holds_what_is_out(press, mirror):
    first, second, third = (press.published() for _ in range(3))
    mirror.follow()
    assert list(mirror.kept) == [first.pk, second.pk, third.pk]
    assert mirror.is_true
    press.correcting(first)
    press.revise(first, body="<p>新的正文</p>")
    press.withdrawn(second, why="不应公开。", keep_title=False)
    press.publish(press.reviewed(first))
    press.published()
    press.draft()
    assert not mirror.is_true
    mirror.follow()
    assert mirror.is_true
    assert len(mirror.kept) == 3


def test_a_mirror_learns_that_a_column_has_another_name(press, mirror):
    press.published()
    mirror.follow()
    facts = ColumnFacts(name="政策法规", slug="zcfg")
    with press.cast.entered(press.cast.zhou):
        change_column(press.column, facts, on=TODAY, by=press.cast.zhou)
    mirror.follow()
    assert [one["column"] for one in mirror.kept.values()] == ["zcfg"]
    assert mirror.is_true


def test_of_what_is_withdrawn_the_reason_alone_is_told(press, mirror):
    item = press.published(title="不再可见的题目", body="<p>不再可见的话</p>")
    press.withdrawn(item, why="不应公开。", keep_title=False)
    answer = mirror.client.get("/api/v1/changes")
    (one,) = answer.json()["results"]
    assert (one["kind"], one["item"]) == ("withdrawn", None)
    assert one["withdrawn"]["withdrawal"] == "不应公开。"
    assert "不再可见" not in answer.text


def test_no_number_is_given_while_another_is_not_committed(own_database):
    """So whoever sees a number has seen every lower one that there will ever be."""
    with committed_as_owner(own_database), transaction.atomic():
        (one,) = foreign_publication(enact())
        (other,) = made(ITEM_BESIDE, one)
        made(BESIDE, other, one)
    with reached(own_database) as first, reached(own_database) as second:
        lower = first.execute(TOUCH, [one]).fetchone()
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(TOUCH, [other])
        second.rollback()
        first.commit()
        assert second.execute(TOUCH, [other]).fetchone() > lower


def reached(name):
    return psycopg.connect(os.environ[SERVER], dbname=name, options="-c lock_timeout=100ms")
