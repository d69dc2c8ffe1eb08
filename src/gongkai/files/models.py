"""Files: contents, the uses that are made of them, what was read from them, and uploads under way."""

import uuid
from datetime import timedelta
from pathlib import Path

from django.db import models

from gongkai.files import disk
from gongkai.files.kinds import KINDS, Kind

KINDS_TO_CHOOSE = [(kind.code, kind.label) for kind in KINDS.values()]
GRACE = timedelta(days=30)  # how long a content without a use is kept
UPLOADS_LAST = timedelta(days=2)


class StoredFile(models.Model):
    """A content on disk, once for each organ: that another organ has the same never shows."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    kind = models.CharField("类型", max_length=8, choices=KINDS_TO_CHOOSE)
    stored_at = models.DateTimeField("保存时间")
    purged_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = "文件内容"
        constraints = [models.UniqueConstraint(fields=["organ", "sha256"], name="content_once_an_organ")]

    def __str__(self) -> str:
        return self.sha256

    @property
    def path(self) -> Path:
        return disk.stored(self.organ_id, self.sha256)

    @property
    def true_kind(self) -> Kind:
        return KINDS[self.kind]


class File(models.Model):
    """A use of a content under a name."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses", verbose_name="内容")
    name = models.CharField("文件名", max_length=120)
    uploaded_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)

    class Meta:
        verbose_name = "文件"
        # the list of an organ: newest first
        indexes = [models.Index(fields=["organ", "-uploaded_at"], name="file_recent")]

    def __str__(self) -> str:
        return self.name


class Extract(models.Model):
    """What a job read from a content: its words for the search, and how much there is to look at."""

    stored = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="extract")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    text = models.TextField("文字", blank=True)
    page = models.TextField("网页预览", blank=True)
    drawn = models.PositiveSmallIntegerField("预览页数", default=0)
    pages = models.PositiveIntegerField("总页数", default=0)
    failure = models.CharField("未能读取的原因", max_length=200, blank=True)
    read_at = models.DateTimeField("读取时间")

    class Meta:
        verbose_name = "文件文字与预览"

    def __str__(self) -> str:
        return f"{self.stored_id} {len(self.text)}"


class Upload(models.Model):
    """A file that is being received piece by piece; ``offset`` bytes of it are safe on disk.

    Once it is kept, ``file`` tells so to a client that lost the answer, until the upload expires.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    user = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="上传人")
    name = models.CharField("文件名", max_length=120)
    length = models.PositiveBigIntegerField("总大小")
    offset = models.PositiveBigIntegerField("已收到", default=0)
    file = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="保存为"
    )
    started_at = models.DateTimeField("开始时间")
    expires_at = models.DateTimeField("过期时间")

    class Meta:
        verbose_name = "上传中的文件"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("length")), name="upload_within_length"
            )
        ]
        # what of an organ is under way, for its limits and the sweep
        indexes = [models.Index(fields=["organ", "expires_at"], name="upload_expiring")]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.length}"

    @property
    def path(self) -> Path:
        return disk.incoming(self.organ_id, str(self.pk))
