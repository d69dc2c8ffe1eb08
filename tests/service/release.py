"""The demo organs' database as the newest release left it: what an upgrade starts from.

``python -m tests.service.release`` writes it anew with the code of the checkout; CONTRIBUTING says when.
"""

import gzip
import os
import subprocess
import tempfile
from pathlib import Path

from tests.database import KEYS

from gongkai.isolation.roles import Role, prepare
from gongkai.service import commands
from gongkai.service.backup import NEWER, Place
from gongkai.service.binaries import binary
from gongkai.service.database import NAME, Access, url
from gongkai.service.embedded import Cluster

DUMP = Path(__file__).with_name("release.sql.gz")


def access(server, database):
    """How the product reaches a database of this server."""
    return Access(*(url(server, database, role, KEYS[role]) for role in (Role.APP, Role.OWNER)))


def load(owner):
    """Load the dump into a prepared, empty database."""
    command = [
        binary("psql"),
        "-qX",
        "--set=ON_ERROR_STOP=1",
        "--single-transaction",
        "-d",
        maintained(owner),
    ]
    subprocess.run(command, input=gzip.decompress(DUMP.read_bytes()), stdout=subprocess.DEVNULL, check=True)


def write():
    """Make the demo organs' database with this code, and dump it as plain SQL."""
    with tempfile.TemporaryDirectory(prefix="gongkai-release-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        os.environ["GONGKAI_VAR"] = str(folder / "var")
        cluster = Cluster(folder / "postgresql", durable=False)
        try:
            server = cluster.start()
            prepare(server, database=NAME, passwords=KEYS)
            reached = access(server, NAME)
            assert commands.run(reached.maintenance, "demo") == 0
            DUMP.write_bytes(gzip.compress(dumped(reached.owner), mtime=0))
        finally:
            cluster.destroy()


def dumped(owner):
    command = [binary("pg_dump"), "--no-owner", "--enable-row-security", "-d", maintained(owner)]
    # Servers before PostgreSQL 17 do not know it.
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.replace(NEWER, b"")


def maintained(owner):
    return Place(owner, Path()).maintained


if __name__ == "__main__":
    write()
