"""Every table, every role: rows of another organ are neither read, changed, inserted, deleted nor counted."""

import json

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from tests.database import as_owner
from tests.isolation.rows import CHANGES, FOREIGN, OPEN

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.isolation.unprotected import UNPROTECTED

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""
RIGHTS = """
SELECT DISTINCT table_name FROM information_schema.role_table_grants
WHERE grantee IN ('gongkai_desk', 'gongkai_gate', 'gongkai_portal', 'PUBLIC') AND table_schema = 'public'
"""
FACES = {
    "a clerk": lambda cast: cast.scope_of(cast.wang),
    "a forgotten scope": lambda _: scope.Scope(role=Role.DESK),
    "the gate": lambda _: scope.GATE,
    "the public": lambda _: scope.PUBLIC,
}
REFUSALS = ("permission denied", "row-level security", "append-only")


def rows(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def refused(query, *values):
    """Whether the database refuses a statement for want of a right; any other error is a failure."""
    try:
        with transaction.atomic():
            rows(query, *values)
    except DatabaseError as error:
        if not any(word in str(error) for word in REFUSALS):
            raise
        return True
    return False


def key_of(table):
    models = [model for model in apps.get_models() if model._meta.db_table == table]
    return models[0]._meta.pk.column if models else "id"


class Foreign:
    """Rows of the bureau of finance in one table."""

    def __init__(self, cast, table):
        self.cast, self.table, self.key = cast, table, key_of(table)
        with as_owner():
            self.keys = [str(key) for key in FOREIGN[table](cast)]
        assert self.keys

    @property
    def mine(self):
        return f'"{self.key}"::text = ANY (%s)'

    def versions(self):
        """The versions of these rows, as the owner sees them: a change or a deletion shows."""
        with as_owner():
            return rows(
                f'SELECT "{self.key}"::text, xmin::text FROM {self.table} WHERE {self.mine}', self.keys
            )

    def one(self):
        """The first of them as JSON, with every column."""
        with as_owner():
            ((row,),) = rows(f"SELECT to_jsonb(t)::text FROM {self.table} t WHERE {self.mine}", self.keys[:1])
        return json.loads(row)


@pytest.fixture(params=sorted(FOREIGN))
def foreign(request, cast):
    return Foreign(cast, request.param)


@pytest.fixture
def faces(cast):
    """Every face by name; one after the other, since laying out rows takes longer than to try them."""
    return {name: face(cast) for name, face in FACES.items()}


def is_open(foreign, face, change):
    return (foreign.table, face.role, change) in OPEN


@pytest.mark.django_db
def test_every_table_is_protected_or_stands_on_the_list():
    unprotected = {name for name, enabled, forced in rows(TABLES) if not (enabled and forced)}
    assert unprotected == set(UNPROTECTED)


@pytest.mark.django_db
def test_every_protected_table_is_tried_with_foreign_rows():
    assert {name for name, enabled, _ in rows(TABLES) if enabled} == set(FOREIGN)


@pytest.mark.django_db
def test_no_face_has_a_right_on_an_unprotected_table():
    assert {name for (name,) in rows(RIGHTS)} & set(UNPROTECTED) == set()


def test_foreign_rows_are_neither_read_nor_counted(foreign, faces):
    query = f"SELECT count(*) FROM {foreign.table} WHERE {foreign.mine}"
    for name, face in faces.items():
        expected = len(foreign.keys) if is_open(foreign, face, "SELECT") else 0
        with scope.entered(face):
            assert refused(query, foreign.keys) or rows(query, foreign.keys) == [(expected,)], name


@pytest.mark.parametrize("statement", ['UPDATE {table} SET "{key}" = "{key}"', "DELETE FROM {table}"])
def test_foreign_rows_are_neither_changed_nor_deleted(foreign, faces, statement):
    before = foreign.versions()
    for name, face in faces.items():
        with scope.entered(face):
            if is_open(foreign, face, statement.split()[0]):
                assert not refused("SELECT 1"), name
            else:
                refused(statement.format(table=foreign.table, key=foreign.key) + " RETURNING 1")
        assert foreign.versions() == before, name


def test_rows_are_not_inserted_for_another_organ(foreign, faces):
    query = (
        f"INSERT INTO {foreign.table} SELECT * FROM jsonb_populate_record(NULL::{foreign.table}, %s::jsonb)"
    )
    row = json.dumps(foreign.one())
    for name, face in faces.items():
        if is_open(foreign, face, "INSERT"):
            continue
        with scope.entered(face):
            assert refused(f"{query} RETURNING 1", row), name
            assert refused(f"{query} ON CONFLICT DO NOTHING RETURNING 1", row), name


def test_the_orm_sees_no_more_than_the_database_gives(foreign, faces):
    models = [model for model in apps.get_models() if model._meta.db_table == foreign.table]
    for name, face in faces.items():
        expected = len(foreign.keys) if is_open(foreign, face, "SELECT") else 0
        for model in models:
            with scope.entered(face):
                if not refused(f"SELECT 1 FROM {foreign.table}"):
                    found = model._base_manager.filter(pk__in=foreign.keys)
                    assert found.count() == expected, name
                    assert len(found) == expected, name
                    assert found.exists() is bool(expected), name
                else:
                    assert expected == 0, name


def test_what_is_open_is_open_to_a_reason():
    assert all(OPEN.values())
    assert {(table, change) for table, _, change in OPEN} <= {(t, c) for t in FOREIGN for c in CHANGES}


def test_a_supervisor_reads_below_and_changes_nothing_there(cast):
    with cast.entered(cast.sun):
        count = rows("SELECT count(*) FROM organs_appointment WHERE organ_id = %s", cast.justice.pk)
        assert count == [(4,)]
        changes = (
            "UPDATE organs_user SET name = 'x' RETURNING organ_id",
            "UPDATE organs_organ SET name = 'x' RETURNING id",
            "UPDATE organs_appointment SET until_on = now() RETURNING organ_id",
        )
        assert [rows(change) for change in changes] == [[], [], []]


def test_no_row_is_moved_to_another_organ(cast):
    with cast.entered(cast.qian):
        assert refused("UPDATE organs_user SET organ_id = %s WHERE id = %s", cast.finance.pk, cast.wang.pk)
        assert refused("UPDATE organs_appointment SET organ_id = %s", cast.finance.pk)


def test_a_closed_organ_has_no_letterhead_for_the_public_and_its_letters_stay(cast):
    with as_owner():
        FOREIGN["letters_letterhead"](cast)
        (letter,) = FOREIGN["requests_caseletter"](cast)
        rows("UPDATE letters_letter SET sent_on = now() WHERE id = %s RETURNING id", letter)
    applicant = scope.Scope(role=Role.PORTAL, case="d")  # the query code that the rows are made with

    def shown(face):
        with scope.entered(face):
            return rows("SELECT count(*) FROM letters_letterhead") + rows("SELECT id FROM letters_letter")

    assert shown(applicant) == [(1,), (letter,)]
    with as_owner():
        rows("UPDATE organs_organ SET is_active = false WHERE id = %s RETURNING id", cast.finance.pk)
    assert shown(applicant) == [(0,), (letter,)]
    assert shown(cast.scope_of(cast.zhao)) == [(0,)]  # nobody works there who could write new ones
