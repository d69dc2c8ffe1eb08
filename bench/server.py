"""A durable PostgreSQL of the benchmark's own, with gongkai's tables and one organ to write for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from gongkai.isolation.roles import Role, prepare
from gongkai.service.embedded import Cluster

DATABASE = "bench"
ORGANS = 300


@contextmanager
def database(organs: int = ORGANS) -> Iterator[str]:
    """Runs the block against a fresh database; yields how to reach it as the server's superuser.

    Args:
        organs: how many are laid out in it.
    """
    start()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    cluster = Cluster(folder)
    try:
        server = cluster.start()
        prepare(server, database=DATABASE, passwords={})
        point(server, Role.OWNER, maintenance=True)
        call_command("migrate", verbosity=0)
        lay_out(organs)
        yield psycopg.conninfo.make_conninfo(server, dbname=DATABASE)
    finally:
        connection.close()
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def start() -> None:
    """Load Django with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    django.setup()


def point(server: str, role: Role, *, maintenance: bool = False) -> None:
    """Let Django's connection reach the database as this role."""
    parts = conninfo_to_dict(server)
    options = f"-c role={role}" + (" -c app.maintenance=on" if maintenance else "")
    connection.close()
    connection.settings_dict.update(
        NAME=DATABASE,
        USER=parts["user"],
        PASSWORD=parts.get("password", ""),
        HOST=parts.get("host", ""),
        PORT=parts.get("port", ""),
        OPTIONS={"options": options},
    )


def lay_out(organs: int) -> None:
    """Organs with ids from 1 on."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO organs_organ (id, name, short_name, slug, level, kind, credit_code, region_code,
                site_code, document_code, calendar_region, is_active)
            SELECT n, 'organ ' || n, '', 'o' || n, 'city', 'department', n, '', '', '', 'CN', true
            FROM generate_series(1, %s) n
            """,
            [organs],
        )
