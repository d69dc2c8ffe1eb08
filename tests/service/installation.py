"""An installation: ``gongkai serve`` in a folder of its own, looked at from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
import pytest
from tests.database import once
from tests.service.conftest import walkable

from gongkai.service.database import NAME
from gongkai.service.embedded import Cluster

SECONDS = 90
# A whole demo year is entered meanwhile, on a machine that tests keep busy.
SECONDS_OF_A_YEAR = 400
IS_IDLE = """
SELECT EXISTS (SELECT FROM procrastinate_periodic_defers WHERE task_name = 'opendata.write_all')
   AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND attempts = 0)
"""
# As they stand in a command line.
WEB, WORKER = "gongkai.service.web", "django\0work"


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
    pytest.fail(f"not within {seconds} s: {true}")


def is_idle(server):
    """Whether nothing waits to be done there, and what is due each night was."""
    with psycopg.connect(server, dbname=NAME) as base:
        return base.execute(IS_IDLE).fetchone()[0]


def parent(number):
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])


class Site:
    """``gongkai serve`` in a folder of its own, with ``more`` in its environment.

    Unless it is ``whole``, only the demo's organs and people are there.
    """

    def __init__(self, folder, *, workers=1, whole=False, **more):
        self.folder = folder
        self.workers = workers
        self.is_whole = whole
        self.more = more
        self.port = free_port()
        self.log = folder / "serve.log"
        self.process = None

    @property
    def environment(self):
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI", "DATABASE"))
        }
        return clean | {"GONGKAI_VAR": str(self.folder / "var"), "COLUMNS": "100"} | self.more

    @property
    def cluster(self):
        """Its embedded database."""
        return Cluster(self.folder / "var" / "postgresql")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [sys.executable, "-m", "gongkai", "serve", "--demo" if self.is_whole else "--bare"]
        command += ["--workers", str(self.workers), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        seconds = SECONDS_OF_A_YEAR if self.is_whole else SECONDS
        until(lambda: self.answers() or self.process.poll() is not None, seconds)
        if self.process.poll() is not None:
            pytest.fail(f"gongkai serve ended:\n{self.log.read_text()[-3000:]}")

    def status(self, path):
        try:
            with urlopen(f"{self.url}{path}", timeout=10) as response:
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

    def started(self, word):
        """The process that ``serve`` itself started; it may have started others."""
        return next(number for number in self.processes(word) if parent(number) == self.process.pid)

    def is_gone(self):
        return not self.processes()

    def command(self, *arguments):
        command = [sys.executable, "-m", "gongkai", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def end(self):
        """Stop it, and kill whatever is left."""
        self.stop()
        self.cluster.stop()  # who found it running has left it so
        for number in self.processes():
            os.kill(number, signal.SIGKILL)


def prepared():
    """The folder of an installation that was started and stopped once in this run, to be copied.

    It has done what is due each night, so that no copy begins with that.
    """

    def prepare(folder):
        for place in walkable():
            site = Site(place)
            site.start()
            until(partial(is_idle, site.cluster.start()))
            site.stop()
            subprocess.run(["cp", "-a", f"{place}/.", str(folder)], check=True)

    return once("prepared", prepare)


@contextmanager
def placed(*, parts=(".",), **wanted):
    """A site that can be started; ``parts`` of a prepared one are not made again."""
    for folder in walkable():
        (folder / "var").mkdir(mode=0o711)
        for part in parts:
            subprocess.run(["cp", "-a", f"{prepared()}/var/{part}", f"{folder}/var/"], check=True)
        # All copies know one password: on one port, what belongs to a site whose server is away would work on
        # with the server of another.
        for kept in (folder / "var" / "postgresql").glob("**/port"):
            kept.unlink()
        site = Site(folder, **wanted)
        try:
            yield site
        finally:
            site.end()


@contextmanager
def installed(**wanted):
    """A site that serves as long as the block runs."""
    with placed(**wanted) as site:
        site.start()
        yield site
