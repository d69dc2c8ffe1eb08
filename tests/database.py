"""The database of the tests: a real PostgreSQL, one copy of the migrated template per test process.

The server is the one that DATABASE_URL names (as a superuser), else the embedded one, started once for the
whole run. Tests run as ``gongkai_app``, as the product does: without a scope nothing can be read.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from gongkai.isolation import scope
from gongkai.isolation.roles import Role, prepare, reach
from gongkai.service.embedded import Cluster

MAINTAIN = "SELECT set_config('role', %s, true), set_config('app.maintenance', %s, true)"
SERVER = "GONGKAI_TEST_SERVER"
# The same in all processes of a run.
TEMPLATE = f"gongkai_test_{os.environ.setdefault('GONGKAI_TEST_RUN', str(os.getpid()))}"
KEYS = {Role.OWNER: "owner-in-tests", Role.APP: "app-in-tests"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One test process at a time."""
    with (Path(tempfile.gettempdir()) / f"{TEMPLATE}.{name}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder for all test processes, made by the first that wants it; what fails half-way is made again."""
    folder = Path(tempfile.gettempdir()) / f"{TEMPLATE}.{name}"
    made = folder / "made"
    with alone(f"{name}-alone"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o711)
            make(folder)
            made.touch()
    return folder


def pytest_configure(config):
    # Pages name static files as they are; the real server of the browser tests has them collected.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    if os.environ.get(SERVER) or hasattr(config, "workerinput"):
        return
    if os.environ.get("DATABASE_URL"):
        os.environ[SERVER] = os.environ["DATABASE_URL"]
        return
    folder = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
    folder.chmod(0o711)  # so that PostgreSQL's own user can walk through it where we are root
    cluster = Cluster(folder, durable=False)
    config.gongkai_cluster = cluster
    os.environ[SERVER] = cluster.start()


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        for left in Path(tempfile.gettempdir()).glob(f"{TEMPLATE}.*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    if cluster := getattr(config, "gongkai_cluster", None):
        cluster.destroy()


def point(database: str, role: Role, **values: str) -> None:
    """Let Django's connection reach this database as this role, though the login is the server's own."""
    parts = conninfo_to_dict(os.environ[SERVER])
    options = " ".join(f"-c {key}={value}" for key, value in {"role": role, **values}.items())
    connection.close()
    connection.settings_dict.update(
        NAME=database,
        USER=parts.get("user", ""),
        PASSWORD=parts.get("password", ""),
        HOST=parts.get("host", ""),
        PORT=parts.get("port", ""),
        OPTIONS={"options": options},
    )


def reached(database: str, role: Role) -> str:
    """How to log in to a database as this role, as the product does."""
    return reach(os.environ[SERVER], database=database, role=role, password=KEYS[role])


@contextmanager
def pointed(database: str, role: Role = Role.APP, **values: str) -> Iterator[None]:
    """Reach another database as long as the block runs, and then again the one before, whatever happened."""
    before = dict(connection.settings_dict)
    point(database, role, **values)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def committed_as_owner(database: str) -> Iterator[None]:
    """Lay out rows as the owner in a database of the test's own, and keep them."""
    with pointed(database, Role.OWNER, **{"app.maintenance": "on"}):
        yield


@contextmanager
def as_owner() -> Iterator[None]:
    """Lay out or look at rows as the owner does in a migration, inside the test's transaction."""
    before = scope.current()
    with connection.cursor() as cursor:
        cursor.execute(MAINTAIN, [Role.OWNER, "on"])
        try:
            yield
        finally:
            # What runs in the block may take a scope of its own, as the demo does; no later test inherits it.
            scope._current.set(before)
        cursor.execute(MAINTAIN, [Role.APP, ""])
    if scope.current() != before or before != scope.NOBODY:
        scope.take(before)


@contextmanager
def undone() -> Iterator[None]:
    """What is done in it is not done: whatever comes next finds everything as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy(name: str) -> None:
    """A fresh database, as the migrations left it."""
    with alone("template"), psycopg.connect(os.environ[SERVER], autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            if server.execute("SELECT 1 FROM pg_database WHERE datname = 'gongkai'").fetchone():
                pytest.exit("DATABASE_URL names a server in use; tests need one of their own", returncode=2)
            prepare(os.environ[SERVER], database=TEMPLATE, passwords=KEYS)
            with committed_as_owner(TEMPLATE):
                call_command("migrate", verbosity=0)
        drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE), sql.Identifier(Role.OWNER)
            )
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Replaces pytest-django's: its databases are made by a superuser, and ours must not run as one."""
    name = f"{TEMPLATE}_{WORKER}"
    with django_db_blocker.unblock():
        copy(name)
        point(name, Role.APP)
        yield
        connection.close()
        with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
            drop(server, name)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):  # noqa: ARG001  a fixture in use
    """A database of the test's own, in which transactions really end; yields its name."""
    name = f"{TEMPLATE}_{WORKER}_own"
    with django_db_blocker.unblock():
        copy(name)
        with pointed(name):
            yield name
        with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
            drop(server, name)
