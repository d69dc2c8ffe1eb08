"""The list of files."""

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.forms import DateInput
from django.template.defaultfilters import filesizeformat

from gongkai.desk.activity.wording import UNSEEN
from gongkai.desk.listing import NUMBER, WHOLE
from gongkai.files.models import KINDS_TO_CHOOSE, File

IN_USE, REMOVED = "in_use", "removed"
STATES = ((IN_USE, "在用"), (REMOVED, "已删除，可恢复"))


class FileFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="文件名", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label="类型", field_name="stored__kind", choices=KINDS_TO_CHOOSE, empty_label="全部"
    )
    by = django_filters.CharFilter(label="上传人", field_name="by_name", lookup_expr="icontains")
    since = django_filters.DateFilter(
        label="自", field_name="uploaded_at", lookup_expr="date__gte", widget=DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        label="至", field_name="uploaded_at", lookup_expr="date__lte", widget=DateInput({"type": "date"})
    )
    organ = django_filters.CharFilter(label="机关", field_name="organ__name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(
        label="状态", choices=STATES, method="in_state", null_label=None, empty_label="在用和已删除"
    )

    class Meta:
        model = File
        fields = ("name", "kind", "by", "since", "until", "organ", "state")

    def in_state(self, found: QuerySet[File], _name: str, value: str) -> QuerySet[File]:
        return found.filter(removed_at__isnull=value == IN_USE)


class FileTable(django_tables2.Table):
    name = django_tables2.Column(verbose_name="文件名", linkify=("desk:file", {"pk": django_tables2.A("pk")}))
    kind = django_tables2.Column(verbose_name="类型", accessor="stored__kind")
    size = django_tables2.Column(verbose_name="大小", accessor="stored__size", attrs=NUMBER)
    by_name = django_tables2.Column(verbose_name="上传人", default=UNSEEN, attrs=WHOLE)
    uploaded_at = django_tables2.DateTimeColumn(verbose_name="上传时间", format="Y-m-d H:i", attrs=WHOLE)
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=WHOLE)
    state = django_tables2.TemplateColumn(
        verbose_name="状态", template_name="desk/files/_state.html", accessor="removed_at", empty_values=()
    )

    class Meta:
        order_by = "-uploaded_at"
        empty_text = "没有符合条件的文件。请放宽筛选条件再试。"

    def render_kind(self, record: File) -> str:
        return record.stored.true_kind.label

    value_kind = render_kind

    def render_size(self, value: int) -> str:
        return filesizeformat(value)

    def value_size(self, value: int) -> int:
        return value

    def value_state(self, record: File) -> str:
        return dict(STATES)[REMOVED if record.removed_at else IN_USE]
