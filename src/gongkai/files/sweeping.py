"""Clearing away what nobody needs: expired uploads, what crashes left, contents without a use."""

import shutil
from datetime import date, datetime
from pathlib import Path

from gongkai.files import disk
from gongkai.files.actions import purge
from gongkai.files.locks import alone
from gongkai.files.models import UPLOADS_LAST, Upload
from gongkai.files.queries import orphans, unused
from gongkai.organs.models import User


def sweep(organ: int, *, on: date, at: datetime, by: User) -> None:
    """Clear away an organ's leavings.

    A content without a use is first purged in the database only. It goes from the disk on the next day,
    when that is committed: a file is never gone while a row says that it is there.
    """
    alone(organ)
    for path in orphans(organ, at):
        disk.forget(organ, path.name)
    Upload.objects.filter(organ_id=organ, expires_at__lte=at).delete()
    for path in _left_behind(organ, at):
        _remove(path)
    for stored in unused(organ, at):
        purge(stored, on=on, at=at, by=by)


def _left_behind(organ: int, at: datetime) -> list[Path]:
    """What lies among the received files, long since, and is no upload under way."""
    old = (at - UPLOADS_LAST).timestamp()
    under_way = {str(key) for key in Upload.objects.filter(organ_id=organ).values_list("pk", flat=True)}
    return [path for path, moment in disk.received(organ) if moment < old and path.name not in under_way]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
