"""Readers of files: the list, how much room an organ has, what is to be cleared away, what is damaged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongkai.files import disk
from gongkai.files.models import GRACE, File, StoredFile, Upload
from gongkai.organs.models import User

WHOLE = 100
USED = """
SELECT coalesce(sum(size), 0), count(*) FROM (
    SELECT size FROM files_storedfile WHERE organ_id = %s AND purged_at IS NULL
    UNION ALL SELECT length FROM files_upload WHERE organ_id = %s AND file_id IS NULL
) AS used
"""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its room an organ uses, with what is under way."""

    size: int
    count: int
    most_size: int
    most_count: int

    @property
    def percent(self) -> int:
        """Of the nearer limit."""
        shares = (self.size / max(self.most_size, 1), self.count / max(self.most_count, 1))
        return min(WHOLE, round(max(shares) * WHOLE))

    def has_room(self, size: int) -> bool:
        return self.size + size <= self.most_size and self.count < self.most_count


@dataclass(frozen=True, slots=True)
class Damage:
    """A content that is not what it was, and why."""

    organ: int
    sha256: str
    path: Path
    reason: str


def files() -> QuerySet[File]:
    """The files in use that the reader may see, newest first, with ``by_name``."""
    return visible().filter(removed_at__isnull=True)


def visible() -> QuerySet[File]:
    """As ``files``, with those removed whose content is still there.

    ``by_name`` is empty where the reader may not see who uploaded; a join would leave the file out.
    """
    people = User.objects.filter(pk=OuterRef("uploaded_by_id"))
    return (
        File.objects.filter(stored__purged_at__isnull=True)
        .select_related("stored", "organ")
        .annotate(by_name=Subquery(people.values("name")[:1]))
        .order_by("-uploaded_at", "-pk")
    )


def usage(organ: int) -> Usage:
    """What an organ's contents and uploads under way take, beside its limits."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [organ, organ])
        ((size, count),) = cursor.fetchall()
    return Usage(int(size), count, settings.FILES_ORGAN_BYTES, settings.FILES_ORGAN_COUNT)


def under_way(user: int, at: datetime) -> QuerySet[Upload]:
    """A person's uploads that can be continued."""
    return Upload.objects.filter(user_id=user, expires_at__gt=at, file__isnull=True).order_by("started_at")


def unused(organ: int, at: datetime) -> QuerySet[StoredFile]:
    """Contents that nobody has used for as long as they are kept."""
    uses = File.objects.filter(stored=OuterRef("pk")).filter(
        Q(removed_at__isnull=True) | Q(removed_at__gt=at - GRACE)
    )
    return StoredFile.objects.filter(~Exists(uses), organ_id=organ, purged_at__isnull=True)


def orphans(organ: int, at: datetime) -> Iterator[Path]:
    """What stands on disk long since and no row knows: left behind by a crash before the commit."""
    old = (at - GRACE).timestamp()
    candidates = [path for path, placed in disk.contents(organ) if placed < old]
    known = set(
        StoredFile.objects.filter(
            organ_id=organ, sha256__in=[path.name for path in candidates], purged_at__isnull=True
        ).values_list("sha256", flat=True)
    )
    yield from (path for path in candidates if path.name not in known)


def damaged(contents: Iterable[StoredFile] | None = None) -> Iterator[Damage]:
    """Hash every content again, of all that the reader may see unless given; those that do not agree."""
    rows = StoredFile.objects.filter(purged_at__isnull=True).order_by("organ_id", "pk")
    for stored in rows.iterator() if contents is None else contents:
        if reason := _wrong(stored):
            yield Damage(stored.organ_id, stored.sha256, stored.path, reason)


def _wrong(stored: StoredFile) -> str:
    try:
        if stored.path.stat().st_size != stored.size:
            return "大小与登记的不符，可能被截断或改动"
        return "" if disk.digest(stored.path) == stored.sha256 else "内容与校验值不符，可能被改动或磁盘损坏"
    except FileNotFoundError:
        return "磁盘上没有这个文件"
    except OSError as error:
        return f"读不出来（{error.strerror}）"
