"""The confined process: sets its own bounds, does one thing with one file, answers with a line of JSON."""

import errno
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gongkai.audit.source import UnreadableError
from gongkai.files.confined import converting, pages, pictures, previews
from gongkai.files.confined.bounds import confine
from gongkai.files.confined.inspection.reading import inspect
from gongkai.files.confined.refusals import UnfitError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
VERBS: Mapping[str, Callable[[str, Path, Path], Mapping[str, Any]]] = {
    "check": pages.check,
    "redraw": pictures.redraw,
    "read": previews.read,
    "inspect": inspect,
    "page": converting.page,
    "rows": converting.rows,
}


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
