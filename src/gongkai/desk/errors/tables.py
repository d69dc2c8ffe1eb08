"""The list of reports of errors."""

from typing import Any

import django_filters
import django_tables2
from django.utils.timezone import localdate

from gongkai.channels.models import ErrorReport
from gongkai.desk.http import sees_one_organ
from gongkai.desk.listing import BROKEN, WHOLE


class ErrorFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=ErrorReport.State.choices, empty_label="全部")
    kind = django_filters.ChoiceFilter(label="类别", choices=ErrorReport.Kind.choices, empty_label="全部")
    page = django_filters.CharFilter(label="页面", lookup_expr="icontains")

    class Meta:
        model = ErrorReport
        fields = ("state", "kind", "page")


class ErrorTable(django_tables2.Table):
    kind = django_tables2.TemplateColumn(
        verbose_name="类别",
        template_code='<a href="{% url "desk:error" record.pk %}">{{ record.get_kind_display }}</a>',
    )
    page = django_tables2.Column(verbose_name="页面", attrs=BROKEN)
    reported_at = django_tables2.DateTimeColumn(verbose_name="收到", format="Y-m-d H:i", attrs=WHOLE)
    due_on = django_tables2.TemplateColumn(verbose_name="期限", template_name="desk/errors/_limit.html")
    state = django_tables2.TemplateColumn(
        verbose_name="状态", template_name="desk/errors/_state.html", attrs=WHOLE
    )
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=WHOLE)

    class Meta:
        empty_text = "没有符合条件的留言。请放宽筛选条件再试。"

    def before_render(self, request: Any) -> None:
        self.context["on"] = localdate()
        if sees_one_organ(request):
            self.columns.hide("organ")

    def value_kind(self, record: ErrorReport) -> str:
        return record.get_kind_display()

    def value_due_on(self, record: ErrorReport) -> str:
        return record.due_on.isoformat()

    def value_state(self, record: ErrorReport) -> str:
        return record.get_state_display()
