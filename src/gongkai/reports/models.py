"""The annual report of an organ: built from the records while the year is open, then closed and frozen."""

from datetime import date
from typing import cast

from django.db import models


class AnnualReport(models.Model):
    """年度报告 of a year; ``version`` counts its restatements.

    While it is building, its figures are always those of the records; ``built`` are the figures at the last
    look, so that what changed since can be marked. Closing freezes figures and texts in ``snapshot``, in the
    form that ``gongkai report render`` reads; the database refuses to change it again.

    A report of a year before this system has the ``original`` file from which its figures and texts were
    read; it is closed from the beginning.
    """

    class State(models.TextChoices):
        BUILDING = "building", "编制中"
        CLOSED = "closed", "已结账"
        PUBLISHED = "published", "已发布"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_consolidated = models.BooleanField("汇总报告", default=False)
    state = models.CharField("状态", max_length=12, choices=State, default=State.BUILDING)
    texts = models.JSONField("文字", default=dict)
    built = models.JSONField("上次统计的数据", default=dict)
    built_on = models.DateField("统计日期", null=True, blank=True)
    restated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="restatements", verbose_name="更正自"
    )
    restated_why = models.CharField("更正原因", max_length=200, blank=True)
    snapshot = models.JSONField("结账数据", null=True, blank=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    closed_on = models.DateField("结账日期", null=True, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    docx = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Word 文件"
    )
    pdf = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PDF 文件"
    )
    original = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原文件"
    )
    html = models.TextField("网页", blank=True)

    class Meta:
        verbose_name = "年度报告"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "is_consolidated", "version"], name="report_version_once"
            ),
            models.UniqueConstraint(
                fields=["organ", "year", "is_consolidated"],
                condition=models.Q(state="building"),
                name="report_built_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="building", snapshot__isnull=True, sha256="")
                | (models.Q(snapshot__isnull=False) & ~models.Q(state="building") & ~models.Q(sha256="")),
                name="closed_report_is_frozen",
            ),
        ]
        # the reports of an organ, newest first
        indexes = [models.Index(fields=["organ", "-year", "-version"], name="report_recent")]

    def __str__(self) -> str:
        again = f"（第{self.version}版）" if self.version > 1 else ""
        return f"{self.year}年{'汇总' if self.is_consolidated else ''}年度报告{again}"

    @property
    def title(self) -> str:
        """As its page says it."""
        kind = "汇总年度报告" if self.is_consolidated else "年度报告"
        return f"{self.organ.name}{self.year}年政府信息公开工作{kind}"

    @property
    def out_since(self) -> date:
        """The day on which it was published, of a report that was."""
        return cast(date, self.published_on)

    @property
    def is_building(self) -> bool:
        return self.state == self.State.BUILDING

    @property
    def is_imported(self) -> bool:
        return self.original_id is not None

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class OfflineFigure(models.Model):
    """A figure that no record of this system gives, entered with its reason.

    In table 2 it is the figure of the cell; in tables 3 and 4 it is added to what the records give.
    """

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="offline", verbose_name="年度报告")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    cell = models.CharField("格", max_length=60)
    value = models.DecimalField("数值", max_digits=16, decimal_places=4)
    reason = models.CharField("原因和依据", max_length=200)
    entered_on = models.DateField("日期")
    entered_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="填写人")

    class Meta:
        verbose_name = "补录数据"
        constraints = [models.UniqueConstraint(fields=["report", "cell"], name="offline_cell_once")]

    def __str__(self) -> str:
        return self.cell
