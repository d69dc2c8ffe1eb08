"""The baked pages on disk: where each stands, how it is put there, and how it goes. Knows no database.

Below ``BAKED_ROOT``:

- ``site/``: what a web server may hand out, address by address; beside each page it is compressed once more
  as ``.gz`` and ``.br``.
- ``fresh/``: what is being written; renamed to its place when it is whole.
- ``SHA256SUMS``: check values of all pages as they stood when they were last compared on command.
- ``*.note``: how far looking after the tree has got.
- ``lock``: held by whoever changes the tree; the other locks by whoever goes on with a walk through it.
"""

import fcntl
import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import brotli
from django.conf import settings

from gongkai.files import trees

INDEX, SUMS = "index.html", "SHA256SUMS"
COMPRESSED = (".gz", ".br")
LONGEST_NAME = 255 - max(map(len, COMPRESSED))  # bytes that a file system takes
# The quickest that is still smaller than gzip at its best; each step up costs milliseconds a page.
BROTLI_QUALITY = 5
# As the file's name tells it; a web server is to say the same.
MEDIA_TYPES = (
    ("feed.xml", "application/atom+xml; charset=utf-8"),
    (".xml", "application/xml; charset=utf-8"),
    (".json", "application/json"),
    (".svg", "image/svg+xml"),
    (".txt", "text/plain; charset=utf-8"),
    (INDEX, "text/html; charset=utf-8"),
)


class UnbakeableError(ValueError):
    """An address that cannot be the name of a file."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A walk through many pages, some at a time.

    Attributes:
        generation: tells one walk from the next over the same pages.
        position: how many pages it has gone through.
    """

    generation: str
    position: int = 0


def site() -> Path:
    """The folder that a web server hands out."""
    return Path(settings.BAKED_ROOT) / "site"


def place_of(address: str) -> Path:
    """The file in which a page stands, or would.

    Args:
        address: its path, not encoded, beginning with a stroke.

    Raises:
        UnbakeableError: it has a part that no file can be called.
    """
    name = _name(address)
    for part in name.split("/"):
        if part in ("", ".", "..") or "\0" in part or len(part.encode()) > LONGEST_NAME:
            raise UnbakeableError(address)
    return site() / name


def media_type(place: Path) -> str:
    """What a file of the tree holds, as its name tells; "" where that tells nothing."""
    return next((told for ending, told in MEDIA_TYPES if place.name.endswith(ending)), "")


def address_of(place: Path) -> str:
    """The address of the page that stands in a file."""
    return f"/{place.relative_to(site()).as_posix()}".removesuffix(INDEX)


def put(address: str, content: bytes) -> bool:
    """Put a page in its place; whether anything changed.

    What was compressed before goes first: whenever this is cut short, nothing is left that says the old.

    Raises:
        UnbakeableError: as ``place_of``.
    """
    place = place_of(address)
    stood = place.stat() if place.exists() else None
    if stood and stood.st_size == len(content) and place.read_bytes() == content and _is_whole(place):
        return False
    for other in _compressed(place):
        other.unlink(missing_ok=True)
    trees.folder(place.parent)
    second = _write(place, content, after=int(stood.st_mtime) if stood else 0)
    packed = (gzip.compress(content, 9, mtime=0), brotli.compress(content, quality=BROTLI_QUALITY))
    for other, smaller in zip(_compressed(place), packed, strict=True):
        _write(other, smaller, after=second - 1)
    return True


def remove(address: str) -> bool:
    """Take a page away; whether there was one. Whoever asks for it now is sent to the app."""
    place = place_of(address)
    was_there = place.exists()
    for one in (place, *_compressed(place)):
        one.unlink(missing_ok=True)
    for folder in place.parents:
        if folder == site() or not _is_gone(folder):
            break
    return was_there


def remove_below(address: str) -> None:
    """Take away all pages below an address, and the one that stands there: at once, however many."""
    aside = _fresh()
    with alone():
        try:
            place_of(address).parent.rename(aside)
        except FileNotFoundError:
            return
    shutil.rmtree(aside)


def list_sums() -> None:
    """Write down the check value of every page as it stands, as ``sha256sum --check`` reads it."""
    with alone():
        lines = [f"{_sum(place_of(address))}  site/{_name(address)}\n" for address in sorted(pages())]
        fresh = _fresh()
        fresh.write_text("".join(lines))
        fresh.replace(Path(settings.BAKED_ROOT) / SUMS)


def is_there(address: str) -> bool:
    """Whether a page stands in its place."""
    return place_of(address).exists()


def pages(below: str = "") -> Iterator[str]:
    """The addresses of all pages that stand in the tree, or in one of its folders."""
    for folder, _, names in os.walk(site() / below):
        for name in names:
            if not name.endswith(COMPRESSED):
                yield address_of(Path(folder) / name)


def note(name: str) -> str:
    """What was noted under a name; "" where nothing was."""
    try:
        return _note(name).read_text()
    except FileNotFoundError:
        return ""


def keep_note(name: str, text: str) -> None:
    """Note something, in place of what was noted under that name."""
    fresh = _fresh()
    fresh.write_text(text)
    fresh.replace(_note(name))


def pass_under_way(name: str) -> Pass | None:
    """How far a walk has come; None where none is under way."""
    generation, _, position = note(name).rpartition(" ")
    return Pass(generation, int(position)) if generation else None


def begin_pass(name: str, generation: str) -> None:
    """Begin a walk, in place of one of that name that is under way."""
    with alone():
        keep_note(name, f"{generation} 0")


def move_pass(name: str, found: Pass) -> bool:
    """Tell how far a walk has come; False where another has begun in its place."""
    with alone():
        now = pass_under_way(name)
        if now is None or now.generation != found.generation:
            return False
        keep_note(name, f"{found.generation} {found.position}")
        return True


def end_pass(name: str, generation: str) -> bool:
    """Tell that a walk has come to its end; False as ``move_pass``."""
    with alone():
        now = pass_under_way(name)
        if now is None or now.generation != generation:
            return False
        _note(name).unlink()
        return True


@contextmanager
def alone() -> Iterator[None]:
    """One process or thread at a time changes the tree.

    It is to be entered before the database is read: so who comes later has seen what is newer, and what
    stands in the tree at last is the newest.
    """
    with trees.alone(Path(settings.BAKED_ROOT)):
        yield


@contextmanager
def walking(name: str) -> Iterator[bool]:
    """One process or thread at a time goes on with a walk; tells whether it is this one."""
    with (trees.folder(Path(settings.BAKED_ROOT)) / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _name(address: str) -> str:
    return address[1:] + (INDEX if address.endswith("/") else "")


def _sum(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest()


def _note(name: str) -> Path:
    return Path(settings.BAKED_ROOT) / f"{name}.note"


def _fresh() -> Path:
    return trees.folder(Path(settings.BAKED_ROOT) / "fresh") / uuid4().hex


def _compressed(place: Path) -> list[Path]:
    return [place.with_name(place.name + suffix) for suffix in COMPRESSED]


def _is_whole(place: Path) -> bool:
    return all(other.exists() for other in _compressed(place))


def _write(place: Path, content: bytes, *, after: int) -> int:
    fresh = _fresh()
    fresh.write_bytes(content)
    return trees.place(fresh, place, after=after)


def _is_gone(folder: Path) -> bool:
    """Whether a folder was empty and is removed."""
    with suppress(OSError):
        folder.rmdir()
        return True
    return False
