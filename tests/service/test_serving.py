"""One command runs everything: it answers, mends itself, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.service.installation import WEB, WORKER, free_port, installed, parent, placed, until
from tests.service.staff import Clerk

from gongkai.organs.models import Role
from gongkai.service.demo import facts


@pytest.fixture
def whole_site():
    with placed(parts=("static", "static.stamp"), whole=True) as made:
        yield made


@pytest.fixture(scope="module")
def running():
    """A site that serves, for tests that leave it serving."""
    with installed() as made:
        yield made


def test_the_site_is_served_with_demo_accounts_and_stops_without_a_trace(whole_site):
    whole_site.start()
    assert [whole_site.status(path) for path in ("/", "/accounts/login/")] == [200, 200]
    until(lambda: "jingban@demo.example" in whole_site.log.read_text(), 10)
    whole_site.process.send_signal(signal.SIGINT)
    assert whole_site.process.wait(30) == 0
    until(whole_site.is_gone, 10)


def test_everybody_of_the_demo_logs_in_and_finds_the_desk(running):
    roles = {role for person in facts()["people"] for role in person["roles"]}
    assert roles == set(Role)
    for person in facts()["people"]:
        page = Clerk(running, person["email"]).get("/desk/")
        assert (page.status_code, page.url) == (200, f"{running.url}/desk/"), person["email"]
        assert person["name"] in page.text


def test_a_killed_database_is_started_again_where_it_was(running):
    cluster = running.cluster
    server = cluster.start()  # finds it running
    assert cluster.was_running
    with psycopg.connect(server) as base:
        folder = base.execute("SHOW data_directory").fetchone()[0]
    pid = Path(folder) / "postmaster.pid"  # where that lies depends on who runs it
    killed = pid.read_text().split()[0]
    os.kill(int(killed), signal.SIGKILL)
    until(lambda: running.answers() and pid.exists() and pid.read_text().split()[0] != killed, 30)
    assert cluster.start() == server
    assert running.status("/accounts/login/") == 200


@pytest.mark.parametrize("word", [WEB, WORKER])
def test_a_killed_process_is_started_again(running, word):
    until(lambda: running.processes(word), 20)
    killed = running.processes(word)
    for number in killed:
        os.kill(number, signal.SIGKILL)
    until(lambda: set(running.processes(word)) - set(killed), 20)
    until(running.answers, 30)


def test_what_a_killed_web_server_had_started_ends_with_it(running):
    before = running.processes(WEB)
    assert len(before) > 1
    os.kill(running.started(WEB), signal.SIGKILL)
    until(lambda: not set(running.processes(WEB)) & set(before), 20)
    until(running.answers, 30)


def test_what_answers_shares_the_memory_of_what_started_it(running):
    started = running.started(WEB)
    (worker,) = (number for number in running.processes(WEB) if parent(number) == started)
    told = Path(f"/proc/{worker}/smaps_rollup").read_text()
    held = {name: int(size) for name, size in re.findall(r"(\w+): +(\d+) kB", told)}
    assert held["Private_Dirty"] + held["Private_Clean"] < held["Rss"] / 2


def test_a_port_in_use_is_told(running):
    second = running.command("serve", "--port", str(running.port))
    assert second.returncode == 2
    assert "换一个端口" in second.stderr


def test_production_refuses_demo_settings(running):
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve", "--port", str(free_port())],
        env=running.environment | {"GONGKAI_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.search("签名密钥是演示用的", done.stderr + done.stdout)
    assert "没有完成" in done.stderr


def test_even_a_killed_supervisor_leaves_no_process_and_another_start_keeps_the_data(running):
    before = entries(running)
    running.process.kill()
    running.process.wait()
    until(lambda: not running.processes(WEB) and not running.processes(WORKER), 20)
    running.start()
    assert running.status("/") == 200
    assert entries(running) == before
    assert before


def entries(site):
    """The lines of the ledger's entries, once the ledger was found whole."""
    told = site.command("verify", "--write", str(site.folder / "ledger.jsonl"))
    assert "台账完好" in told.stdout
    lines = (site.folder / "ledger.jsonl").read_text().splitlines()
    return [line for line in lines if '"kind": "entry"' in line]
