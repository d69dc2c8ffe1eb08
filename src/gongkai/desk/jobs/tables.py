"""The list of jobs that did not succeed."""

from datetime import datetime

import django_filters
import django_tables2
from django.utils.formats import date_format
from django.utils.timezone import localtime

from gongkai.jobs.job import label_of
from gongkai.jobs.models import TroubledJob

STATES = (("failed", "已停止"), ("todo", "等待自动重试"))
WHEN = "Y-m-d H:i:s"
NO_MORE = "不再自动重试"
NO_REASON = "办理时任务进程中断，原因没有留下"


class JobFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label="状态", choices=STATES, empty_label="全部")

    class Meta:
        model = TroubledJob
        fields = ("status",)


class JobTable(django_tables2.Table):
    task_name = django_tables2.Column(verbose_name="任务")
    status = django_tables2.TemplateColumn(verbose_name="状态", template_name="desk/jobs/_status.html")
    failed_at = django_tables2.DateTimeColumn(
        verbose_name="最近一次失败", format=WHEN, default="时间没有留下"
    )
    told = django_tables2.TemplateColumn(
        verbose_name="原因", template_name="desk/jobs/_reason.html", orderable=False, empty_values=()
    )
    attempts = django_tables2.Column(verbose_name="已办次数")
    scheduled_at = django_tables2.Column(verbose_name="下次自动重试", default=NO_MORE)
    pk = django_tables2.Column(verbose_name="编号")
    act = django_tables2.TemplateColumn(
        verbose_name="办理",
        template_name="desk/jobs/_act.html",
        orderable=False,
        exclude_from_export=True,
        empty_values=(),
    )

    class Meta:
        empty_text = "没有符合条件的任务"

    def render_task_name(self, value: str, record: TroubledJob) -> str:
        return f"{label_of(value)}（整个平台）" if record.is_of_installation else label_of(value)

    value_task_name = render_task_name

    def value_status(self, record: TroubledJob) -> str:
        return dict(STATES).get(record.status, record.status)

    def value_told(self, record: TroubledJob) -> str:
        return record.told or NO_REASON

    def render_scheduled_at(self, value: datetime, record: TroubledJob) -> str:
        return NO_MORE if record.is_given_up else date_format(localtime(value), WHEN)

    value_scheduled_at = render_scheduled_at
