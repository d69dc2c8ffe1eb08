"""The embedded PostgreSQL: found again, alive again after a crash, and nothing acknowledged is lost."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from gongkai.service import osuser
from gongkai.service.embedded import Cluster, EmbeddedError

AS_ANOTHER = """
import encodings.idna, os, sys
from pathlib import Path
import psycopg
from gongkai.service import binaries
from gongkai.service.embedded import Cluster
# The checkout may lie where another user cannot walk to.
programs = binaries.copied_to(Path(sys.argv[1]).parent / "programs")
binaries.folder = lambda: programs
os.setgroups([]), os.setgid(int(sys.argv[2])), os.setuid(int(sys.argv[3]))
cluster = Cluster(Path(sys.argv[1]))
with psycopg.connect(cluster.start()) as base:
    print(base.execute("SHOW fsync").fetchone()[0])
cluster.destroy()
"""


@pytest.fixture
def cluster(cluster_folder):
    made = Cluster(cluster_folder)
    yield made
    made.destroy()


def asked(server, query):
    with psycopg.connect(server, autocommit=True) as base:
        return base.execute(query).fetchone()[0]


def postmaster(server):
    folder = Path(asked(server, "SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().split()[0])


def test_it_keeps_every_promise_and_listens_to_this_machine_only(cluster):
    server = cluster.start()
    settings = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums", "listen_addresses")
    assert [asked(server, f"SHOW {name}") for name in settings] == ["on", "on", "on", "on", "127.0.0.1"]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(psycopg.conninfo.make_conninfo(server, password="guessed"))


def test_a_second_start_finds_the_first(cluster, cluster_folder):
    first = postmaster(cluster.start())
    with ThreadPoolExecutor(4) as starters:
        servers = set(starters.map(lambda _: Cluster(cluster_folder).start(), range(4)))
    assert {postmaster(server) for server in servers} == {first}


def test_what_was_acknowledged_is_there_after_kill_9(cluster):
    server = cluster.start()
    with psycopg.connect(server, autocommit=True) as base:
        base.execute("CREATE TABLE kept (n int)")
        for number in range(200):
            base.execute("INSERT INTO kept VALUES (%s)", [number])
        os.kill(postmaster(server), signal.SIGKILL)
    server = cluster.start()
    assert asked(server, "SELECT count(*) FROM kept") == 200


def test_a_stopped_cluster_starts_with_its_data_even_if_its_port_is_taken(cluster):
    server = cluster.start()
    with psycopg.connect(server, autocommit=True) as base:
        base.execute("CREATE TABLE kept AS SELECT 7 AS n")
    port = int(psycopg.conninfo.conninfo_to_dict(server)["port"])
    cluster.stop()
    cluster.stop()
    with socket.create_server(("127.0.0.1", port)):
        assert asked(cluster.start(), "SELECT n FROM kept") == 7


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets folders that PostgreSQL's user cannot reach")
def test_below_a_closed_folder_root_keeps_the_data_elsewhere_and_loosens_nothing(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    made = Cluster(closed / "var", durable=False)
    try:
        assert asked(made.start(), "SHOW data_directory").startswith("/var/lib/gongkai/")
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        made.destroy()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_runs_it_as_himself(cluster_folder):
    user = osuser.for_database()
    mine = cluster_folder / "mine"
    mine.mkdir()
    user.own(mine)
    command = [sys.executable, "-c", AS_ANOTHER, str(mine), str(user.gid), str(user.uid)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("on", 0), done.stderr[-500:]


def test_a_folder_that_cannot_hold_it_is_told(cluster_folder, monkeypatch):
    monkeypatch.setattr("gongkai.service.embedded.SETTINGS", {"no_such_setting": "1"})
    monkeypatch.setattr("gongkai.service.embedded.TRIES", 1)
    made = Cluster(cluster_folder)
    with pytest.raises(EmbeddedError, match="没有启动"):
        made.start()
    made.destroy()
