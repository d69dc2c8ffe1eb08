"""Files in pieces: resumed after any break, never longer than announced, refused at once where too much."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import TODAY
from tests.files import made
from tests.files.moments import MOMENT

from gongkai.files import disk, receiving
from gongkai.files.models import File, Upload
from gongkai.files.receiving import GoneError, TooLargeError, WrongOffsetError
from gongkai.files.scanning import ScannerDownError
from gongkai.ledger.actions import RefusedError

TEN_GIGABYTES = 10 << 30


def begin(cast, length, name="文件.txt"):
    return receiving.begin(cast.justice, name, length, at=MOMENT, by=cast.wang)


def finish(upload, cast):
    return receiving.finish(upload, on=TODAY, at=MOMENT, by=cast.wang)


def left(root):
    return list(root.rglob("incoming/*/*"))


def test_a_file_comes_in_pieces_and_is_kept_whole(cast, files_root):
    content = made.pdf()
    with cast.entered(cast.wang):
        upload = begin(cast, len(content), "答复.pdf")
        for start in range(0, len(content), 10_000):
            receiving.take_in(upload, start, [content[start : start + 10_000]], at=MOMENT)
        file, remark = finish(upload, cast)
        assert finish(upload, cast)[0] == file  # a client that lost the answer asks again
        assert File.objects.count() == 1
    assert (file.stored.path.read_bytes(), file.name, remark) == (content, "答复.pdf", "")
    assert not left(files_root)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(min_size=1, max_size=400),
    steps=st.lists(st.tuples(st.integers(-50, 450), st.integers(0, 120)), max_size=12),
)
def test_whatever_offsets_are_tried_only_what_follows_is_taken(cast, content, steps):
    with cast.entered(cast.wang):
        upload = begin(cast, len(content))
        for offset, size in steps:
            before = upload.offset
            try:
                receiving.take_in(upload, offset, [content[offset : offset + size]], at=MOMENT)
            except WrongOffsetError:
                assert offset != before
                upload.refresh_from_db()
                assert upload.offset == before
            else:
                assert offset == before
            if upload.offset:
                assert upload.path.read_bytes()[: upload.offset] == content[: upload.offset]
        receiving.take_in(upload, upload.offset, [content[upload.offset :]], at=MOMENT)
        assert upload.path.read_bytes() == content
        receiving.abandon(upload)


def test_pieces_that_were_never_acknowledged_are_written_over(cast):
    with cast.entered(cast.wang):
        upload = begin(cast, 6)
        receiving.take_in(upload, 0, [b"abc"], at=MOMENT)
        with upload.path.open("ab") as file:
            file.write(b"torn by a crash")
        receiving.take_in(upload, 3, [b"def"], at=MOMENT)
        assert upload.path.read_bytes() == b"abcdef"


@pytest.mark.parametrize("length", [0, TEN_GIGABYTES])
def test_a_length_that_cannot_be_is_refused_before_anything_is_sent(cast, length, files_root):
    with cast.entered(cast.wang):
        with pytest.raises(TooLargeError):
            begin(cast, length)
        assert not Upload.objects.exists()
    assert not files_root.exists()


def test_reading_stops_where_the_announced_length_ends(cast):
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1000
            yield b"x" * 1000

    with cast.entered(cast.wang):
        upload = begin(cast, 5000)
        with pytest.raises(TooLargeError, match="比文件登记的大小还多"):
            receiving.take_in(upload, 0, endless(), at=MOMENT)
        assert read == 6000
        upload.refresh_from_db()
        assert upload.offset == 0


def test_a_file_that_never_ends_is_refused_at_once_too(cast, settings, files_root):
    settings.FILES_MOST_BYTES = 10_000
    with cast.entered(cast.wang), pytest.raises(TooLargeError):
        receiving.receive(
            cast.justice, "a.txt", iter(lambda: b"x" * 1000, None), on=TODAY, at=MOMENT, by=cast.wang
        )
    assert not left(files_root)


def test_uploads_under_way_take_of_the_organs_room(cast, settings):
    settings.FILES_ORGAN_BYTES = 10
    with cast.entered(cast.wang):
        begin(cast, 8)
        with pytest.raises(RefusedError, match="空间已满"):
            begin(cast, 8)


def test_nobody_opens_uploads_without_end(cast, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_UNDER_WAY", 2)
    with cast.entered(cast.wang):
        begin(cast, 8)
        begin(cast, 8)
        with pytest.raises(RefusedError, match="还没有传完"):
            begin(cast, 8)


def test_an_upload_expires(cast):
    with cast.entered(cast.wang):
        upload = begin(cast, 4)
        with pytest.raises(GoneError, match="过期"):
            receiving.take_in(upload, 0, [b"abcd"], at=MOMENT + timedelta(days=3))


def test_an_upload_whose_file_is_lost_says_so(cast):
    with cast.entered(cast.wang):
        upload = begin(cast, 4)
        receiving.take_in(upload, 0, [b"ab"], at=MOMENT)
        upload.path.unlink()
        with pytest.raises(GoneError):
            receiving.take_in(upload, 2, [b"cd"], at=MOMENT)


def test_what_is_refused_leaves_nothing(cast, files_root):
    content = b"<html><script>alert(1)</script>"
    with cast.entered(cast.wang):
        upload = begin(cast, len(content))
        receiving.take_in(upload, 0, [content], at=MOMENT)
        with pytest.raises(RefusedError, match="网页或程序"):
            finish(upload, cast)
        assert not Upload.objects.exists()
        assert not File.objects.exists()
    assert not left(files_root)


def test_what_a_passing_fault_stops_is_finished_later(cast, settings):
    settings.CLAMD = "127.0.0.1:1"
    with cast.entered(cast.wang):
        upload = begin(cast, 4)
        receiving.take_in(upload, 0, [b"text"], at=MOMENT)
        with pytest.raises(ScannerDownError, match="没有响应"):
            finish(upload, cast)
        settings.CLAMD = ""
        assert finish(upload, cast)[0].stored.path.read_bytes() == b"text"


def test_a_photograph_is_kept_without_where_and_by_whom_it_was_taken(cast, files_root):
    content = made.photograph()
    assert b"Zhang San" in content
    with cast.entered(cast.wang):
        upload = begin(cast, len(content), "现场.jpg")
        receiving.take_in(upload, 0, [content], at=MOMENT)
        file, _ = finish(upload, cast)
    kept = file.stored.path.read_bytes()
    assert b"Exif" not in kept
    assert b"Zhang San" not in kept
    assert [path for path in files_root.rglob("*") if path.is_file()] == [file.stored.path]


def test_a_mislabelled_file_gets_its_true_name_and_the_person_is_told(cast):
    with cast.entered(cast.wang):
        file, remark = receiving.receive(
            cast.justice, "答复.pdf", [made.docx()], on=TODAY, at=MOMENT, by=cast.wang
        )
    assert file.name == "答复.docx"
    assert "Word 文档" in remark


def test_a_broken_pdf_and_a_locked_one_are_refused(cast):
    with cast.entered(cast.wang):
        for content, told in ((b"%PDF-1.7\nnothing\n%%EOF\n", "损坏"), (made.locked_pdf(), "密码")):
            with pytest.raises(RefusedError, match=told):
                receiving.receive(cast.justice, "a.pdf", [content], on=TODAY, at=MOMENT, by=cast.wang)


def test_a_full_disk_is_told_at_once_where_the_length_tells_it(cast, monkeypatch):
    monkeypatch.setattr(disk, "SPARE", 1 << 60)
    with cast.entered(cast.wang), pytest.raises(disk.DiskFullError, match="磁盘空间不足"):
        begin(cast, 4)


def test_an_upload_of_another_organ_cannot_be_found(cast):
    with cast.entered(cast.wang):
        upload = begin(cast, 4)
    with cast.entered(cast.zhao):
        assert not Upload.objects.filter(pk=upload.pk).exists()
