"""Jobs that did not succeed. The queue itself is procrastinate's; why an attempt failed is kept here."""

from datetime import datetime
from typing import cast

from django.db import models
from procrastinate.contrib.django.models import ProcrastinateJob


class Failure(models.Model):
    """Why the newest attempt at a job failed. One row a job, removed with it."""

    job = models.PositiveBigIntegerField("任务", primary_key=True)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, related_name="+", verbose_name="机关"
    )
    told = models.CharField("原因", max_length=200)
    detail = models.TextField("技术详情")
    failed_at = models.DateTimeField("失败时间")

    class Meta:
        verbose_name = "任务失败原因"

    def __str__(self) -> str:
        return f"{self.job} {self.told}"


class TroubledJob(ProcrastinateJob):
    """A job that did not succeed; ``queries.troubled`` finds them, with why."""

    # the organ whose administrators look after jobs that belong to none; set by ``queries.troubled``
    keeper: int | None = None

    # empty where the worker itself ended in the middle
    told: str | None
    detail: str | None
    failed_at: datetime | None

    class Meta:
        proxy = True
        verbose_name = "异常任务"

    def __str__(self) -> str:
        return f"{self.task_name} {self.pk}"

    @property
    def organ_id(self) -> int | None:
        """The organ in whose chain the acts about it stand."""
        return self.keeper if self.is_of_installation else cast(int, self.args["organ"])

    @property
    def is_of_installation(self) -> bool:
        """Whether it belongs to no organ, such as what runs by itself every night."""
        return "organ" not in self.args

    @property
    def is_given_up(self) -> bool:
        return bool(self.status == "failed")
