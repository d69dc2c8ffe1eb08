"""A real site for browsers: a server process of its own on a database of its own, with the cast in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Page
from tests import cast, database
from tests.catalogue import press

from gongkai.isolation.roles import Role
from gongkai.service.database import url as url_of
from gongkai.service.serving import UNUSED

PATIENCE_SECONDS = 60
LOG_TAIL = 3000


@dataclass(frozen=True, slots=True)
class Site:
    """A running site.

    Attributes:
        url: without a slash at its end.
        database: the name of its database.
        cast: who works there, as rows of that database.
        environment: in which its processes run.
    """

    url: str
    database: str
    cast: cast.Cast
    environment: dict[str, str]

    @property
    def mails(self) -> Path:
        """The folder into which its mails go as files."""
        return Path(self.environment["GONGKAI_VAR"]) / "mail"

    def work(self) -> None:
        """Do the jobs that wait, as the worker does; nothing else does them here.

        One after the other: two at a time, one that is asked for by the last but one would wait.
        """
        command = [sys.executable, "-m", "django", "procrastinate", "--skip-checks", "worker"]
        command += ["--one-shot", "--concurrency", "1"]
        subprocess.run(command, env=self.environment, check=True, timeout=3 * PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:  # noqa: ARG001  a fixture in use
    """One for the whole run; what a test changes there stays, so it changes only what is its own."""
    name, before = f"{database.TEMPLATE}_{database.WORKER}_site", dict(connection.settings_dict)
    with django_db_blocker.unblock():
        database.copy(name)
        with database.committed_as_owner(name):
            people = cast.enact()
            press.employ(people)
        connection.close()
        connection.settings_dict.update(before)
    try:
        environment = _environment(name, tmp_path_factory.mktemp("site"))
        subprocess.run([sys.executable, "-m", "django", "search"], env=environment, check=True)
        with _serving(environment) as url:
            yield Site(url, name, people, environment)
    finally:
        with psycopg.connect(os.environ[database.SERVER], autocommit=True) as server:
            database.drop(server, name)


def login(page: Page, site: Site, person: str) -> None:
    """Log in as a person of the cast or the press, by the form as everybody does."""
    page.goto(f"{site.url}/accounts/login/")
    known = getattr(site.cast, person, None)
    page.fill("input[name=login]", known.email if known else f"{person}@justice.example")
    page.fill("input[name=password]", cast.PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def _environment(name: str, var: Path) -> dict[str, str]:
    clean = {word: value for word, value in os.environ.items() if word != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return clean | {
        "DATABASE_URL": url_of(os.environ[database.SERVER], name, Role.APP, database.KEYS[Role.APP]),
        "GONGKAI_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "gongkai.settings",
    }


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[str]:
    ignored = [word for pattern in UNUSED for word in ("--ignore", pattern)]
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0", *ignored],
        env=environment,
        check=True,
    )
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "gongkai.wsgi:application"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "1"]
    with (Path(environment["GONGKAI_VAR"]) / "server.log").open("w+") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


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
