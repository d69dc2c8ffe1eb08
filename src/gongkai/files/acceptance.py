"""The gate: a received file is looked through before anything is kept of it."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.files import confinement, disk, kinds, names
from gongkai.files.kinds import Kind
from gongkai.files.scanning import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A file that may be kept.

    Attributes:
        path: where it lies, lasting, ready to be put in place.
        name: harmless, with a suffix that tells the truth.
        kind: what it truly is.
        sha256: of what is kept; of a picture, after it was redrawn.
        size: as ``sha256``.
        remark: what was changed, for the person who sent it; often nothing.
    """

    path: Path
    name: str
    kind: Kind
    sha256: str
    size: int
    remark: str = ""


def accept(received: Path, name: str) -> Accepted:
    """Find out what a received file is, have it scanned, and redraw it if it is a picture.

    Raises:
        RefusedError: it is not kept; the message says why and what to do.
    """
    kind = kinds.recognise(received)
    scan(received, settings.CLAMD)
    path = received
    if kind.code == "pdf":
        confinement.work("check", kind.code, received, received)
    if kind.is_picture:
        path = _redrawn(received, kind)
    fitting = kinds.fitting_name(name, kind)
    return Accepted(
        path=path,
        name=fitting,
        kind=kind,
        sha256=disk.digest(path),
        size=path.stat().st_size,
        remark=_remark(name, fitting, kind),
    )


def discard(received: Path) -> None:
    """Remove a received file and what was made of it."""
    for path in (received, _beside(received)):
        path.unlink(missing_ok=True)


def _redrawn(received: Path, kind: Kind) -> Path:
    path = _beside(received)
    confinement.work("redraw", kind.code, received, path)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return path


def _beside(received: Path) -> Path:
    return received.with_name(f"{received.name}.redrawn")


def _remark(name: str, fitting: str, kind: Kind) -> str:
    if fitting == name:
        return ""
    if fitting == names.neutral(name):
        return f"文件名里有不能使用的字符或路径，已改为“{fitting}”。"
    return f"文件内容是“{kind.label}”，与原来的后缀不符，已改名为“{fitting}”。"
