"""Trees of files that a web server hands out: open to it, each file whole and told from its state before."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPEN_TO_ALL, READABLE = 0o755, 0o644


def folder(path: Path) -> Path:
    """A folder, made where it is missing, into which a web server can look."""
    if not path.is_dir():
        folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(OPEN_TO_ALL)
    return path


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One process or thread at a time changes the tree below a folder."""
    with (folder(root) / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def place(fresh: Path, target: Path, *, after: int) -> int:
    """Rename a file that was written aside into its place, in a second after that one; the second.

    Servers make validators of second and size: two states never share a second.
    """
    fresh.chmod(READABLE)
    second = max(int(fresh.stat().st_mtime), after + 1)
    os.utime(fresh, (second, second))
    fresh.replace(target)
    return second
