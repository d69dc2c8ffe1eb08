"""The database roles, and how a server is prepared for gongkai.

- ``owner`` owns the tables and migrates them; even it sees no row unless it says ``app.maintenance``.
- ``app`` is what the processes log in as. It owns nothing and inherits nothing: each transaction must
  take one of the three faces below, so a forgotten scope yields nothing.
- ``desk``, ``gate`` and ``portal`` see the rows that the policies of each table give them: staff at work,
  somebody logging in, and the public.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo


class Role(StrEnum):
    """A role of the database."""

    OWNER = "gongkai_owner"
    APP = "gongkai_app"
    DESK = "gongkai_desk"
    GATE = "gongkai_gate"
    PORTAL = "gongkai_portal"


FACES = (Role.DESK, Role.GATE, Role.PORTAL)
LOGINS = (Role.OWNER, Role.APP)
BARE = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"


def prepare(superuser: str, *, database: str, passwords: Mapping[Role, str]) -> None:
    """Create what is missing of the roles and the database; safe to call again.

    Args:
        superuser: how to reach the server as a role that may create roles and databases.
        database: the database's name.
        passwords: of ``owner`` and ``app``, where they are to be set.
    """
    with psycopg.connect(superuser, autocommit=True) as server:
        for statement in (*_roles(server), *_keys(passwords), *_database(server, database)):
            server.execute(statement)


def reach(superuser: str, *, database: str, role: Role, password: str) -> str:
    """How to reach a prepared database as one of its roles, as a connection string."""
    return make_conninfo(superuser, dbname=database, user=role, password=password)


def _roles(server: psycopg.Connection) -> Iterator[sql.Composed]:
    known = {row[0] for row in server.execute("SELECT rolname FROM pg_roles")}
    for role in Role:
        if role not in known:
            yield sql.SQL("CREATE ROLE {}").format(sql.Identifier(role))
        login = "LOGIN" if role in LOGINS else "NOLOGIN"
        inherits = "NOINHERIT" if role is Role.APP else "INHERIT"
        yield sql.SQL(f"ALTER ROLE {{}} {BARE} {login} {inherits}").format(sql.Identifier(role))
    for face in FACES:
        yield sql.SQL("GRANT {} TO {}").format(sql.Identifier(face), sql.Identifier(Role.APP))
    # So that the owner's functions may say it for themselves while they run.
    yield sql.SQL('GRANT SET ON PARAMETER "app.maintenance" TO {}').format(sql.Identifier(Role.OWNER))


def _keys(passwords: Mapping[Role, str]) -> Iterator[sql.Composed]:
    for role, key in passwords.items():
        yield sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(key))


def _database(server: psycopg.Connection, database: str) -> Iterator[sql.Composed]:
    name = sql.Identifier(database)
    known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
    if database not in known:
        yield sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            name, sql.Identifier(Role.OWNER)
        )
    yield sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name)
    yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
        name, sql.SQL(", ").join(map(sql.Identifier, (Role.APP, *FACES)))
    )
