"""The confined process: sets its own bounds, does one thing with one file, answers with a line of JSON."""

import errno
import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gongkai.audit.source import UnreadableError
from gongkai.files.confined import converting, pages, pictures, previews
from gongkai.files.confined.inspection.reading import inspect
from gongkai.files.confined.refusals import UnfitError

MEGABYTES = 1536
LARGEST_FILE = 512 << 20
MOST_FILES = 64
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
VERBS: Mapping[str, Callable[[str, Path, Path], Mapping[str, Any]]] = {
    "check": pages.check,
    "redraw": pictures.redraw,
    "read": previews.read,
    "inspect": inspect,
    "page": converting.page,
    "rows": converting.rows,
}


def confine(seconds: int) -> None:
    """No more memory, time, or disk than the work may need; no core file, which would hold the content."""
    for limit, most in (
        (resource.RLIMIT_AS, MEGABYTES << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (bound, bound))


def main(verb: str, kind: str, seconds: str, source: str, target: str) -> None:
    """Do it, and print what came of it."""
    confine(int(seconds))
    try:
        answer = dict(VERBS[verb](kind, Path(source), Path(target)))
    except UnfitError as error:
        answer = {"refused": str(error)}
    except OSError as error:
        answer = {"full" if error.errno in NO_ROOM else "failed": True}
    except (UnreadableError, MemoryError):
        answer = {"failed": True}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
