"""The list of requests."""

from collections.abc import Iterator
from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.timezone import localdate

from gongkai.desk.http import StaffRequest, sees_one_organ, standing_of
from gongkai.law.procedure import State
from gongkai.organs.models import Organ, Unit
from gongkai.requests.models import APPLICANTS, CHANNELS, InfoRequest
from gongkai.requests.queries import AWAITED, OPEN, OVERDUE, PRESSING, SOON, STALE, UNOPENED, in_part

CLOSED, MINE = "closed", "mine"
BELOW = "below"
VIEWS = (
    (OPEN, "办理中"),
    (UNOPENED, "待登记"),
    (STALE, "超过1个工作日未登记"),
    (AWAITED, "待确认收到日期"),
    (PRESSING, f"{SOON}个工作日内到期"),
    (OVERDUE, "已逾期"),
    (MINE, "我承办的"),
    (CLOSED, "已办结"),
)
SHORT = {"td": {"class": "nowrap"}}


def organs_of(request: StaffRequest) -> Iterator[tuple[str, str]]:
    """The organs whose requests the reader sees; those that are supervised, together too."""
    standing = standing_of(request)
    if standing.supervised:
        yield BELOW, "所有下级机关"
    found = Organ.objects.filter(pk__in=standing.scope.organs).order_by("region_code", "pk")
    for pk, name in found.values_list("pk", "short_name"):
        yield str(pk), name


class RequestFilter(django_filters.FilterSet):
    view = django_filters.ChoiceFilter(label="范围", choices=VIEWS, method="in_view", empty_label="全部")
    organ = django_filters.ChoiceFilter(label="机关", method="of_organ", empty_label="全部")
    serial = django_filters.CharFilter(label="登记号", method="with_serial")
    gist = django_filters.CharFilter(label="摘要", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(
        label="状态", choices=[(state.value, state.label) for state in State], empty_label="全部"
    )
    channel = django_filters.ChoiceFilter(label="提交方式", choices=CHANNELS, empty_label="全部")
    applicant_kind = django_filters.ChoiceFilter(label="申请人类别", choices=APPLICANTS, empty_label="全部")
    unit = django_filters.ModelChoiceFilter(
        label="承办机构", queryset=lambda _request: Unit.objects.order_by("pk"), empty_label="全部"
    )
    received_from = django_filters.DateFilter(
        label="收到日期自", field_name="received_on", lookup_expr="gte", widget=DateInput({"type": "date"})
    )
    received_to = django_filters.DateFilter(
        label="收到日期至", field_name="received_on", lookup_expr="lte", widget=DateInput({"type": "date"})
    )

    class Meta:
        model = InfoRequest
        fields = (
            "view",
            "organ",
            "serial",
            "gist",
            "state",
            "channel",
            "applicant_kind",
            "unit",
            "received_from",
            "received_to",
        )

    request: StaffRequest

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not sees_one_organ(self.request):
            self.filters["organ"].extra["choices"] = list(organs_of(self.request))
        else:
            del self.filters["organ"]

    def of_organ(self, found: QuerySet[InfoRequest], _name: str, value: str) -> QuerySet[InfoRequest]:
        if value == BELOW:
            return found.filter(organ__in=list(standing_of(self.request).supervised))
        return found.filter(organ=int(value))

    def in_view(self, found: QuerySet[InfoRequest], _name: str, value: str) -> QuerySet[InfoRequest]:
        return found.filter(self._condition(value))

    def _condition(self, view: str) -> Q:
        on = localdate()
        if view == CLOSED:
            return ~in_part(OPEN, on)
        if view == MINE:
            return in_part(OPEN, on) & Q(handler=self.request.user)
        return in_part(view, on)

    def with_serial(self, found: QuerySet[InfoRequest], _name: str, value: str) -> QuerySet[InfoRequest]:
        year, _, number = value.strip().partition("-")
        if not number:
            year, number = "", year
        if not number.isascii() or not number.isdigit() or len(number) > len("999999"):
            return found.none()
        found = found.filter(number=int(number))
        return (
            found.filter(year=int(year))
            if year.isascii() and year.isdigit() and len(year) == len("2026")
            else found
        )


class RequestTable(django_tables2.Table):
    serial = django_tables2.TemplateColumn(
        verbose_name="登记号",
        template_name="desk/requests/_serial.html",
        order_by=("year", "number"),
        attrs=SHORT,
    )
    masked = django_tables2.Column(verbose_name="申请人", orderable=False, attrs=SHORT)
    gist = django_tables2.Column(verbose_name="摘要", orderable=False)
    received_on = django_tables2.DateColumn(verbose_name="收到", format="Y-m-d", attrs=SHORT)
    state = django_tables2.TemplateColumn(verbose_name="状态", template_name="desk/requests/_state.html")
    next_limit_on = django_tables2.TemplateColumn(
        verbose_name="最近的期限", template_name="desk/requests/_limit.html", empty_values=()
    )
    handler = django_tables2.Column(verbose_name="承办", accessor="handler__name", attrs=SHORT)
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=SHORT)

    class Meta:
        empty_text = "没有符合条件的申请。请放宽筛选条件再试。"

    def before_render(self, request: Any) -> None:
        self.context["on"] = localdate()
        if sees_one_organ(request):
            self.columns.hide("organ")

    def value_serial(self, record: InfoRequest) -> str:
        return record.serial

    def value_state(self, record: InfoRequest) -> str:
        return record.get_state_display()

    def value_next_limit_on(self, record: InfoRequest) -> str:
        return f"{record.next_limit_on}（{record.next_limit}）" if record.next_limit_on else ""
