"""Sites side by side, each asked in a process of its own, so that their pages can be timed by turns.

A machine changes its speed within minutes: two sites that are asked one after the other are two machines.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from django.conf import settings
from django.test import Client

from bench import server
from gongkai.faces.limiting import Limit
from gongkai.isolation.roles import Role
from gongkai.portal.finding import views

# How long the page of an address took, in seconds.
Timing = Callable[[str], float]
UNLIMITED = Limit("bench", 1_000_000_000, 60)


class MissedError(AssertionError):
    """A page did not answer, or there is no index to search in."""


@contextmanager
def asked(conninfo: str, root: Path) -> Iterator[Timing]:
    """How to time pages of the site with this database and the index in ``root``, while the block runs."""
    # Nothing is inherited: threads of the index and a connection would be.
    processes = get_context("spawn")
    here, there = processes.Pipe()
    process = processes.Process(target=_answer, args=(there, conninfo, root))
    process.start()
    there.close()

    def timing(address: str) -> float:
        here.send(address)
        status, seconds = here.recv()
        if status != 200:  # noqa: PLR2004  HTTP's OK
            raise MissedError(address, status)
        return float(seconds)

    try:
        yield timing
    finally:
        here.close()
        process.join()


def by_turns(one: Timing, other: Timing, pairs: Sequence[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """The seconds of each pair's pages on two sites; which goes first changes each time."""
    found: tuple[list[float], list[float]] = ([], [])
    for at, (mine, others) in enumerate(pairs):
        turn = [(0, one, mine), (1, other, others)]
        for place, timing, address in reversed(turn) if at % 2 else turn:
            found[place].append(timing(address))
    return found


def _answer(pipe: Connection, conninfo: str, root: Path) -> None:
    """Answer each address that comes with the page's status and the seconds it took."""
    server.start()
    settings.SEARCH_ROOT = root
    # Pages name static files as they are: none was collected here.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    server.point(conninfo, Role.APP)
    client = Client(SERVER_NAME="127.0.0.1")
    with patch.object(views, "SEARCHES", UNLIMITED):
        while True:
            try:
                address = pipe.recv()
            except EOFError:
                return
            begun = perf_counter()
            status = client.get(address).status_code
            pipe.send((status, perf_counter() - begun))
