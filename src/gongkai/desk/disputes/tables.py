"""The list of disputes, and what the office learns from them."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gongkai import facts
from gongkai.desk.http import StaffRequest
from gongkai.desk.listing import NUMBER, WHOLE
from gongkai.disputes import figures
from gongkai.disputes.models import BLOCKS, OUTCOMES, Dispute
from gongkai.law.outcomes import kind_of

TO_ANSWER, OPEN, ENDED = "answer", "open", "ended"
VIEWS = ((TO_ANSWER, "待答复答辩"), (OPEN, "尚未审结"), (ENDED, "已审结"))
CONDITIONS = {
    TO_ANSWER: Q(concluded_on__isnull=True, answered_on__isnull=True),
    OPEN: Q(concluded_on__isnull=True),
    ENDED: Q(concluded_on__isnull=False),
}


class DisputeFilter(django_filters.FilterSet):
    view = django_filters.ChoiceFilter(label="范围", choices=VIEWS, method="in_view", empty_label="全部")
    block = django_filters.ChoiceFilter(label="类别", choices=BLOCKS, empty_label="全部")
    outcome = django_filters.ChoiceFilter(label="审理结果", choices=OUTCOMES, empty_label="全部")
    authority = django_filters.CharFilter(label="复议机关或者人民法院", lookup_expr="icontains")
    number = django_filters.CharFilter(label="案号", lookup_expr="icontains")

    class Meta:
        model = Dispute
        fields = ("view", "block", "outcome", "authority", "number")

    request: StaffRequest

    def in_view(self, found: QuerySet[Dispute], _name: str, value: str) -> QuerySet[Dispute]:
        return found.filter(CONDITIONS[value])


def behind_cell(organs: list[int], year: str, cell: str) -> QuerySet[Dispute] | None:
    """The disputes that a cell of table 4 counts, as its address names it; None where it names none."""
    block, _, outcome = cell.partition(".")
    if not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        return None
    try:
        return figures.behind(organs, int(year), block, outcome)
    except figures.NoSuchCellError:
        return None


class DisputeTable(django_tables2.Table):
    name = django_tables2.TemplateColumn(
        verbose_name="案件", template_name="desk/disputes/_name.html", order_by=("authority", "number")
    )
    block = django_tables2.Column(verbose_name="类别", orderable=False)
    request = django_tables2.TemplateColumn(
        verbose_name="公开申请", template_name="desk/disputes/_request.html", orderable=False, attrs=WHOLE
    )
    notified_on = django_tables2.DateColumn(verbose_name="收到副本", format="Y-m-d", attrs=WHOLE)
    limit_on = django_tables2.TemplateColumn(
        verbose_name="答复答辩", template_name="desk/disputes/_limit.html"
    )
    outcome = django_tables2.TemplateColumn(
        verbose_name="结果", template_name="desk/disputes/_outcome.html", empty_values=(), attrs=WHOLE
    )
    handler = django_tables2.Column(verbose_name="承办", accessor="handler__name", attrs=WHOLE)
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=WHOLE)

    class Meta:
        empty_text = "没有符合条件的案件。请放宽筛选条件再试。"

    def before_render(self, request: Any) -> None:
        self.context["on"] = localdate()
        if len(request.user.standing.scope.organs) == 1:
            self.columns.hide("organ")

    def value_name(self, record: Dispute) -> str:
        return f"{record.authority}　{record.number}".strip()

    def value_request(self, record: Dispute) -> str:
        return record.request.serial if record.request else ""

    def value_limit_on(self, record: Dispute) -> str:
        return f"{record.answered_on}已提交" if record.answered_on else f"{record.limit_on}到期"

    def value_outcome(self, record: Dispute) -> str:
        return record.get_outcome_display() or "尚未审结"


class RecordTable(django_tables2.Table):
    name = django_tables2.Column(verbose_name="", orderable=False)
    replies = django_tables2.Column(verbose_name="办结申请", attrs=NUMBER)
    reconsidered = django_tables2.Column(verbose_name="被申请复议", attrs=NUMBER)
    reconsideration_rate = django_tables2.Column(verbose_name="复议率", attrs=NUMBER)
    sued = django_tables2.Column(verbose_name="被起诉", attrs=NUMBER)
    concluded = django_tables2.Column(verbose_name="已审结案件", attrs=NUMBER)
    corrected = django_tables2.Column(verbose_name="其中被纠正", attrs=NUMBER)
    error_rate = django_tables2.Column(verbose_name="纠错率", attrs=NUMBER)

    class Meta:
        empty_text = "这一年没有办结的申请，也没有复议诉讼。"

    def render_reconsideration_rate(self, value: float) -> str:
        return f"{value:.1f}%"

    render_error_rate = render_reconsideration_rate


def ground_name(code: str) -> str:
    """What kind of answer it was, with the reason where the letter has several."""
    if not code:
        return "未答复而被申请复议或者起诉"
    kind = kind_of(code)
    found = facts.form("2021").rows_by_key.get(kind.row or "")
    reason = f"：{found.label}" if found and found.group else ""
    return f"{kind.title}{reason}（{code}）"
