"""What jobs do with files: read their words, draw their pages, clear away what nobody needs."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from PIL import Image
from tests.cast import TODAY
from tests.files import made
from tests.files.moments import LATER, MOMENT

from gongkai.files import actions, disk, reading, receiving, tasks
from gongkai.files.models import Extract, File, StoredFile, Upload
from gongkai.files.sweeping import sweep
from gongkai.jobs.acting import acting, system_id
from gongkai.ledger.models import Entry
from gongkai.organs.models import User

WORDS = "年度预算公开"


@pytest.fixture(autouse=True)
def fresh_system_id():
    system_id.cache_clear()


def read(cast, file):
    """Run the job as the worker does, in a scope of its own."""
    with cast.entered(cast.wang):
        entry = Entry.objects.get(about=f"files.file:{file.pk}").pk
    tasks.read_content(entry=entry, organ=cast.justice.pk)
    with cast.entered(cast.wang):
        return Extract.objects.get(stored=file.stored)


def kept(cast, keep, content, name):
    with cast.entered(cast.wang):
        return keep(content, name)


def test_keeping_a_file_asks_for_its_reading_in_the_same_transaction(cast, keep):
    kept(cast, keep, b"text", "a.txt")
    with cast.entered(cast.wang), connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args ->> 'organ' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("files.read", str(cast.justice.pk))]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (made.docx, "a.docx"),
        (made.pdf, "a.pdf"),
        (made.xlsx, "a.xlsx"),
        (made.pptx, "a.pptx"),
        (made.ofd, "a.ofd"),
        (lambda words: words.encode("gb18030"), "a.txt"),
    ],
)
def test_the_words_of_a_file_are_read_for_the_search(cast, keep, make, name):
    extract = read(cast, kept(cast, keep, make(WORDS), name))
    assert WORDS in extract.text.replace("\n", "")
    assert extract.failure == ""


def test_the_first_pages_of_a_pdf_are_drawn(cast, keep):
    file = kept(cast, keep, made.pdf(), "a.pdf")
    extract = read(cast, file)
    assert (extract.drawn, extract.pages) == (1, 1)
    with Image.open(reading.drawing(file.stored, 1)) as page:
        assert page.format == "PNG"
        assert page.width == 1200


def test_a_document_becomes_a_page_that_runs_nothing(cast, keep):
    extract = read(cast, kept(cast, keep, made.docx(f"{WORDS}<script>alert(1)</script>"), "a.docx"))
    assert WORDS in extract.page
    assert "<script" not in extract.page


def test_reading_again_changes_nothing(cast, keep):
    file = kept(cast, keep, b"text", "a.txt")
    first = read(cast, file)
    second = read(cast, file)
    assert first.read_at == second.read_at


def test_what_cannot_be_read_says_so_and_can_still_be_had(cast, keep):
    broken = made.package({"[Content_Types].xml": "<T/>", "word/document.xml": "<not closed"})
    file = kept(cast, keep, broken, "a.docx")
    assert "不影响下载" in read(cast, file).failure
    assert file.stored.path.read_bytes() == broken


def test_a_document_that_takes_for_ever_harms_only_its_own_process(cast, keep, monkeypatch):
    monkeypatch.setattr("gongkai.files.confinement.SECONDS", 3)
    cells = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 200_000
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{cells}</w:body></w:document>"
    )
    swelling = made.package({"[Content_Types].xml": "<T/>", "word/document.xml": body})
    file = kept(cast, keep, swelling, "a.docx")
    assert "不影响下载" in read(cast, file).failure
    assert kept(cast, keep, b"text", "b.txt").stored.path.read_bytes() == b"text"


def test_what_was_read_is_out_of_sight_for_other_organs(cast, keep):
    read(cast, kept(cast, keep, b"text", "a.txt"))
    with cast.entered(cast.zhao):
        assert not Extract.objects.exists()


def system_sweep(cast, at):
    with acting([cast.justice.pk]):
        sweep(cast.justice.pk, on=TODAY, at=at, by=User.objects.get(pk=system_id()))


def test_a_content_without_a_use_is_purged_and_then_deleted(cast, keep):
    file = kept(cast, keep, b"text", "a.txt")
    with cast.entered(cast.wang):
        actions.remove(file, on=TODAY, at=MOMENT, by=cast.wang)
        path = file.stored.path
    os.utime(path, (MOMENT.timestamp(),) * 2)
    system_sweep(cast, MOMENT + timedelta(days=29))
    assert path.is_file()
    system_sweep(cast, LATER)
    assert path.is_file()  # the row is not committed yet
    with cast.entered(cast.wang):
        assert StoredFile.objects.get().purged_at == LATER
        assert Entry.objects.order_by("number").last().act == "files.ContentPurged"
    system_sweep(cast, LATER)
    assert not path.exists()


def test_a_content_in_use_is_never_swept(cast, keep):
    file = kept(cast, keep, b"text", "a.txt")
    os.utime(file.stored.path, (0, 0))
    system_sweep(cast, LATER)
    system_sweep(cast, LATER)
    assert file.stored.path.read_bytes() == b"text"


def test_what_a_crash_left_on_the_disk_is_swept_when_it_is_old(cast, keep):
    file = kept(cast, keep, b"text", "a.txt")
    orphan = disk.stored(cast.justice.pk, "f" * 64)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"left by a crash before the commit")
    stray = disk.incoming(cast.justice.pk, "stray")
    stray.write_bytes(b"left by a crash while it was received")
    for path in (orphan, stray):
        os.utime(path, (MOMENT.timestamp(),) * 2)
    system_sweep(cast, MOMENT)
    assert orphan.is_file()
    assert stray.is_file()
    system_sweep(cast, MOMENT + timedelta(days=32))
    assert not orphan.exists()
    assert not stray.exists()
    assert file.stored.path.is_file()


def test_an_upload_under_way_is_swept_only_when_it_has_expired(cast):
    with cast.entered(cast.wang):
        upload = receiving.begin(cast.justice, "a.txt", 4, at=MOMENT, by=cast.wang)
        receiving.take_in(upload, 0, [b"te"], at=MOMENT)
    os.utime(upload.path, (0, 0))
    system_sweep(cast, MOMENT)
    assert upload.path.is_file()
    system_sweep(cast, LATER)
    assert not upload.path.exists()
    with cast.entered(cast.wang):
        assert not Upload.objects.exists()
        assert not File.objects.exists()


def test_every_organ_is_swept_by_a_job_of_its_own(cast):
    tasks.sweep_all.function(MOMENT)
    with cast.entered(cast.wang), connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'organ' FROM procrastinate_jobs WHERE task_name = 'files.sweep'")
        assert cursor.fetchall() == [(str(cast.justice.pk),)]
    with acting([cast.justice.pk]):
        tasks.sweep_organ(organ=cast.justice.pk)
