"""Files on disk: written beside their place, made lasting, then renamed into it. Knows no database.

- ``incoming/<organ>/<name>``: what is being received.
- ``stored/<organ>/<ab>/<sha256>``: what was accepted, by its content, each organ's apart.
- ``derived/<organ>/<sha256>/``: previews; can be made again.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.ledger.actions import RefusedError

PIECE = 1 << 20
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PRIVATE = 0o700
SPARE = 64 << 20  # left free for the database and the logs


class Stretch:
    """Bytes of a file from ``start`` up to, not with, ``end``; opened now, so that they can be sent later."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._file = path.open("rb")
        self._file.seek(start)
        self._left = end - start

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        self._file.close()


class DiskFullError(RefusedError):
    """There is no room left on the disk; nothing that was stored before is touched."""

    def __init__(self) -> None:
        super().__init__(
            "服务器磁盘空间不足，文件没有保存，已有的文件不受影响。请联系系统管理员清理磁盘后，再上传一次。"
        )


def incoming(organ: int, name: str) -> Path:
    """Where a file is received, name by name; the folder is there."""
    return _folder("incoming", str(organ)) / name


def stored(organ: int, sha256: str) -> Path:
    """Where a content stands, or would."""
    return settings.FILES_ROOT / "stored" / str(organ) / sha256[:2] / sha256


def derived(organ: int, sha256: str) -> Path:
    """The folder of what was made from a content."""
    return settings.FILES_ROOT / "derived" / str(organ) / sha256


def room_for(size: int) -> None:
    """Refuse at once what cannot fit.

    Raises:
        DiskFullError: the disk has less room than this and some to spare.
    """
    if shutil.disk_usage(_folder("incoming")).free < size + SPARE:
        raise DiskFullError


def write_at(path: Path, offset: int, pieces: Iterable[bytes]) -> int:
    """Write pieces at an offset and make them lasting; returns the offset after them.

    What stood behind ``offset`` is dropped: it was never acknowledged.

    Raises:
        DiskFullError: as it says; the file is as long as ``offset`` again.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        file.truncate(offset)
        file.seek(offset)
        try:
            for piece in pieces:
                _whole(file, piece)
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            file.truncate(offset)
            raise DiskFullError from error
        return file.tell()


def digest(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(received: Path, organ: int, sha256: str) -> Path:
    """Move a received file, already lasting, to where its content belongs; the move is lasting too."""
    target = stored(organ, sha256)
    _folder(*target.parent.relative_to(settings.FILES_ROOT).parts)
    os.utime(received)
    received.replace(target)
    _sync(target.parent)
    return target


def keep_derived(organ: int, sha256: str, made: Path) -> None:
    """Put a folder of previews where it belongs, in place of an older one."""
    target = derived(organ, sha256)
    _folder(*target.parent.relative_to(settings.FILES_ROOT).parts)
    shutil.rmtree(target, ignore_errors=True)
    made.replace(target)


def forget(organ: int, sha256: str) -> None:
    """Remove a content and what was made from it."""
    stored(organ, sha256).unlink(missing_ok=True)
    shutil.rmtree(derived(organ, sha256), ignore_errors=True)


def contents(organ: int) -> Iterator[tuple[Path, float]]:
    """All that stands stored for an organ, each with the moment it was placed."""
    for path in (settings.FILES_ROOT / "stored" / str(organ)).glob("*/*"):
        yield path, path.stat().st_mtime


def received(organ: int) -> Iterator[tuple[Path, float]]:
    """All that is being received for an organ, each with the moment of its last piece."""
    for path in (settings.FILES_ROOT / "incoming" / str(organ)).glob("*"):
        yield path, path.stat().st_mtime


def _whole(file: BinaryIO, piece: bytes) -> None:
    """Write all of a piece: a disk that fills up takes part of it before it complains."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _folder(*parts: str) -> Path:
    """A folder below the root; a new one is lasting before anything is put in it."""
    path: Path = settings.FILES_ROOT
    path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    for part in parts:
        path /= part
        if not path.is_dir():
            path.mkdir(mode=PRIVATE, exist_ok=True)
            _sync(path.parent)
    return path


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
