"""Keeping, removing, restoring and purging files, each written down in the ledger."""

import hashlib

import pytest
from tests.cast import TODAY
from tests.files import made
from tests.files.moments import LATER, MOMENT

from gongkai.files import actions, disk, queries
from gongkai.files.actions import NoRoomError, RemovedError
from gongkai.files.models import File, StoredFile
from gongkai.ledger.actions import OutOfScopeError
from gongkai.ledger.models import Entry
from gongkai.organs.models import User


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def test_a_file_is_kept_by_its_content_and_written_down_without_its_name(cast, keep):
    content = made.docx()
    with cast.entered(cast.wang):
        file = keep(content, "张三的申请.docx")
        entry = Entry.objects.get()
    assert file.stored.path.read_bytes() == content
    assert file.stored.sha256 == hashlib.sha256(content).hexdigest()
    assert entry.act == "files.FileStored"
    assert entry.data == {
        "stored": file.stored.pk,
        "sha256": file.stored.sha256,
        "size": len(content),
        "kind": "docx",
    }
    assert "张三" not in str(entry.data)


def test_what_is_kept_is_readable_by_its_owner_only(cast, keep):
    with cast.entered(cast.wang):
        path = keep(b"text").stored.path
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once_in_an_organ(cast, keep):
    with cast.entered(cast.wang):
        first, second = keep(b"text", "a.txt"), keep(b"text", "b.txt")
        assert (first.stored, first.pk == second.pk) == (second.stored, False)
        assert [path for path, _ in disk.contents(cast.justice.pk)] == [first.stored.path]
        assert acts() == ["files.FileStored"] * 2


def test_that_another_organ_has_the_same_content_never_shows(cast, keep):
    with cast.entered(cast.zhao):
        theirs = keep(b"text", by=cast.zhao)
    with cast.entered(cast.wang):
        assert not StoredFile.objects.filter(sha256=theirs.stored.sha256).exists()
        mine = keep(b"text")
    assert mine.stored.pk != theirs.stored.pk
    assert mine.stored.path != theirs.stored.path
    assert mine.stored.path.stat().st_ino != theirs.stored.path.stat().st_ino


def test_a_use_cannot_point_at_the_content_of_another_organ(cast, keep):
    with cast.entered(cast.zhao):
        theirs = keep(b"text", by=cast.zhao)
    with cast.entered(cast.wang), pytest.raises(OutOfScopeError):
        point_at(theirs.stored, cast)


@actions.action
def point_at(stored, cast):
    File.objects.create(
        organ=cast.justice, stored_id=stored.pk, name="x", uploaded_by=cast.wang, uploaded_at=MOMENT
    )


def test_nobody_keeps_files_in_the_name_of_another_organ(cast, keep, files_root):
    zhao = User(pk=cast.zhao.pk, organ=cast.finance)
    with cast.entered(cast.wang), pytest.raises(OutOfScopeError):
        keep(b"text", by=zhao)
    assert not list(files_root.rglob("incoming/*/*"))


def test_an_organ_keeps_no_more_than_its_room(cast, keep, settings):
    settings.FILES_ORGAN_BYTES = 10
    with cast.entered(cast.wang):
        keep(b"12345678")
        with pytest.raises(NoRoomError, match="空间已满"):
            keep(b"abcdefgh")
        keep(b"12345678", "再用一次.txt")  # takes no more room
        assert queries.usage(cast.justice.pk).percent == 80
    settings.FILES_ORGAN_BYTES, settings.FILES_ORGAN_COUNT = 100, 1
    with cast.entered(cast.wang), pytest.raises(NoRoomError):
        keep(b"abcdefgh")


def test_a_removed_file_is_out_of_sight_and_can_be_restored(cast, keep):
    with cast.entered(cast.wang):
        file = keep(b"text")
        actions.remove(file, on=TODAY, at=MOMENT, by=cast.wang)
        assert not queries.files().exists()
        assert file.stored.path.is_file()
        with pytest.raises(RemovedError, match="已经删除"):
            actions.remove(file, on=TODAY, at=MOMENT, by=cast.wang)
        actions.restore(file, on=TODAY, by=cast.wang)
        assert queries.files().get() == file
        with pytest.raises(RemovedError, match="没有删除"):
            actions.restore(file, on=TODAY, by=cast.wang)
        assert acts() == ["files.FileStored", "files.FileRemoved", "files.FileRestored"]


def test_a_content_stays_as_long_as_any_file_uses_it(cast, keep):
    with cast.entered(cast.wang):
        first, second = keep(b"text", "a.txt"), keep(b"text", "b.txt")
        actions.remove(first, on=TODAY, at=MOMENT, by=cast.wang)
        assert not queries.unused(cast.justice.pk, LATER).exists()
        with pytest.raises(RemovedError, match="仍有文件使用"):
            actions.purge(first.stored, on=TODAY, at=LATER, by=cast.wang)
        actions.remove(second, on=TODAY, at=MOMENT, by=cast.wang)
        assert not queries.unused(cast.justice.pk, MOMENT).exists()
        assert queries.unused(cast.justice.pk, LATER).get() == first.stored


def test_a_purged_content_is_not_restored_but_can_come_again(cast, keep):
    with cast.entered(cast.wang):
        file = keep(b"text")
        actions.remove(file, on=TODAY, at=MOMENT, by=cast.wang)
        actions.purge(file.stored, on=TODAY, at=LATER, by=cast.wang)
        disk.forget(cast.justice.pk, file.stored.sha256)
        with pytest.raises(RemovedError, match="不能恢复"):
            actions.restore(file, on=TODAY, by=cast.wang)
        again = keep(b"text")
        assert again.stored == file.stored
        assert again.stored.path.read_bytes() == b"text"
        assert StoredFile.objects.get().purged_at is None


def test_a_content_that_is_lost_from_the_disk_is_put_back_when_it_comes_again(cast, keep):
    with cast.entered(cast.wang):
        file = keep(b"text")
        file.stored.path.unlink()
        keep(b"text")
    assert file.stored.path.read_bytes() == b"text"


def test_a_supervisor_sees_the_files_below_and_changes_none(cast, keep):
    with cast.entered(cast.wang):
        file = keep(b"text")
    with cast.entered(cast.sun):
        assert queries.files().get() == file
        with pytest.raises(File.DoesNotExist):  # not to be locked, so not to be changed
            actions.remove(file, on=TODAY, at=MOMENT, by=cast.sun)
