"""Who did what when: the ledger as staff read it."""

from typing import Any

import django_filters
import django_tables2
from django.forms import DateInput
from django.http import HttpResponse

from gongkai.desk.activity.wording import ACTS, act
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.listing import listing
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import activity


class ActivityFilter(django_filters.FilterSet):
    act = django_filters.ChoiceFilter(label="行为", choices=sorted(ACTS.items(), key=lambda one: one[1]))
    by = django_filters.CharFilter(label="经手人", field_name="by_name", lookup_expr="icontains")
    since = django_filters.DateFilter(
        label="自", field_name="recorded_at", lookup_expr="date__gte", widget=DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        label="至", field_name="recorded_at", lookup_expr="date__lte", widget=DateInput({"type": "date"})
    )
    about = django_filters.CharFilter(label="事项", lookup_expr="startswith")

    class Meta:
        model = Entry
        fields = ("act", "by", "since", "until", "about")


class ActivityTable(django_tables2.Table):
    recorded_at = django_tables2.DateTimeColumn(verbose_name="时间", format="Y-m-d H:i:s")
    by = django_tables2.Column(verbose_name="经手人", accessor="by_name", default="（其他机关人员）")
    act = django_tables2.Column(verbose_name="行为")
    about = django_tables2.Column(verbose_name="事项")
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name")
    number = django_tables2.Column(verbose_name="台账序号")
    data = django_tables2.Column(verbose_name="内容", orderable=False)

    class Meta:
        order_by = "-recorded_at"
        empty_text = "没有符合条件的记录"

    def render_act(self, value: str) -> str:
        return act(value)

    value_act = render_act

    def render_data(self, value: dict[str, Any]) -> str:
        return "；".join(f"{key}：{_shown(item)}" for key, item in value.items())

    value_data = render_data


@needs("ledger.review")
def activities(request: StaffRequest) -> HttpResponse:
    """The acts of the organs that the person may see, newest first."""
    chosen = ActivityFilter(request.GET, queryset=activity())
    return listing(
        request,
        ActivityTable(chosen.qs),
        template="desk/activity/list.html",
        name="台账",
        context={"filter": chosen},
    )


def _shown(value: Any) -> str:
    match value:
        case dict():
            return "、".join(f"{key}={item}" for key, item in value.items())
        case list():
            return "、".join(map(str, value))
        case None:
            return "无"
    return str(value)
