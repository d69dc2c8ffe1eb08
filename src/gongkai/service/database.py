"""Which database an installation uses, and how its processes and its maintainer reach it."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from gongkai.isolation.roles import LOGINS, Role, prepare
from gongkai.service.embedded import Cluster

APP_URL, OWNER_URL, VAR = "DATABASE_URL", "DATABASE_OWNER_URL", "GONGKAI_VAR"
NAME = "gongkai"
OLDEST = 150000
OLDEST_TOLD = 15


class DatabaseError(Exception):
    """The database cannot be used; the message says in Chinese what to do."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach the database: as the processes do, and as its owner does to migrate and back up."""

    app: str
    owner: str
    cluster: Cluster | None = None

    @property
    def processes(self) -> dict[str, str]:
        """The environment of the processes."""
        return _environment(self.app)

    @property
    def maintenance(self) -> dict[str, str]:
        """The environment of what migrates and maintains.

        Raises:
            DatabaseError: nobody said how to reach a given server as the owner.
        """
        if not self.owner:
            raise DatabaseError(f"此操作需要以数据库所有者连接，请设置 {OWNER_URL}（见运行手册）")
        return _environment(self.owner) | {"GONGKAI_MAINTENANCE": "1"}


def var(environment: Mapping[str, str]) -> Path:
    """Where this installation writes."""
    return Path(environment.get(VAR, "var")).resolve()


def access(environment: Mapping[str, str]) -> Access:
    """The database that the environment names, else the embedded one, started and prepared.

    Raises:
        DatabaseError: a given server is too old or cannot be reached.
        EmbeddedError: the embedded one does not start.
    """
    if environment.get(APP_URL):
        given = Access(environment[APP_URL], environment.get(OWNER_URL, ""))
        _check(given.app)
        return given
    return embedded(var(environment))


def embedded(folder: Path) -> Access:
    """The embedded database of this folder, started or found running."""
    cluster = Cluster(folder / "postgresql")
    server = cluster.start()
    keys = _keys(folder / "database-keys.json")
    prepare(server, database=NAME, passwords=keys)
    app, owner = (url(server, NAME, role, keys[role]) for role in (Role.APP, Role.OWNER))
    return Access(app, owner, cluster)


def url(server: str, database: str, role: Role, password: str) -> str:
    """How to reach a database of a server as a role, as a URL."""
    parts = conninfo_to_dict(server)
    place = f"{parts.get('host', '127.0.0.1')}:{parts.get('port', 5432)}"
    return f"postgresql://{role}:{quote(password, safe='')}@{place}/{database}"


def _keys(path: Path) -> dict[Role, str]:
    """The passwords of both log-ins, drawn once."""
    if not path.exists():
        drawn = {role.value: secrets.token_urlsafe(24) for role in LOGINS}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(drawn, file)
    return {Role(role): key for role, key in json.loads(path.read_text()).items()}


def _check(given: str) -> None:
    try:
        with psycopg.connect(given, connect_timeout=10) as base:
            if base.info.server_version < OLDEST:
                raise DatabaseError(f"数据库服务器版本过低，请使用 PostgreSQL {OLDEST_TOLD} 或更新的版本")
    except psycopg.OperationalError as error:
        told = str(error).splitlines()[0]
        raise DatabaseError(
            f"连接不上 {APP_URL} 所指的数据库，请检查地址、账号和服务是否运行：{told}"
        ) from error


def _environment(database: str) -> dict[str, str]:
    return {APP_URL: database, "DJANGO_SETTINGS_MODULE": "gongkai.settings"}
