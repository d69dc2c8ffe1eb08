"""The list of requests."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.timezone import localdate

from gongkai import facts
from gongkai.desk.http import StaffRequest
from gongkai.law.procedure import State
from gongkai.organs.models import Unit
from gongkai.requests.models import APPLICANTS, CHANNELS, InfoRequest
from gongkai.requests.queries import SOON

OPEN, UNOPENED, PRESSING, OVERDUE, CLOSED, MINE = "open", "new", "soon", "late", "closed", "mine"
VIEWS = (
    (OPEN, "办理中"),
    (UNOPENED, "待登记"),
    (PRESSING, f"{SOON}个工作日内到期"),
    (OVERDUE, "已逾期"),
    (MINE, "我承办的"),
    (CLOSED, "已办结"),
)
SHORT = {"td": {"class": "nowrap"}}


class RequestFilter(django_filters.FilterSet):
    view = django_filters.ChoiceFilter(label="范围", choices=VIEWS, method="in_view", empty_label="全部")
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

    def in_view(self, found: QuerySet[InfoRequest], _name: str, value: str) -> QuerySet[InfoRequest]:
        return found.filter(self._condition(value))

    def _condition(self, view: str) -> Q:
        on = localdate()
        is_open = Q(closed_on__isnull=True)
        last = facts.calendar().add_workdays(on, SOON)
        conditions = {
            OPEN: is_open,
            UNOPENED: is_open & Q(state=State.RECEIVED.value),
            PRESSING: is_open & Q(next_limit_on__range=(on, last)),
            OVERDUE: is_open & (Q(due_on__lt=on) | Q(due_on__isnull=True, alarm_on__lt=on)),
            MINE: is_open & Q(handler=self.request.user),
            CLOSED: Q(closed_on__isnull=False),
        }
        return conditions[view]

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
        if len(request.user.standing.scope.organs) == 1:
            self.columns.hide("organ")

    def value_serial(self, record: InfoRequest) -> str:
        return record.serial

    def value_state(self, record: InfoRequest) -> str:
        return record.get_state_display()

    def value_next_limit_on(self, record: InfoRequest) -> str:
        return f"{record.next_limit_on}（{record.next_limit}）" if record.next_limit_on else ""
