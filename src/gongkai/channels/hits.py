"""Views of pages on their way into the figures: lines in files of a folder in memory, for some minutes.

A page is counted by whoever answers the counting address, without the database; a job sums the lines up.
What tells one visitor from another is a digest under a salt. The salt is random, stands in the same folder,
lasts a day and is then written over, so that nobody can tell any more whose digest one was. The folder lies
in memory (``GONGKAI_MEMORY``): neither salts nor lines reach a disk, a log of the database or a backup.
"""

import fcntl
import hashlib
import os
import secrets
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 16 << 20  # of lines that wait, some 280,000 views; what comes beyond is not counted
LONGEST_PAGE = 300
SALT, DIGEST = 32, 16  # bytes
DAY = len("2026-11-26")
FRESH, TAKEN = "hits-", "taken-"
PRIVATE = 0o700
OTHERS = 0o077


class UnsafeFolderError(OSError):
    """The folder belongs to somebody else, or others can read it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A view of a page.

    Attributes:
        organ: the short name of the organ in addresses.
        page: what follows it in the page's address; empty for the organ's first page.
        visitor: the digest of who read it.
        is_robot: whether a machine read it.
    """

    organ: str
    page: str
    visitor: bytes
    is_robot: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of a day that are summed up together; ``name`` is never used again."""

    name: str
    on: date
    place: int
    path: Path

    def hits(self) -> Iterator[Hit]:
        """The views, in the order in which they came."""
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                visitor, robot, organ, page = line.rstrip("\n").split("\t")
                yield Hit(organ, page, bytes.fromhex(visitor), robot == "1")

    def done(self) -> None:
        """It is in the figures: forget it."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Pool:
    """The folder, shared by all processes of a machine."""

    folder: Path

    def add(self, organ: str, page: str, *, who: Iterable[str], is_robot: bool, on: date) -> None:
        """Write down a view.

        Args:
            organ: as of ``Hit``.
            page: as of ``Hit``; what is too long or could break a line is not counted.
            who: what tells this reader from others for a day, such as address and browser; never written.
            is_robot: as of ``Hit``.
            on: the day, as the clocks of China show it.
        """
        if len(page) > LONGEST_PAGE or not page.isprintable():
            return
        with self._locked() as file:
            visitor = _digest(_salt(file, on), organ, *who)
            self._append(f"{visitor.hex()}\t{int(is_robot)}\t{organ}\t{page}\n".encode(), on)

    def take(self, *, today: date) -> list[Batch]:
        """What is to be summed up, the oldest first, with what an earlier attempt left; ends a salt in time.

        A batch is given again and again until it is ``done``.
        """
        with self._locked() as file:
            if _day(file) not in (today.isoformat(), ""):
                _wipe(file)
            left = self._taken()
            place = left[-1].place + 1 if left else 0
            for path in self.folder.glob(f"{FRESH}*"):
                day = path.name.removeprefix(FRESH)
                path.rename(self.folder / f"{TAKEN}{place:06}-{uuid.uuid4().hex}-{day}")
        return self._taken()

    def _taken(self) -> list[Batch]:
        """In the order in which they were taken: what was begun is finished before anything else."""
        return [_batch(path) for path in sorted(self.folder.glob(f"{TAKEN}*"))]

    @contextmanager
    def summing(self) -> Iterator[bool]:
        """Whether nobody else on this machine sums up now; while it is open, nobody else begins."""
        self._prepare()
        with (self.folder / "summing").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _append(self, line: bytes, on: date) -> None:
        with (self.folder / f"{FRESH}{on.isoformat()}").open("ab") as file:
            if file.tell() < MOST_BYTES:
                file.write(line)

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """The file of the salt, while nobody else reads or writes in the folder."""
        self._prepare()
        path = self.folder / "salt"
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _prepare(self) -> None:
        self.folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        found = self.folder.lstat()
        if found.st_uid != os.getuid() or found.st_mode & OTHERS:
            raise UnsafeFolderError(
                f"“{self.folder}”不是本用户独有的目录，访问没有计数。请删除它，再重新启动。"
            )


def _salt(file: BinaryIO, on: date) -> bytearray:
    """The day's salt; on a new day it takes the place of the one before."""
    if _day(file) != on.isoformat():
        _wipe(file)
        file.seek(0)
        file.write(on.isoformat().encode() + secrets.token_bytes(SALT))
    file.seek(DAY)
    return bytearray(file.read(SALT))


def _day(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(DAY).decode("ascii", "replace").rstrip("\0")


def _wipe(file: BinaryIO) -> None:
    """Write over the salt where it stands; in memory, nothing of it is left."""
    file.seek(0)
    file.write(bytes(DAY + SALT))


def _digest(salt: bytearray, *who: str) -> bytes:
    try:
        return hashlib.blake2b("\x1f".join(who).encode(), key=salt, digest_size=DIGEST).digest()
    finally:
        salt[:] = bytes(len(salt))


def _batch(path: Path) -> Batch:
    place, name, day = path.name.removeprefix(TAKEN).split("-", 2)
    return Batch(name, date.fromisoformat(day), int(place), path)
