"""The data files on disk: where they stand, how they are put there, and how they go. Knows no database.

Below ``OPENDATA_ROOT``:

- ``site/data/`` and ``site/<organ>/data/``: what a web server hands out under the same addresses.
- ``site/…/data/manifest.json``: which files stand beside it, put there last and taken away first.
- ``site/…/data/*.gz``: compressed copies of files of text, sent under the same addresses.
- ``fresh/``: what is being written.
- ``lock``: held by whoever puts files there or takes them away.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from gongkai.files import trees

FOLDER, MANIFEST, DICTIONARY = "data", "manifest.json", "dictionary.csv"
LEFT_AFTER = timedelta(days=1)
EVERYWHERE = ""  # the slug of no organ: all of them together


class WritingError(Exception):
    """The files could not be written; none stand where they would be wrong."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file as the manifest tells of it; ``size`` in bytes, ``table`` and ``rows`` of what it holds."""

    name: str
    table: str
    format: str
    size: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which files there are.

    Attributes:
        made_at: when it was begun to read what they hold.
        change: the newest change of an item that was surely seen then.
        files: table by table.
    """

    made_at: datetime
    change: int
    files: tuple[DataFile, ...]


def site() -> Path:
    """The folder that a web server hands out."""
    return Path(settings.OPENDATA_ROOT) / "site"


def folder(slug: str) -> Path:
    """The folder of an organ's files, or of those of all organs."""
    return site() / slug / FOLDER


def packed(path: Path) -> Path:
    """Where the compressed copy of a file stands, if it has one."""
    return path.with_name(f"{path.name}.gz")


def manifest(slug: str) -> Manifest | None:
    """Which files stand there; None where they are being made."""
    try:
        told = json.loads((folder(slug) / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return None
    files = tuple(DataFile(**one) for one in told["files"])
    return Manifest(datetime.fromisoformat(told["made_at"]), told["change"], files)


def put(slug: str, fresh: Path, found: Manifest) -> None:
    """Put files in their places and tell of them; the caller is ``alone``."""
    target = trees.folder(folder(slug))
    (fresh / MANIFEST).write_text(json.dumps(_told(found), ensure_ascii=False, indent=1) + "\n", "utf-8")
    names = [*(one.name for one in found.files), DICTIONARY, MANIFEST]
    for name in names:
        _put(fresh / name, target / name)
    wanted = {place for name in names for place in (target / name, packed(target / name))}
    for old in set(target.iterdir()) - wanted:
        old.unlink()


def take_away(slug: str) -> None:
    """Remove all files of an organ, or those of all organs, so that nobody fetches what they hold."""
    with alone():
        _remove(folder(slug))


def tidy(slugs: Sequence[str], at: datetime) -> None:
    """Remove the files of whatever is not among these organs, and what a killed process left a day ago."""
    known = {*slugs, FOLDER}
    with alone():
        for place in trees.folder(site()).iterdir():
            if place.name not in known:
                _remove(place / FOLDER)
                place.rmdir()
    for left in trees.folder(Path(settings.OPENDATA_ROOT) / "fresh").iterdir():
        if left.stat().st_mtime < (at - LEFT_AFTER).timestamp():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def alone() -> Iterator[None]:
    """One process or thread at a time puts files there or takes them away."""
    with trees.alone(Path(settings.OPENDATA_ROOT)):
        yield


@contextmanager
def fresh() -> Iterator[Path]:
    """A folder to write in, on the disk where the files will stand."""
    with TemporaryDirectory(dir=trees.folder(Path(settings.OPENDATA_ROOT) / "fresh")) as made:
        yield Path(made)


def _put(fresh: Path, target: Path) -> None:
    """Put a file in its place, and its compressed copy beside it: what is compressed never says the old."""
    seconds = [int(one.stat().st_mtime) if one.exists() else 0 for one in (target, packed(target))]
    packed(target).unlink(missing_ok=True)
    trees.place(fresh, target, after=seconds[0])
    if packed(fresh).exists():
        trees.place(packed(fresh), packed(target), after=seconds[1])


def _told(found: Manifest) -> Mapping[str, object]:
    return asdict(found) | {"made_at": found.made_at.isoformat(timespec="seconds")}


def _remove(place: Path) -> None:
    (place / MANIFEST).unlink(missing_ok=True)
    if place.is_dir():
        shutil.rmtree(place)
