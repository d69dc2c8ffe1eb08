"""A real site for browsers: a server process of its own on a database of its own, with the cast in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from select import select
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import Page
from tests import cast, database
from tests.catalogue import press

from gongkai.isolation.roles import Role
from gongkai.service.database import url as url_of
from gongkai.service.serving import UNUSED

PATIENCE_SECONDS = 60
LOG_TAIL = 3000
ROOT = Path(__file__).parents[2]  # from where the tests are modules
WORKER_LOG = "worker.log"
DAY = "CHOSEN_DAY"  # in whose file tests.browser.clock looks for the day


@dataclass(frozen=True, slots=True)
class Site:
    """A running site.

    Attributes:
        url: without a slash at its end.
        database: the name of its database.
        cast: who works there, as rows of that database.
        environment: in which its processes run.
        worker: does jobs when it is asked to.
    """

    url: str
    database: str
    cast: cast.Cast
    environment: dict[str, str]
    worker: subprocess.Popen[str]

    @property
    def var(self) -> Path:
        """The folder in which it keeps its files."""
        return Path(self.environment["GONGKAI_VAR"])

    @property
    def mails(self) -> Path:
        """The folder into which its mails go as files."""
        return self.var / "mail"

    def work(self) -> None:
        """Do the jobs that wait; nothing else does them here."""
        assert self.worker.stdin
        print(file=self.worker.stdin, flush=True)
        _await_answer(self.worker, self.var / WORKER_LOG)

    @contextmanager
    def on(self, day: date) -> Iterator[None]:
        """For the site it is another day. Whoever has logged in before is out when the day is over."""
        chosen = Path(self.environment[DAY])
        chosen.write_text(day.isoformat())
        try:
            yield
        finally:
            chosen.unlink()


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:  # noqa: ARG001  a fixture in use
    """One for the whole run; what a test changes there stays, so it changes only what is its own."""
    name = f"{database.TEMPLATE}_{database.WORKER}_site"
    with django_db_blocker.unblock():
        database.copy(name)
        with database.committed_as_owner(name):
            people = cast.enact()
            press.employ(people)
    try:
        environment = _environment(name, tmp_path_factory.mktemp("site"))
        with _working(environment) as worker, _serving(environment) as url:
            yield Site(url, name, people, environment, worker)
    finally:
        with psycopg.connect(os.environ[database.SERVER], autocommit=True) as server:
            database.drop(server, name)


def login(page: Page, site: Site, person: str) -> None:
    """Log in as a person of the cast or the press, by the form as everybody does."""
    page.goto(f"{site.url}/accounts/login/")
    page.fill("input[name=login]", _email(site, person))
    page.fill("input[name=password]", cast.PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def let_in(page: Page, site: Site, person: str) -> None:
    """Log in by what the form sends, without showing it: for tests of what comes after."""
    address, browser = f"{site.url}/accounts/login/", page.context
    browser.request.get(address)
    token = next(cookie["value"] for cookie in browser.cookies() if cookie["name"] == "csrftoken")
    sent = {"login": _email(site, person), "password": cast.PASSWORD, "csrfmiddlewaretoken": token}
    answer = browser.request.post(address, form=sent, max_redirects=0)
    assert answer.headers.get("location") == "/desk/", answer.text()


def _email(site: Site, person: str) -> str:
    known = getattr(site.cast, person, None)
    return known.email if known else f"{person}@justice.example"


def _environment(name: str, var: Path) -> dict[str, str]:
    clean = {word: value for word, value in os.environ.items() if word != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return clean | {
        "DATABASE_URL": url_of(os.environ[database.SERVER], name, Role.APP, database.KEYS[Role.APP]),
        "GONGKAI_VAR": str(var),
        DAY: str(var / "day"),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
    }


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[str]:
    collected = database.once("collected", partial(_collect, environment))
    (Path(environment["GONGKAI_VAR"]) / "static").symlink_to(collected / "static")
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "tests.browser.clock:application"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "1"]
    with (Path(environment["GONGKAI_VAR"]) / "server.log").open("w+") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


def _collect(environment: dict[str, str], var: Path) -> None:
    """The static files of all sites of this run."""
    ignored = [word for pattern in UNUSED for word in ("--ignore", pattern)]
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0", *ignored],
        env=environment | {"GONGKAI_VAR": str(var)},
        cwd=ROOT,
        check=True,
    )


@contextmanager
def _working(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A worker that waits to be asked; one for all, since starting takes longer than most of its work."""
    command = [sys.executable, "-m", "tests.browser.clock"]
    path = Path(environment["GONGKAI_VAR"]) / WORKER_LOG
    with path.open("w") as log:
        pipe = subprocess.PIPE
        how = {"env": environment, "cwd": ROOT, "stderr": log, "text": True}
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, **how) as process:
            _await_answer(process, path)
            yield process


def _await_answer(worker: subprocess.Popen[str], log: Path) -> None:
    assert worker.stdout
    is_done, _, _ = select([worker.stdout], [], [], 3 * PATIENCE_SECONDS)
    assert is_done, log.read_text()[-LOG_TAIL:]
    assert worker.stdout.readline(), log.read_text()[-LOG_TAIL:]


def _await(url: str, process: subprocess.Popen[bytes], log) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"the site did not start:\n{log.read()[-LOG_TAIL:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
