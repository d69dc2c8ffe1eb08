"""Figures of visits, day by day; and totals of the time before, as they were brought in."""

from django.db import models

from gongkai.channels.hits import LONGEST_PAGE


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
