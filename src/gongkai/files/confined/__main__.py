"""The confined process: sets its own bounds, does one thing with one file, answers with a line of JSON."""

import errno
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from pkgutil import resolve_name

from gongkai.audit.source import UnreadableError
from gongkai.files.confined.bounds import confine
from gongkai.files.confined.refusals import UnfitError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
# Named and not imported: a process does one of them, and most of its time is the loading of what it needs.
VERBS: Mapping[str, str] = {
    "check": "pages:check",
    "redraw": "pictures:redraw",
    "read": "previews:read",
    "inspect": "inspection.reading:inspect",
    "page": "converting:page",
    "rows": "converting:rows",
}


def main(verb: str, kind: str, seconds: str, source: str, target: str) -> None:
    """Do it, and print what came of it."""
    do = resolve_name(f"gongkai.files.confined.{VERBS[verb]}")
    confine(int(seconds))
    try:
        answer = dict(do(kind, Path(source), Path(target)))
    except UnfitError as error:
        answer = {"refused": str(error)}
    except OSError as error:
        answer = {"full" if error.errno in NO_ROOM else "failed": True}
    except (UnreadableError, MemoryError):
        answer = {"failed": True}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
