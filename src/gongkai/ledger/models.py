"""The tables of the ledger. The database itself refuses to change or delete what is written there."""

from django.db import models


class Entry(models.Model):
    """One act. Written by the database function ``ledger_append`` only, which chains it."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    number = models.PositiveBigIntegerField("机关内序号")
    about = models.CharField("关于", max_length=80)
    seq = models.PositiveIntegerField("事项内序号")
    act = models.CharField("行为", max_length=80)
    on = models.DateField("行为日期")
    recorded_at = models.DateTimeField("记录时间")
    by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="经手人")
    data = models.JSONField("内容")
    prev_hash = models.CharField("前一条的校验值", max_length=64)
    hash = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = "台账记录"
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["about", "seq"], name="entry_seq_once"),
        ]
        indexes = [
            # the activity view: newest first, of one person or one kind of act
            models.Index(fields=["organ", "-recorded_at"], name="entry_recent"),
            models.Index(fields=["organ", "act", "-recorded_at"], name="entry_recent_act"),
            models.Index(fields=["by", "-recorded_at"], name="entry_recent_by"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.seq} {self.act}"


class Head(models.Model):
    """The newest entry of an organ's chain; locked while the chain grows."""

    organ = models.OneToOneField("organs.Organ", models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField("最新序号")
    hash = models.CharField("最新校验值", max_length=64)

    class Meta:
        verbose_name = "台账末端"

    def __str__(self) -> str:
        return f"{self.organ_id} {self.number}"


class Anchor(models.Model):
    """The head of a chain as published on a day: whoever kept a copy can prove what stood before it."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    day = models.DateField("日期")
    number = models.PositiveBigIntegerField("序号")
    hash = models.CharField("校验值", max_length=64)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "台账锚点"
        constraints = [models.UniqueConstraint(fields=["organ", "day"], name="anchor_once_a_day")]
        # the public page: newest days first
        indexes = [models.Index(fields=["-day", "organ"], name="anchor_recent")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.day} {self.number}"
