"""A backup is whole or not there; restored into an empty place it is what it was, to the last hash."""

import io
import json
import os
import tarfile
from dataclasses import asdict
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict
from tests.cast import TODAY, enact
from tests.database import KEYS, SERVER, TEMPLATE, WORKER, alone, committed_as_owner, drop, reached
from tests.ledger.test_actions import open_door

from gongkai.isolation.roles import Role, prepare
from gongkai.ledger import queries
from gongkai.organs.models import User
from gongkai.service.backup import BackupError, Manifest, Place, restore, write
from gongkai.service.sealed import new_key, seal

AT = datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)
PRIVATE, PUBLIC = new_key()


def linked(name, kind):
    """Something in an archive that is no file, leading out of it where it is a link."""
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "../../outside"
    return member


@pytest.fixture
def place(own_database, tmp_path):
    """A database with people and acts, and two files."""
    with committed_as_owner(own_database):
        cast = enact()
    with cast.entered(cast.wang):
        for key in ("左", "右"):
            open_door(cast.justice, key=key, on=TODAY, by=cast.wang)
    files = tmp_path / "files"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "1").write_bytes(b"one")
    (files / "2").write_bytes(b"two" * 100_000)
    return Place(reached(own_database, Role.OWNER), files)


@pytest.fixture
def empty(place, tmp_path):  # noqa: ARG001  after the full one, whose connection it ends last
    """A prepared place without anything in it."""
    name = f"{TEMPLATE}_{WORKER}_empty"
    with alone("template"):
        prepare(os.environ[SERVER], database=name, passwords=KEYS)
    yield Place(reached(name, Role.OWNER), tmp_path / "elsewhere" / "files")
    connection.close()
    with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
        drop(server, name)


@pytest.fixture
def backup(place, tmp_path):
    target = tmp_path / "backup.age"
    return target, write(place, target, recipient=PUBLIC, at=AT, version="1")


def test_what_is_restored_is_what_was(backup, empty):
    target, written = backup
    told = restore(empty, target, identity=PRIVATE)
    assert told == written
    assert sorted((path.name, path.read_bytes()) for path in empty.files.rglob("*") if path.is_file()) == [
        ("1", b"one"),
        ("2", b"two" * 100_000),
    ]
    with committed_as_owner(conninfo_to_dict(empty.owner)["dbname"]):
        assert User.objects.filter(name="王经办").exists()
        assert queries.broken() == []
        assert {(entry.organ_id, entry.number, entry.hash) for entry in queries.activity()} >= {
            (organ, number, known) for organ, (number, known) in written.heads.items()
        }
    assert written.files == 2


def test_policies_and_triggers_are_restored_too(backup, empty):
    restore(empty, backup[0], identity=PRIVATE)
    name = conninfo_to_dict(empty.owner)["dbname"]
    with psycopg.connect(reached(name, Role.APP), autocommit=True) as base:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            base.execute("SELECT * FROM organs_user")
        base.execute(f"SET ROLE {Role.DESK}")
        # The system's own row, which the desk always sees, and nobody else's.
        assert base.execute("SELECT email FROM organs_user").fetchall() == [(User.SYSTEM_EMAIL,)]
    with psycopg.connect(empty.maintained) as base, pytest.raises(psycopg.Error, match="append-only"):
        base.execute("DELETE FROM ledger_entry")


def test_the_file_tells_nothing_without_the_key(backup):
    target, _ = backup
    assert target.read_bytes().startswith(b"age-encryption.org/v1")
    assert "王经办".encode() not in target.read_bytes()
    assert target.stat().st_mode & 0o077 == 0


def test_a_wrong_key_or_a_damaged_file_restores_nothing(backup, empty):
    target, _ = backup
    with pytest.raises(BackupError, match="私钥不是这一份的"):
        restore(empty, target, identity=new_key()[0])
    with pytest.raises(BackupError, match="AGE-SECRET-KEY"):
        restore(empty, target, identity="secret")
    whole = target.read_bytes()
    target.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError, match="不完整"):
        restore(empty, target, identity=PRIVATE)
    with psycopg.connect(empty.owner) as base:
        assert base.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert not empty.files.exists()


@pytest.mark.parametrize(
    "strange",
    [
        tarfile.TarInfo("../outside"),
        tarfile.TarInfo("/outside"),
        tarfile.TarInfo("files/../../outside"),
        linked("files/link", tarfile.SYMTYPE),
        linked("files/link", tarfile.LNKTYPE),
        linked("files/pipe", tarfile.FIFOTYPE),
    ],
    ids=lambda one: f"{one.type.decode()} {one.name}",
)
def test_what_leads_out_of_its_folder_or_is_no_file_is_refused(empty, tmp_path, strange):
    def fill(archive):
        told = Manifest(taken_at="", version="1", heads={}, migrations={}, files=0)
        content = json.dumps(asdict(told)).encode()
        manifest = tarfile.TarInfo("manifest.json")
        manifest.size = len(content)
        archive.addfile(manifest, io.BytesIO(content))
        archive.addfile(strange)

    seal(tmp_path / "made.age", PUBLIC, fill)
    with pytest.raises(BackupError, match="不该有的"):
        restore(empty, tmp_path / "made.age", identity=PRIVATE)
    assert not list(tmp_path.rglob("outside"))
    assert not empty.files.exists()


def test_restored_files_are_as_they_were(place, backup, empty):
    restore(empty, backup[0], identity=PRIVATE)
    for name in ("ab/1", "2"):
        before, after = ((folder / name).stat() for folder in (place.files, empty.files))
        assert (after.st_mode, int(after.st_mtime)) == (before.st_mode, int(before.st_mtime))


def test_contents_that_share_a_place_on_the_disk_are_restored(place, empty, tmp_path):
    (place.files / "3").hardlink_to(place.files / "2")
    write(place, tmp_path / "backup.age", recipient=PUBLIC, at=AT, version="1")
    restore(empty, tmp_path / "backup.age", identity=PRIVATE)
    assert (empty.files / "3").read_bytes() == (empty.files / "2").read_bytes() == b"two" * 100_000


def test_nothing_is_restored_over_something(place, backup, empty):
    target, _ = backup
    with pytest.raises(BackupError, match="已有数据"):
        restore(place, target, identity=PRIVATE)
    empty.files.mkdir(parents=True)
    (empty.files / "x").write_text("x")
    with pytest.raises(BackupError, match="不是空的"):
        restore(empty, target, identity=PRIVATE)


def test_a_backup_that_fails_leaves_no_file(place, tmp_path):
    target = tmp_path / "backup.age"
    with pytest.raises(BackupError, match="age1"):
        write(place, target, recipient="nonsense", at=AT, version="1")
    gone = Place(place.owner.replace("dbname=", "dbname=absent_"), place.files)
    with pytest.raises(BackupError, match="数据库"):
        write(gone, target, recipient=PUBLIC, at=AT, version="1")
    with pytest.raises(BackupError, match="文件读写不成功"):
        write(place, tmp_path / "absent" / "backup.age", recipient=PUBLIC, at=AT, version="1")
    assert [path.name for path in tmp_path.iterdir()] == ["files"]
