"""Jobs about files: reading what was kept, and clearing away what nobody needs."""

from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localdate, now

from gongkai.files import reading
from gongkai.files.disk import DiskFullError
from gongkai.files.models import Extract, StoredFile
from gongkai.files.sweeping import sweep
from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.errors import JobError
from gongkai.jobs.job import job, periodic
from gongkai.ledger.models import Entry
from gongkai.organs.models import User


@job(name="files.read", label="读取文件的文字和预览", in_transaction=False)
def read_content(*, entry: int, organ: int) -> None:
    """Read the content that an act stored, unless that was done before.

    Raises:
        JobError: there was no room for it; it is tried again.
    """
    with acting([organ]):
        stored = StoredFile.objects.filter(
            pk=Entry.objects.get(pk=entry).data["stored"], extract__isnull=True, purged_at__isnull=True
        ).first()
    if stored is None:
        return
    try:
        found = reading.read(stored)  # takes seconds, so outside of any transaction
    except DiskFullError as error:
        raise JobError("服务器磁盘空间不足，文件预览没有生成；请清理磁盘后再试") from error
    with acting([organ]):
        Extract.objects.get_or_create(
            stored=stored, defaults={**asdict(found), "organ_id": organ, "read_at": now()}
        )


@job(name="files.sweep", label="清理过期的上传和不再使用的文件")
def sweep_organ(*, organ: int) -> None:
    """Clear away an organ's leavings."""
    sweep(organ, on=localdate(), at=now(), by=User.objects.get(pk=system_id()))


@periodic("20 19 * * *", name="files.sweep_all", label="安排清理各机关的文件")
def sweep_all(at: datetime) -> None:  # noqa: ARG001  each sweep looks at the clock itself
    """Ask for a sweep of every organ, so that one that fails stops no other."""
    for organ in every_organ():
        sweep_organ.defer(organ=organ)
