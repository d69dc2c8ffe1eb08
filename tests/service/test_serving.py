"""One command runs everything: it answers, mends itself, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

SECONDS = 90


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true, seconds=SECONDS):
    """Wait until something is so, and fail if it does not become so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    pytest.fail(f"not within {seconds} s: {true.__name__}")


class Site:
    """``gongkai serve --demo`` in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.log = folder / "serve.log"
        self.process = None

    @property
    def environment(self):
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI", "DATABASE"))
        }
        return clean | {"GONGKAI_VAR": str(self.folder / "var"), "COLUMNS": "100"}

    def start(self):
        command = [
            sys.executable,
            "-m",
            "gongkai",
            "serve",
            "--demo",
            "--workers",
            "1",
            "--port",
            str(self.port),
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        until(self.answers)

    def status(self, path):
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
                return response.status
        except HTTPError as error:
            error.close()
            return error.code
        except (URLError, OSError):
            return 0

    def answers(self):
        return self.status("/healthz") == 200 and self.status("/readyz") == 200

    def processes(self, word=""):
        """Processes that belong to this site, by its folder in their environment or command line."""
        mark = str(self.folder / "var").encode()
        found = []
        for entry in Path("/proc").iterdir():
            try:
                told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
                if (
                    entry.name.isdigit()
                    and mark in told
                    and word.encode() in (entry / "cmdline").read_bytes()
                ):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def is_gone(self):
        return not self.processes()

    def command(self, *arguments):
        command = [sys.executable, "-m", "gongkai", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@pytest.fixture
def site(site_folder):
    made = Site(site_folder)
    yield made
    made.stop()
    for number in made.processes():
        os.kill(number, signal.SIGKILL)


def test_the_site_is_served_with_demo_accounts_and_stops_without_a_trace(site):
    site.start()
    assert [site.status(path) for path in ("/", "/accounts/login/")] == [200, 200]
    until(lambda: "jingban@demo.example" in site.log.read_text(), 10)
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(30) == 0
    until(site.is_gone, 10)


def test_a_second_start_keeps_the_data(site):
    site.start()
    before = site.command("verify", "--write", str(site.folder / "ledger.jsonl"))
    assert "台账完好" in before.stdout
    entries = (site.folder / "ledger.jsonl").read_text().count('"kind": "entry"')
    site.stop()
    site.start()
    site.command("verify", "--write", str(site.folder / "ledger.jsonl"))
    assert (site.folder / "ledger.jsonl").read_text().count('"kind": "entry"') == entries > 0


@pytest.mark.parametrize("word", ["granian", "procrastinate"])
def test_a_killed_process_is_started_again(site, word):
    site.start()
    until(lambda: site.processes(word), 20)
    killed = site.processes(word)
    for number in killed:
        os.kill(number, signal.SIGKILL)
    until(lambda: set(site.processes(word)) - set(killed), 20)
    until(site.answers, 30)


def test_even_a_killed_supervisor_leaves_no_web_server_and_no_worker(site):
    site.start()
    site.process.kill()
    site.process.wait()
    until(lambda: not site.processes("granian") and not site.processes("procrastinate"), 20)
    site.start()
    assert site.status("/") == 200


def test_a_port_in_use_is_told(site):
    site.start()
    second = site.command("serve", "--port", str(site.port))
    assert second.returncode == 2
    assert "换一个端口" in second.stderr


def test_production_refuses_demo_settings(site):
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "serve", "--port", str(site.port)],
        env=site.environment | {"GONGKAI_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.search("签名密钥是演示用的", done.stderr + done.stdout)
    assert "没有完成" in done.stderr
