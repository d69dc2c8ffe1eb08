"""Where the index lies: a folder for each building of it, and a pointer to the one in use."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import tantivy
from django.conf import settings

from gongkai.search.index import opened

POINTER, LOCK = "current", "lock"
COMMITTED = "meta.json"  # the file that tantivy replaces with every commit


@dataclass(slots=True)
class Held:
    """An index that this process keeps open, and which file of commits it has read."""

    index: tantivy.Index
    read: tuple[int, int] = (0, 0)

    def as_written(self, folder: Path) -> tantivy.Index:
        """The index with all that was committed; to look costs far less than to load it each time."""
        file = (folder / COMMITTED).stat()
        found = (file.st_ino, file.st_mtime_ns)  # two commits may fall into one tick of the clock
        if found != self.read:
            self.index.reload()
            self.read = found
        return self.index


_open: dict[Path, Held] = {}


def current() -> tantivy.Index | None:
    """The index in use; None before it was built the first time, or where its fields have changed since.

    A process keeps it open until another one is in use, and reads it as it was last written.
    """
    pointer = settings.SEARCH_ROOT / POINTER
    try:
        folder = settings.SEARCH_ROOT / pointer.read_text().strip()
    except FileNotFoundError:
        return None
    if folder not in _open:
        try:
            found = Held(opened(folder))
        except ValueError:
            return None
        _open.clear()
        _open[folder] = found
    return _open[folder].as_written(folder)


def new_folder() -> Path:
    """A place for another building of the index, beside the one in use."""
    return Path(settings.SEARCH_ROOT) / uuid4().hex


def use(folder: Path) -> None:
    """Let everybody search in this one from now on.

    The one before it stays for those who are searching in it; older ones are removed.
    """
    pointer = folder.parent / POINTER
    before = pointer.read_text().strip() if pointer.exists() else ""
    fresh = folder.parent / f"{POINTER}.{os.getpid()}"
    fresh.write_text(folder.name)
    fresh.replace(pointer)
    for old in folder.parent.iterdir():
        if old.is_dir() and old.name not in (folder.name, before):
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def alone() -> Iterator[None]:
    """One process or thread at a time changes the index in use."""
    settings.SEARCH_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.SEARCH_ROOT / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
