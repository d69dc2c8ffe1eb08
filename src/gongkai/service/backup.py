"""Backups: one sealed file with the database, the stored files and the heads of the ledger.

The server knows only the public half of the key, so whoever takes the server cannot read old backups; the
private half is kept elsewhere and needed to restore.
"""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import psycopg
from psycopg.conninfo import make_conninfo

from gongkai.service.binaries import binary
from gongkai.service.sealed import SealError, seal, unseal

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
FORMAT = 1
# What was restored is written by its owner only, whatever the archive says.
SHARED, OWNED = 0o755, 0o600
STRANGE = "备份文件里有不该有的“{}”，没有恢复。请换一份备份。"
HEAD, NEWER = 4096, b"SET transaction_timeout = 0;"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
HEADS = "SELECT organ_id, number, hash FROM ledger_head ORDER BY 1"
MIGRATIONS = "SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY 1"


class BackupError(Exception):
    """A backup could not be written or restored; the message says in Chinese what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """An installation: how to reach its database as the owner, and the folder of its files."""

    owner: str
    files: Path

    @property
    def maintained(self) -> str:
        """The connection in which the owner sees all rows."""
        return make_conninfo(self.owner, options="-c app.maintenance=on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Attributes:
        taken_at: the moment, in ISO format.
        version: of the program that wrote it.
        heads: for each organ the newest number and hash of its ledger: proof of what stood before.
        migrations: the newest migration of each part.
        files: how many stored files.
    """

    taken_at: str
    version: str
    heads: Mapping[int, tuple[int, str]]
    migrations: Mapping[str, str]
    files: int
    format: int = FORMAT


def write(place: Place, target: Path, *, recipient: str, at: datetime, version: str) -> Manifest:
    """Write a backup of a place that may be in use; the target appears only once it is whole.

    Raises:
        BackupError: the key is not one, the database cannot be read, or the file cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    with _in_chinese(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".gongkai-") as folder:
        part.unlink(missing_ok=True)
        dump = Path(folder) / DUMP
        heads, migrations = _dump(place, dump)
        # Listed after the dump: a file is on disk before its row is committed, and not removed that day.
        stored = sorted(path for path in place.files.rglob("*") if path.is_file())
        manifest = Manifest(
            taken_at=at.isoformat(), version=version, heads=heads, migrations=migrations, files=len(stored)
        )

        def fill(archive: tarfile.TarFile) -> None:
            _add(archive, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False).encode())
            archive.add(dump, DUMP)
            for path in stored:
                archive.add(path, str(PurePosixPath(FILES, *path.relative_to(place.files).parts)))

        try:
            seal(part, recipient, fill)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync(target.parent)
    return manifest


def restore(place: Place, source: Path, *, identity: str) -> Manifest:
    """Restore a backup into an empty place: a prepared database without tables, no files.

    Raises:
        BackupError: the place is not empty, or the backup cannot be opened, is damaged or too new.
    """
    with _in_chinese():
        _check_empty(place)
        found: list[Manifest] = []
        place.files.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.files.parent, prefix=".gongkai-") as folder:
            unpacked = Path(folder)
            unseal(source, identity, lambda archive: found.append(_unpack(archive, unpacked)))
            _load(place, unpacked / DUMP)
            if (unpacked / FILES).is_dir():
                (unpacked / FILES).replace(place.files)
    return found[0]


def _dump(place: Place, target: Path) -> tuple[dict[int, tuple[int, str]], dict[str, str]]:
    """Dump the database, and tell its ledger's heads and migrations as of the same moment."""
    with psycopg.connect(place.maintained) as base:
        base.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        ((snapshot,),) = base.execute("SELECT pg_export_snapshot()")
        heads = {organ: (number, known) for organ, number, known in base.execute(HEADS)}
        migrations = {part: name for part, name in base.execute(MIGRATIONS)}  # noqa: C416  typed so
        options = ("-Fc", "--enable-row-security", "--no-unlogged-table-data", f"--snapshot={snapshot}")
        _run("pg_dump", *options, "-f", target, place=place)
    return heads, migrations


def _load(place: Place, dump: Path) -> None:
    """Run the dump as a script, in one transaction."""
    script = dump.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "-f", script, dump)
    with script.open("r+b") as file:
        # Servers before PostgreSQL 17 do not know it, and it says only what is so anyway.
        head = file.read(HEAD)
        file.seek(0)
        file.write(head.replace(NEWER, b"--" + b" " * (len(NEWER) - 2)))
    _run("psql", "-qX", "--set=ON_ERROR_STOP=1", "--single-transaction", "-f", script, place=place)


def _run(program: str, *arguments: str | Path, place: Place | None = None) -> None:
    command = [binary(program), *map(str, arguments), *(["-d", place.maintained] if place else [])]
    done = subprocess.run(  # noqa: S603  our own program
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} 没有成功：{' '.join(done.stderr.split())[-300:]}")


def _check_empty(place: Place) -> None:
    with psycopg.connect(place.owner) as base:
        tables = base.execute(TABLES).fetchone()
    if tables != (0,):
        raise BackupError("目标数据库里已有数据，为免覆盖没有恢复。请另建一个空的数据库再恢复。")
    if place.files.is_dir() and any(place.files.iterdir()):
        raise BackupError(f"目标文件夹“{place.files}”不是空的，为免覆盖没有恢复。请换一个位置。")


def _unpack(archive: tarfile.TarFile, folder: Path) -> Manifest:
    first = archive.next()
    content = archive.extractfile(first) if first and first.name == MANIFEST else None
    if content is None:
        raise BackupError("这不是 gongkai 的备份文件。")
    told = json.load(content)
    if told.get("format") != FORMAT:
        raise BackupError("备份由更新的版本写成，请先升级 gongkai 再恢复。")
    # One after another: a stream cannot be gone back over.
    while (member := archive.next()) is not None:
        _extract(archive, member, folder)
    heads = {int(organ): (number, known) for organ, (number, known) in told["heads"].items()}
    return Manifest(**{**told, "heads": heads})


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write a file of the archive into the folder, as it was.

    By hand, since Python before 3.11.4 extracts without asking where something leads.
    """
    target = _within(folder, member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if member.islnk():  # contents that are one file on the disk are written as one
        target.hardlink_to(_within(folder, member.linkname))
        return
    content = archive.extractfile(member) if member.isreg() else None
    if content is None:
        raise BackupError(STRANGE.format(member.name))
    with target.open("xb") as file:
        shutil.copyfileobj(content, file)
    target.chmod(member.mode & SHARED | OWNED)
    os.utime(target, (member.mtime, member.mtime))


def _within(folder: Path, name: str) -> Path:
    """Where something of the archive stands once it is unpacked; what leads out of the folder is refused."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupError(STRANGE.format(name))
    return folder / path


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _in_chinese() -> Iterator[None]:
    try:
        yield
    except SealError as error:
        raise BackupError(f"{error}。") from error
    except psycopg.Error as error:
        raise BackupError(f"数据库读写不成功，请检查数据库是否运行：{str(error).splitlines()[0]}") from error
    except OSError as error:
        raise BackupError(f"文件读写不成功：{error.strerror}（{error.filename or '备份文件'}）") from error
