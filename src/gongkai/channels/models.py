"""Figures of visits, day by day or brought in; and errors that readers reported."""

from django.db import models

from gongkai.channels.hits import LONGEST_PAGE
from gongkai.sealing import SealedField


class SiteDay(models.Model):
    """A day of an organ's site as a whole.

    ``views`` and ``visitors`` are of people: 网站访问量, and the different ones among them, 独立用户.
    ``batch`` names what was summed up last, so that nothing is summed up twice.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    on = models.DateField("日期")
    views = models.PositiveIntegerField("访问量", default=0)
    visitors = models.PositiveIntegerField("独立用户", default=0)
    robots = models.PositiveIntegerField("机器访问", default=0)
    batch = models.CharField("最近汇总的一批", max_length=32, blank=True)

    class Meta:
        verbose_name = "网站每日访问"
        constraints = [models.UniqueConstraint(fields=["organ", "on"], name="site_day_once")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class PageDay(models.Model):
    """A day of one page; ``page`` is what follows the organ's short name in its address."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    on = models.DateField("日期")
    page = models.CharField("页面", max_length=LONGEST_PAGE, blank=True)
    views = models.PositiveIntegerField("访问量", default=0)
    visitors = models.PositiveIntegerField("独立用户", default=0)
    robots = models.PositiveIntegerField("机器访问", default=0)

    class Meta:
        verbose_name = "页面每日访问"
        # the pages of a span of days are read by it too
        constraints = [models.UniqueConstraint(fields=["organ", "on", "page"], name="page_day_once")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.page}"


class Seen(models.Model):
    """Who was counted today already, by a digest that tells nothing once its salt is gone; then deleted.

    The table is unlogged: its rows are in no write-ahead log, and a crash of the database empties it.
    """

    WHOLE_SITE = "*"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    on = models.DateField("日期")
    page = models.CharField("页面", max_length=LONGEST_PAGE, blank=True)
    visitor = models.BinaryField("摘要", max_length=16)

    class Meta:
        verbose_name = "当日已计数的访问者"
        constraints = [models.UniqueConstraint(fields=["organ", "on", "page", "visitor"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.page}"


class EarlierImport(models.Model):
    """Totals that another counter had counted, brought in together, with where they are from and why."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    source = models.CharField("数据来源", max_length=200)
    reason = models.CharField("导入原因", max_length=500)
    imported_on = models.DateField("导入日期")
    imported_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="导入人")
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    revocation = models.CharField("撤销原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "以往访问数据的导入"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True, revocation="")
                | (models.Q(revoked_on__isnull=False) & ~models.Q(revocation="")),
                name="import_revoked_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.source


class EarlierTotal(models.Model):
    """What was counted before in a span of days: a day, a month or a year."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    batch = models.ForeignKey(EarlierImport, models.PROTECT, related_name="totals", verbose_name="导入")
    since_on = models.DateField("自")
    until_on = models.DateField("至")
    views = models.PositiveBigIntegerField("访问量")
    visitors = models.PositiveBigIntegerField("独立用户")

    class Meta:
        verbose_name = "以往访问数据"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("since_on")), name="earlier_total_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=models.Q(visitors__lte=models.F("views")), name="no_more_visitors_than_views"
            ),
        ]
        # the totals of a year, and what a new one would overlap
        indexes = [models.Index(fields=["organ", "since_on"], name="earlier_total_span")]

    def __str__(self) -> str:
        return f"{self.since_on:%Y-%m-%d}—{self.until_on:%Y-%m-%d}"


class ErrorReport(models.Model):
    """纠错: what a reader found wrong on a page.

    ``words`` holds what the reader wrote and the e-mail address for the answer, where one was given: ``text``
    and ``email``. It is deleted after its time; what is counted stands in the row.
    """

    class Kind(models.TextChoices):
        WORDING = "wording", "错别字、表述错误"
        CONTENT = "content", "内容不准确"
        OUTDATED = "outdated", "内容过时、没有更新"
        LINK = "link", "链接或者附件打不开"
        DISPLAY = "display", "显示不正常、不便使用"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        NEW = "new", "待处理"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已关闭"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    page = models.CharField("页面", max_length=LONGEST_PAGE, blank=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    words = SealedField("留言", null=True)
    once = models.UUIDField("一次提交的标识")
    reported_on = models.DateField("留言日期")
    reported_at = models.DateTimeField("留言时间")
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=12, choices=State, default=State.NEW)
    is_right = models.BooleanField("属实", null=True, blank=True)
    answer = models.TextField("处理结果", blank=True)
    ended_on = models.DateField("办结日期", null=True, blank=True)
    ended_by = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )
    purged_on = models.DateField("清除日期", null=True, blank=True)

    class Meta:
        verbose_name = "纠错留言"
        constraints = [
            # a form sent twice makes one report
            models.UniqueConstraint(fields=["organ", "once"], name="error_report_once"),
            models.CheckConstraint(
                condition=models.Q(state="new", ended_on__isnull=True)
                | (~models.Q(state="new") & models.Q(ended_on__isnull=False)),
                name="error_report_ended_has_day",
            ),
        ]
        indexes = [
            # what is to be dealt with, most pressing first
            models.Index(
                fields=["organ", "due_on"], condition=models.Q(state="new"), name="error_report_open"
            ),
            # what was reported in a year
            models.Index(fields=["organ", "reported_on"], name="error_report_counted"),
            # whose words are to be deleted
            models.Index(
                fields=["ended_on"],
                condition=models.Q(purged_on__isnull=True, ended_on__isnull=False),
                name="error_report_to_purge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reported_on:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.NEW

    @property
    def text(self) -> str:
        """What the reader wrote; empty once it was deleted."""
        return str((self.words or {}).get("text", ""))

    @property
    def email(self) -> str:
        """Where the answer goes, if the reader wants one."""
        return str((self.words or {}).get("email", ""))
