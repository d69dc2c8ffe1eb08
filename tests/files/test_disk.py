"""Files on a disk that fills up, and what is lasting before it is acknowledged."""

import os
import resource
import subprocess

import pytest
from tests.cast import TODAY
from tests.files.moments import MOMENT

from gongkai.files import disk, receiving
from gongkai.files.disk import DiskFullError, Stretch
from gongkai.files.models import File, Upload

SMALL = 1 << 20


@pytest.fixture
def bounded_files():
    """No file of this process may grow beyond a megabyte, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def tiny_disk(files_root, monkeypatch):
    """A real file system of one megabyte."""
    if os.geteuid():
        pytest.skip("mounting a file system needs root")
    files_root.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", files_root], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"this machine mounts nothing: {mounted.stderr.decode()}")
    monkeypatch.setattr(disk, "SPARE", 0)
    yield
    subprocess.run(["umount", files_root], check=True)


@pytest.fixture(params=["bounded_files", "tiny_disk"])
def full_disk(request):
    request.getfixturevalue(request.param)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_and_what_was_there_before_stays(cast, keep, monkeypatch):
    monkeypatch.setattr(disk, "room_for", lambda _: None)  # as if others had filled it since
    with cast.entered(cast.wang):
        before = keep(b"kept before")
        upload = receiving.begin(cast.justice, "a.txt", SMALL * 2, at=MOMENT, by=cast.wang)
        receiving.take_in(upload, 0, [b"x" * 1000], at=MOMENT)
        with pytest.raises(DiskFullError, match="磁盘空间不足"):
            receiving.take_in(upload, 1000, [b"y" * 4096] * 400, at=MOMENT)
        assert Upload.objects.get().offset == 1000
        assert upload.path.stat().st_size == 1000
        with pytest.raises(DiskFullError):
            keep(b"z" * SMALL * 2)
        assert File.objects.get() == before
    assert before.stored.path.read_bytes() == b"kept before"
    assert not [path for path in upload.path.parent.iterdir() if path != upload.path]


@pytest.mark.usefixtures("tiny_disk")
def test_an_upload_goes_on_where_it_was_once_there_is_room(cast, files_root, monkeypatch):
    monkeypatch.setattr(disk, "room_for", lambda _: None)
    filler = files_root / "filler"
    with cast.entered(cast.wang):
        upload = receiving.begin(cast.justice, "a.txt", 300_000, at=MOMENT, by=cast.wang)
        filler.write_bytes(b"x" * 900_000)
        with pytest.raises(DiskFullError):
            receiving.take_in(upload, 0, [b"y" * 300_000], at=MOMENT)
        filler.unlink()
        receiving.take_in(upload, 0, [b"y" * 300_000], at=MOMENT)
        file, _ = receiving.finish(upload, on=TODAY, at=MOMENT, by=cast.wang)
    assert file.stored.path.stat().st_size == 300_000


def test_the_content_and_its_folder_are_on_the_disk_before_a_row_says_so(cast, keep, monkeypatch):
    """The order of the system's calls: content, rename, folder; the row is committed after all of them."""
    done = []
    for name in ("fsync", "rename", "replace"):
        real = getattr(os, name)

        def told(*args, name=name, real=real):
            done.append(name)
            return real(*args)

        monkeypatch.setattr(os, name, told)
    with cast.entered(cast.wang):
        keep(b"text")
        assert done[-3:] == ["fsync", "replace", "fsync"] or done[-3:] == ["fsync", "rename", "fsync"]


def test_a_stretch_of_a_file_is_read_to_its_end_and_closed(tmp_path):
    path = tmp_path / "content"
    path.write_bytes(bytes(range(256)) * 10_000)
    stretch = Stretch(path, 100, 2_000_000)
    path.unlink()  # opened is opened
    assert b"".join(stretch) == (bytes(range(256)) * 10_000)[100:2_000_000]
    stretch.close()
