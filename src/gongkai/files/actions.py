"""Keeping files, ending and resuming their use, and clearing away what nobody uses."""

from collections.abc import Sequence
from datetime import date, datetime

from gongkai.files import disk
from gongkai.files.acceptance import Accepted, discard
from gongkai.files.events import ContentPurged, FileRemoved, FileRestored, FileStored
from gongkai.files.holding import uses_of
from gongkai.files.locks import alone
from gongkai.files.models import GRACE, File, StoredFile
from gongkai.files.queries import Usage, usage
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User

GIGABYTE = 1 << 30


class NoRoomError(RefusedError):
    """An organ has used up the room it was given."""

    def __init__(self, used: Usage) -> None:
        super().__init__(
            f"本机关的文件空间已满（已用 {used.size / GIGABYTE:.1f} GB，"
            f"共 {used.most_size / GIGABYTE:.1f} GB；{used.count} 个，最多 {used.most_count} 个）。"
            "请先删除不用的文件，或者请系统管理员扩大空间。"
        )


class InUseError(RefusedError):
    """A letter, a case, a publication or a report needs the file; the message says which."""

    def __init__(self, uses: Sequence[str]) -> None:
        super().__init__(f"此文件正在使用，不能删除：{'；'.join(uses)}。")


class RemovedError(RefusedError):
    """The file is not in the state that the act supposes."""


@action
def store(organ: Organ, accepted: Accepted, *, on: date, at: datetime, by: User) -> File:
    """Keep a file; the same content is kept once only.

    Once the transaction has ended, the file survives whatever happens to the machine.

    Raises:
        NoRoomError: the organ's room is used up.
        DiskFullError: the disk's is.
    """
    alone(organ.pk)
    stored = StoredFile.objects.filter(organ=organ, sha256=accepted.sha256).first()
    is_here = stored is not None and stored.purged_at is None
    if not is_here and not (used := usage(organ.pk)).has_room(accepted.size):
        raise NoRoomError(used)
    if not is_here or not disk.stored(organ.pk, accepted.sha256).is_file():
        disk.place(accepted.path, organ.pk, accepted.sha256)
    if stored is None:
        stored = StoredFile(organ=organ, sha256=accepted.sha256, size=accepted.size, kind=accepted.kind.code)
    if not is_here:
        stored.stored_at, stored.purged_at = at, None
        stored.save()
    file = File.objects.create(organ=organ, stored=stored, name=accepted.name, uploaded_by=by, uploaded_at=at)
    record(
        FileStored(stored=stored.pk, sha256=stored.sha256, size=stored.size, kind=stored.kind),
        about=file,
        on=on,
        by=by,
    )
    discard(accepted.path)
    return file


@action
def remove(file: File, *, on: date, at: datetime, by: User) -> File:
    """End a use of a content; it can be resumed for some days.

    Raises:
        RemovedError: it was ended before.
        InUseError: something that must stay rests on it.
    """
    lock(file)
    if file.removed_at is not None:
        raise RemovedError("此文件已经删除，无需再次删除。")
    if uses := uses_of(file.pk):
        raise InUseError(uses)
    file.removed_at = at
    file.save(update_fields=["removed_at"])
    record(FileRemoved(), about=file, on=on, by=by)
    return file


@action
def restore(file: File, *, on: date, by: User) -> File:
    """Resume a use that was ended, while the content is still there.

    Raises:
        RemovedError: it was never ended, or the content is gone.
    """
    lock(file)
    alone(file.organ_id)
    if file.removed_at is None:
        raise RemovedError("此文件没有删除，无需恢复。")
    if not StoredFile.objects.filter(pk=file.stored_id, purged_at__isnull=True).exists():
        raise RemovedError(f"此文件删除已超过{GRACE.days}天，内容已清除，不能恢复。如有需要，请重新上传。")
    file.removed_at = None
    file.save(update_fields=["removed_at"])
    record(FileRestored(), about=file, on=on, by=by)
    return file


@action
def purge(stored: StoredFile, *, on: date, at: datetime, by: User) -> StoredFile:
    """Delete a content that nobody uses any more from the disk.

    Raises:
        RemovedError: somebody uses it, or it is gone already.
    """
    lock(stored)
    alone(stored.organ_id)
    if stored.purged_at is not None or stored.uses.filter(removed_at__isnull=True).exists():
        raise RemovedError("此内容仍有文件使用，或者已经清除，不能清除。")
    stored.purged_at = at
    stored.save(update_fields=["purged_at"])
    record(ContentPurged(sha256=stored.sha256, size=stored.size), about=stored, on=on, by=by)
    return stored
