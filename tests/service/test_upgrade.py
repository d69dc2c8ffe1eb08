"""The database of the newest release, upgraded by this code: whole, in use, and like one made today."""

import os

import psycopg
import pytest
from django.core.cache import cache
from django.test import Client
from tests.database import KEYS, SERVER, TEMPLATE, WORKER, alone, copy, drop, pointed
from tests.service import release

from gongkai.isolation.roles import prepare
from gongkai.service import commands
from gongkai.service.demo import facts

OLD, NEW = f"{TEMPLATE}_{WORKER}_upgraded", f"{TEMPLATE}_{WORKER}_made"
# Everything that migrations make, in words that do not depend on the order in which they made it.
STRUCTURE = {
    "columns": """
SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length
FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace""",
    # A dump writes the same casts of a condition in other places.
    "indexes": r"""
SELECT tablename, regexp_replace(indexdef, '::[a-z ]+(\[\])?|[()]', '', 'g') FROM pg_indexes
WHERE schemaname = 'public'""",
    "policies": """
SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies
WHERE schemaname = 'public'""",
    "row security": """
SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v')""",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
}
EDITED = (
    "{0} differ from those of a database made today: a migration that was released has been edited. Write a"
    " new one instead; before the first release: python -m tests.service.release"
)


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker):  # noqa: ARG001  a fixture in use
    """How to reach the database of the release after ``migrate``."""
    with alone("template"):
        prepare(os.environ[SERVER], database=OLD, passwords=KEYS)
    reached = release.access(os.environ[SERVER], OLD)
    release.load(reached.owner)
    assert commands.run(reached.maintenance, "migrate", "--verbosity", "0") == 0
    yield reached
    with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
        drop(server, OLD)


@pytest.fixture(scope="module")
def made_today(django_db_setup, django_db_blocker):  # noqa: ARG001  a fixture in use
    """The name of a database that the migrations made just now."""
    with django_db_blocker.unblock():
        copy(NEW)
    yield NEW
    with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
        drop(server, NEW)


@pytest.fixture
def in_use(upgraded, django_db_blocker):
    """The upgraded database as the one that pages read."""
    with django_db_blocker.unblock(), pointed(OLD):
        yield upgraded


def asked(database, query):
    with psycopg.connect(os.environ[SERVER], dbname=database) as base:
        return sorted(map(repr, base.execute(query).fetchall()))


@pytest.mark.parametrize("what", STRUCTURE)
def test_an_upgraded_database_is_like_one_made_today(upgraded, made_today, what):  # noqa: ARG001
    assert asked(OLD, STRUCTURE[what]) == asked(made_today, STRUCTURE[what]), EDITED.format(what)


def test_the_ledger_of_the_release_is_whole_and_goes_on(upgraded, capfd):
    assert asked(OLD, "SELECT count(*) > 20 FROM ledger_entry") == ["(True,)"]
    assert commands.run(upgraded.maintenance, "verify") == 0
    assert "台账完好" in capfd.readouterr().out


@pytest.mark.parametrize("person", facts()["people"], ids=lambda person: person["email"].partition("@")[0])
def test_people_of_the_release_can_log_in(in_use, person):  # noqa: ARG001  a fixture in use
    cache.clear()
    client = Client()
    answer = client.post("/accounts/login/", {"login": person["email"], "password": facts()["password"]})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    page = client.get("/desk/")
    assert person["name"] in page.content.decode()
