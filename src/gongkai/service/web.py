"""The web server: what its processes answer with is loaded once, and they are forked from where it lies.

So they share its memory, and one that has to be started again answers at once.
"""

import argparse
import gc
import multiprocessing
import sys
from collections.abc import Sequence

from django.core.management import call_command
from django.urls import reverse
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai import wsgi
from gongkai.search.tokens import words

APPLICATION = f"{wsgi.__name__}:application"
# What may wait at a process before the next is told to come again.
WAITING = 64


def main(arguments: Sequence[str]) -> None:
    """Serve until a signal says to stop."""
    options = argparse.ArgumentParser(prog="gongkai.service.web", add_help=False)
    options.add_argument("--host", required=True)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--workers", type=int, required=True)
    wanted = options.parse_args(arguments)
    if sys.platform == "linux":  # elsewhere programs of the system may not be forked once they are in use
        multiprocessing.set_start_method("fork")
        load()
    mend_index()
    server = Granian(
        APPLICATION,
        wanted.host,
        wanted.port,
        interface=Interfaces.WSGI,
        workers=wanted.workers,
        blocking_threads=1,
        backpressure=WAITING,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.serve()


def load() -> None:
    """Load what the import of the site has left for later: its pages, and the dictionary of the search.

    No connection is opened and no thread started here: a fork would share the one and lose the other.
    """
    reverse("portal:home")
    words("公开")
    gc.collect()
    gc.freeze()  # looking through what never goes away would write to it, and end the sharing


def mend_index() -> None:
    """Build the index of the search where it is wanting, before anybody can ask for it.

    In a process of its own, which ends: this one must hold no connection when others are forked from it.
    Where it fails the site is served all the same: the search says that it is away, and a job mends it.
    """
    apart = multiprocessing.Process(target=call_command, args=("search", "--if-needed"))
    apart.start()
    apart.join()


if __name__ == "__main__":
    main(sys.argv[1:])
