"""The lists of a supervisor: organs with figures that open their requests, and what was urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.desk.listing import NUMBER, WHOLE
from gongkai.desk.requests.tables import BELOW
from gongkai.organs.models import Organ
from gongkai.requests.models import Urging
from gongkai.requests.queries import AWAITED, OPEN, OVERDUE, PRESSING, STALE, Workload

# Each figure, what it is called, and the part of the list that it opens.
FIGURES = (
    ("open", "办理中", OPEN),
    ("overdue", "已逾期", OVERDUE),
    ("pressing", "3个工作日内到期", PRESSING),
    ("awaited", "待确认收到日期", AWAITED),
    ("stale", "超过1个工作日未登记", STALE),
)
WORDS = {name: word for name, word, _ in FIGURES}
PARTS = {name: part for name, _, part in FIGURES}
# Columns of a phone are narrow; the figures above the table say it in full.
SHORT = {"pressing": "将到期", "awaited": "待确认", "stale": "未登记"}


@dataclass(frozen=True, slots=True)
class Row:
    """An organ with its figures."""

    organ: Organ
    figures: Workload


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over all organs below, and the list that it opens."""

    word: str
    count: int
    url: str
    kind: str


def rows_of(organs: Sequence[Organ], found: dict[int, Workload]) -> list[Row]:
    """Every organ in use, those with nothing open too; of closed ones those that left something open."""
    return [
        Row(organ, found.get(organ.pk, Workload(organ=organ.pk)))
        for organ in organs
        if organ.is_active or organ.pk in found
    ]


def totals(rows: Sequence[Row]) -> list[Total]:
    """The figures over all organs, in the order of ``FIGURES``."""
    return [
        Total(word, count, listed(part, BELOW), kind_of(name, count))
        for name, word, part in FIGURES
        for count in [sum(getattr(row.figures, name) for row in rows)]
    ]


def kind_of(name: str, count: int) -> str:
    """The badge of a figure: nothing that presses is muted."""
    if not count:
        return "muted"
    return {"open": "info", "overdue": "overdue"}.get(name, "wait")


def listed(part: str, organ: int | str) -> str:
    """The list of a part of the requests, of one organ or of all below."""
    return f"{reverse('desk:requests')}?{urlencode({'view': part, 'organ': organ})}"


class FigureColumn(django_tables2.Column):
    """A figure that opens its requests."""

    def __init__(self, name: str) -> None:
        self.figure = name
        super().__init__(
            verbose_name=SHORT.get(name, WORDS[name]),
            accessor=f"figures__{name}",
            attrs=NUMBER,
            initial_sort_descending=True,
        )

    def render(self, value: int, record: Row) -> SafeString | int:
        if not value:
            return value
        mark = ' class="is-late"' if self.figure == "overdue" else ""
        address = listed(PARTS[self.figure], record.organ.pk)
        label = f"{record.organ.short_name}：{WORDS[self.figure]}{value}件"
        link = '<a href="{}" aria-label="{}"' + mark + ">{}</a>"
        return format_html(link, address, label, value)

    def value(self, value: int) -> int:
        return value


class OrganTable(django_tables2.Table):
    name = django_tables2.Column(verbose_name="机关", accessor="organ__name")
    open = FigureColumn("open")
    overdue = FigureColumn("overdue")
    pressing = FigureColumn("pressing")
    awaited = FigureColumn("awaited")
    stale = FigureColumn("stale")

    class Meta:
        order_by = ("-overdue", "-pressing", "-stale")


class UrgedTable(django_tables2.Table):
    urged_on = django_tables2.DateColumn(verbose_name="日期", format="Y-m-d", attrs=WHOLE)
    organ = django_tables2.Column(verbose_name="机关", accessor="request__organ__short_name", attrs=WHOLE)
    request = django_tables2.Column(verbose_name="申请", accessor="request__serial", order_by="request_id")
    note = django_tables2.Column(verbose_name="督办意见", orderable=False)
    state = django_tables2.TemplateColumn(
        verbose_name="现在的状态",
        template_name="desk/supervision/_now.html",
        orderable=False,
        empty_values=(),
    )
    by = django_tables2.Column(verbose_name="督办人", accessor="urged_by__name", attrs=WHOLE)

    class Meta:
        empty_text = "还没有督办过。"

    def before_render(self, request: Any) -> None:  # noqa: ARG002  django-tables2 hands it in
        self.context["on"] = localdate()

    def render_request(self, value: str, record: Urging) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:request", args=[record.request_id]), value)

    def value_request(self, value: str) -> str:
        return value

    def value_state(self, record: Urging) -> str:
        return str(record.request.get_state_display())
