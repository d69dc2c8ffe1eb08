"""Files on their way in: in pieces that can be resumed, or at once.

Nothing here is an act: until a file is stored, nothing has happened, and what is left half-way is swept away.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import OperationalError, transaction

from gongkai.files import acceptance, disk, names
from gongkai.files.acceptance import Accepted
from gongkai.files.actions import NoRoomError, store
from gongkai.files.locks import alone
from gongkai.files.models import UPLOADS_LAST, File, Upload
from gongkai.files.queries import under_way, usage
from gongkai.files.scanning import ScannerDownError
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ, User

MEGABYTE = 1 << 20
MOST_UNDER_WAY = 50
# Refusals that a later attempt may not meet: what was received is kept for it.
PASSING = (ScannerDownError, disk.DiskFullError, NoRoomError)


class TooLargeError(RefusedError):
    """A file is larger than may be kept, or than it was said to be."""


class WrongOffsetError(RefusedError):
    """A piece does not follow what was received; the upload tells where to go on."""


class BusyError(RefusedError):
    """Another request is just writing to this upload."""


class GoneError(RefusedError):
    """The upload has expired, or what was received of it is lost."""

    def __init__(self) -> None:
        super().__init__("这次上传已经过期。请重新选择文件上传。")


def begin(organ: Organ, name: str, length: int, *, at: datetime, by: User) -> Upload:
    """Make ready to receive a file of that length, if there is room for it.

    Raises:
        TooLargeError: it is empty or too large.
        NoRoomError: the organ's room is used up.
        DiskFullError: the disk's is.
        RefusedError: this person has too many uploads under way.
    """
    check_length(length)
    alone(organ.pk)
    if under_way(by.pk, at).count() >= MOST_UNDER_WAY:
        raise RefusedError(f"您有{MOST_UNDER_WAY}个文件还没有传完。请先等它们传完，或者取消一些。")
    if not (used := usage(organ.pk)).has_room(length):
        raise NoRoomError(used)
    disk.room_for(length)
    return Upload.objects.create(
        organ=organ,
        user=by,
        name=names.neutral(name),
        length=length,
        started_at=at,
        expires_at=at + UPLOADS_LAST,
    )


def check_length(length: int) -> None:
    """Refuse a length before anything is read.

    Raises:
        TooLargeError: it is nothing, or more than may be kept.
    """
    if length <= 0:
        raise TooLargeError("文件是空的，没有上传。请核对后重新选择文件。")
    if length > settings.FILES_MOST_BYTES:
        raise TooLargeError(
            f"文件有 {length / MEGABYTE:,.1f} MB，超过 {settings.FILES_MOST_BYTES // MEGABYTE} MB 的上限，"
            "没有上传。请压缩或拆分后再上传。"
        )


def take_in(upload: Upload, offset: int, pieces: Iterable[bytes], *, at: datetime) -> Upload:
    """Write down the next pieces; once this transaction has ended, they survive any crash.

    Raises:
        BusyError: another request is writing.
        GoneError: the upload expired, or its file is lost.
        WrongOffsetError: the pieces do not follow what was received.
        TooLargeError: more came than was announced; reading stopped there.
        DiskFullError: the disk is full; what was received before is safe.
    """
    _lock(upload)
    if upload.file_id is None and (upload.expires_at <= at or (upload.offset and not _has(upload))):
        raise GoneError
    if offset != upload.offset:
        raise WrongOffsetError(f"服务器已收到 {upload.offset} 字节，请从那里继续。")
    upload.offset = disk.write_at(upload.path, offset, _bounded(pieces, upload.length - offset))
    upload.save(update_fields=["offset"])
    return upload


def finish(upload: Upload, *, on: date, at: datetime, by: User) -> tuple[File, str]:
    """Keep an upload that came in whole; the file, and a remark for the person. Again, it changes nothing.

    Raises:
        RefusedError: it is not kept. Where a later attempt may succeed, what was received stays for it.
    """
    if upload.file is not None:
        return upload.file, ""
    if not _has(upload):
        raise GoneError
    try:
        accepted = acceptance.accept(upload.path, upload.name)
        file = _kept(upload, accepted, on=on, at=at, by=by)
    except PASSING:
        raise
    except RefusedError:
        abandon(upload)
        raise
    acceptance.discard(upload.path)
    return file, accepted.remark


def _kept(upload: Upload, accepted: Accepted, *, on: date, at: datetime, by: User) -> File:
    """Store it in place of the upload, whose length no longer counts against the organ's room."""
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(length=0, offset=0)
        file = store(upload.organ, accepted, on=on, at=at, by=by)
        upload.file = file
        upload.save(update_fields=["file", "length", "offset"])
    return file


def abandon(upload: Upload) -> None:
    """Forget an upload and what was received of it."""
    path = upload.path
    Upload.objects.filter(pk=upload.pk).delete()
    acceptance.discard(path)


def receive(
    organ: Organ, name: str, pieces: Iterable[bytes], *, on: date, at: datetime, by: User
) -> tuple[File, str]:
    """Keep a file that came at once; the file, and a remark for the person.

    Raises:
        RefusedError: it is not kept, and nothing of it is left.
    """
    received = disk.incoming(organ.pk, str(uuid.uuid4()))
    try:
        length = disk.write_at(received, 0, _bounded(pieces, settings.FILES_MOST_BYTES))
        check_length(length)
        accepted = acceptance.accept(received, name)
        return store(organ, accepted, on=on, at=at, by=by), accepted.remark
    finally:
        acceptance.discard(received)


def _lock(upload: Upload) -> None:
    try:
        # In a savepoint: a refused lock would otherwise spoil the whole transaction.
        with transaction.atomic():
            upload.refresh_from_db(from_queryset=Upload.objects.select_for_update(nowait=True))
    except OperationalError as error:
        raise BusyError("这个文件正在上传，请稍候几秒再继续。") from error


def _has(upload: Upload) -> bool:
    """Whether what was acknowledged is on disk."""
    path = upload.path
    return path.is_file() and path.stat().st_size >= upload.offset


def _bounded(pieces: Iterable[bytes], left: int) -> Iterator[bytes]:
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise TooLargeError("传来的内容比文件登记的大小还多，已停止接收。请重新选择文件上传。")
        yield piece
