"""The ledger in the database: kept by the database itself, and checked against it and without it."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import TODAY
from tests.database import as_owner
from tests.ledger.test_actions import open_door

from gongkai.ledger import queries
from gongkai.ledger.models import Anchor
from gongkai.organs.models import Appointment, Role


@pytest.fixture
def kept(cast):
    """Three acts of the justice bureau and one of the bureau of finance."""
    with cast.entered(cast.wang):
        for key in ("左", "右", "后"):
            open_door(cast.justice, key=key, on=TODAY, by=cast.wang)
    with cast.entered(cast.zhao):
        open_door(cast.finance, on=TODAY, by=cast.zhao)
    return cast


def anchor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_anchor(%s)", [TODAY])
        return cursor.fetchone()[0]


def tamper(statement):
    """What only somebody with the owner's hands on the server could do."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")


def test_python_computes_the_hashes_that_the_database_wrote(kept):
    with kept.entered(kept.sun):
        assert [link.hash for link in queries.links()] == [link.computed for link in queries.links()]
        assert queries.broken() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET act = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "INSERT INTO ledger_entry SELECT * FROM ledger_entry",
        "UPDATE ledger_head SET number = 0",
        "DELETE FROM ledger_anchor",
        "INSERT INTO ledger_anchor SELECT * FROM ledger_anchor",
    ],
)
def test_no_statement_of_staff_changes_the_ledger(kept, statement):
    with (
        kept.entered(kept.wang),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_entry SET act = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry CASCADE"],
)
def test_not_even_the_owner_changes_an_entry(kept, statement):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    with kept.entered(kept.sun):
        assert queries.broken() == []


def test_a_change_behind_the_triggers_is_named(kept):
    tamper('UPDATE ledger_entry SET data = \'{"key": "前"}\' WHERE number = 2')
    with kept.entered(kept.sun):
        (found,) = queries.broken()
    assert (found.organ, found.number, found.reason) == (kept.justice.pk, 2, "内容与校验值不符")


def test_a_cut_off_end_is_named_by_the_head_and_by_the_anchor(kept):
    assert anchor() == 2
    tamper("DELETE FROM ledger_entry WHERE number = 3")
    with kept.entered(kept.sun):
        (found,) = queries.broken()
        assert found.reason == "缺少第3条至第3条"
        (without_database,) = queries.broken_in_export(list(queries.export()))
        assert without_database == found


def test_an_anchor_is_set_once_a_day_and_read_by_everyone(kept):
    assert anchor() == 2
    assert anchor() == 0
    with kept.entered(kept.sun):
        assert Anchor.objects.filter(organ=kept.justice).values_list("number", flat=True)[0] == 3


def test_an_export_is_checked_without_a_database(kept):
    anchor()
    with kept.entered(kept.sun):
        lines = list(queries.export())
    assert queries.broken_in_export(lines) == []
    changed = json.loads(lines[0])
    changed["data"]["key"] = "前"
    (found,) = queries.broken_in_export([json.dumps(changed), *lines[1:]])
    assert found.number == 1


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"kind": "entry"}', '{"kind": "其他"}'])
def test_a_line_that_is_not_of_an_export_is_named(line):
    with pytest.raises(queries.ExportError, match="第1行"):
        queries.broken_in_export([line])


def test_the_history_of_a_row_and_its_version(kept):
    with kept.entered(kept.wang):
        assert queries.version(kept.justice) == 3
        assert [entry.data["key"] for entry in queries.history(kept.justice)] == ["后", "右", "左"]
        assert queries.activity().count() == 3
    with kept.entered(kept.sun):
        assert queries.activity().count() == 4
        assert queries.version(kept.city) == 0
        assert list(queries.anchors(TODAY)) == []


def test_an_act_of_somebody_whom_the_reader_may_not_see_is_shown_without_the_name(kept):
    with as_owner():
        Appointment.objects.create(user=kept.sun, organ=kept.city, role=Role.ADMINISTRATOR, since_on=TODAY)
    with kept.entered(kept.sun):
        open_door(kept.justice, key="上级", on=TODAY, by=kept.sun)
    with kept.entered(kept.wang):
        assert list(queries.activity().values_list("by_name", flat=True)) == [
            None,
            "王经办",
            "王经办",
            "王经办",
        ]
        assert queries.history(kept.justice).count() == queries.version(kept.justice) == 4
