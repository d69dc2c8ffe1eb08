"""The list of what a person was told."""

import django_filters
import django_tables2
from django.db.models import QuerySet

from gongkai.notices.models import Kind, Notice

UNREAD, READ = "unread", "read"


class NoticeFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=((UNREAD, "未读"), (READ, "已读")), method="in_state", empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(label="类型", choices=Kind.choices, empty_label="全部")
    title = django_filters.CharFilter(label="标题", lookup_expr="icontains")

    class Meta:
        model = Notice
        fields = ("state", "kind", "title")

    def in_state(self, found: QuerySet[Notice], _name: str, value: str) -> QuerySet[Notice]:
        return found.filter(read_at__isnull=value == UNREAD)


class NoticeTable(django_tables2.Table):
    read_at = django_tables2.TemplateColumn(
        verbose_name="状态", template_name="desk/notices/_state.html", empty_values=()
    )
    title = django_tables2.TemplateColumn(verbose_name="内容", template_name="desk/notices/_title.html")
    kind = django_tables2.Column(verbose_name="类型")
    created_at = django_tables2.DateTimeColumn(verbose_name="时间", format="Y-m-d H:i")
    act = django_tables2.TemplateColumn(
        verbose_name="办理",
        template_name="desk/notices/_act.html",
        orderable=False,
        exclude_from_export=True,
        empty_values=(),
    )

    class Meta:
        empty_text = "没有符合条件的通知"

    def value_read_at(self, record: Notice) -> str:
        return "已读" if record.read_at else "未读"

    def value_title(self, record: Notice) -> str:
        return f"{record.title}\n{record.body}".strip()
