"""Looking for viruses with a scanner that really listens."""

import pytest
from tests.cast import TODAY
from tests.files.moments import MOMENT
from tests.files.scanner import EICAR, LIMIT, Unix, on_a_port, scanner

from gongkai.files import receiving, scanning
from gongkai.files.models import File
from gongkai.files.scanning import InfectedError, ScannerDownError, scan


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "content"
    path.write_bytes(b"clean" * 100_000)
    return path


def test_a_clean_file_passes_and_was_seen_whole(file):
    with on_a_port() as (server, address):
        scan(file, address)
    assert server.seen == [file.read_bytes()]


def test_a_scanner_on_a_local_socket_is_asked_too(file, tmp_path):
    with scanner(Unix, str(tmp_path / "clamd.sock")) as server:
        scan(file, str(tmp_path / "clamd.sock"))
    assert len(server.seen) == 1


def test_an_infected_file_is_refused_and_named(file):
    file.write_bytes(EICAR)
    with on_a_port() as (_, address), pytest.raises(InfectedError, match="Eicar-Signature"):
        scan(file, address)


def test_without_a_scanner_nothing_is_asked(file):
    scan(file, "")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "nowhere.invalid:3310"])
def test_a_scanner_that_is_down_lets_nothing_pass(file, address):
    with pytest.raises(ScannerDownError, match="没有响应"):
        scan(file, address)


def test_a_scanner_that_hangs_up_lets_nothing_pass(file):
    with on_a_port("hangs up") as (_, address), pytest.raises(ScannerDownError):
        scan(file, address)


def test_a_scanner_that_hangs_lets_nothing_pass(file, monkeypatch):
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.3)
    with on_a_port("hangs") as (_, address), pytest.raises(ScannerDownError):
        scan(file, address)


def test_a_file_beyond_the_scanners_limit_does_not_pass(file):
    file.write_bytes(b"x" * (LIMIT * 3))
    with on_a_port() as (_, address), pytest.raises(ScannerDownError):
        scan(file, address)


def test_an_infected_upload_is_not_kept(cast, settings, files_root):
    with on_a_port() as (_, address), cast.entered(cast.wang):
        settings.CLAMD = address
        with pytest.raises(InfectedError, match="没有保存"):
            receiving.receive(cast.justice, "a.txt", [EICAR], on=TODAY, at=MOMENT, by=cast.wang)
        assert not File.objects.exists()
    assert not [path for path in files_root.rglob("*") if path.is_file()]
