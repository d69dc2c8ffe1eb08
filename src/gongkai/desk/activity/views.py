"""Who did what when: the ledger as staff read it."""

import re

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from gongkai.desk.activity.names import SUBJECTS, Names, kind_of
from gongkai.desk.activity.wording import ACTS, act, content, who
from gongkai.desk.http import StaffRequest, needs, sees_one_organ
from gongkai.desk.listing import NUMBER, WHOLE, listing
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import activity

# On the screen its beginning will do; the export has the whole.
CHECKSUM = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


class ActivityFilter(django_filters.FilterSet):
    act = django_filters.ChoiceFilter(
        label="行为", choices=sorted(ACTS.items(), key=lambda one: one[1]), empty_label="全部"
    )
    about = django_filters.ChoiceFilter(
        label="事项",
        choices=lambda: sorted((label, kind_of(label)) for label in SUBJECTS),
        method="about_such",
        empty_label="全部",
    )
    by = django_filters.CharFilter(label="经手人", field_name="by_name", lookup_expr="icontains")
    organ = django_filters.CharFilter(label="机关", field_name="organ__name", lookup_expr="icontains")
    since = django_filters.DateFilter(
        label="自", field_name="recorded_at", lookup_expr="date__gte", widget=DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        label="至", field_name="recorded_at", lookup_expr="date__lte", widget=DateInput({"type": "date"})
    )

    class Meta:
        model = Entry
        fields = ("act", "about", "by", "organ", "since", "until")

    def about_such(self, found: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        return found.filter(about__startswith=f"{value}:")


class ActivityTable(django_tables2.Table):
    recorded_at = django_tables2.DateTimeColumn(verbose_name="时间", format="Y-m-d H:i:s", attrs=WHOLE)
    by = django_tables2.Column(verbose_name="经手人", accessor="by_name", empty_values=(), attrs=WHOLE)
    act = django_tables2.Column(verbose_name="行为", attrs=WHOLE)
    about = django_tables2.Column(verbose_name="事项")
    data = django_tables2.Column(verbose_name="内容", orderable=False, empty_values=())
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=WHOLE)
    number = django_tables2.Column(verbose_name="台账序号", attrs=NUMBER)

    class Meta:
        order_by = "-recorded_at"
        empty_text = "没有符合条件的记录。请放宽筛选条件再试。"

    @cached_property
    def names(self) -> Names:
        """Of what the rows shown, or exported, point at."""
        return Names(row.record for row in self.paginated_rows)

    def render_by(self, record: Entry) -> str:
        return who(record)

    value_by = render_by

    def render_act(self, value: str) -> str:
        return act(value)

    value_act = render_act

    def render_about(self, record: Entry) -> str:
        about = self.names.about(record)
        return format_html('<a href="{}">{}</a>', about.url, about.name) if about.url else about.name

    def value_about(self, record: Entry) -> str:
        return self.names.about(record).name

    def render_data(self, record: Entry) -> str:
        return CHECKSUM.sub(r"\1…", content(record, self.names))

    def value_data(self, record: Entry) -> str:
        return content(record, self.names)


@require_safe
@needs("ledger.review")
def activities(request: StaffRequest) -> HttpResponse:
    """The acts of the organs that the person may see, newest first."""
    chosen = ActivityFilter(request.GET, queryset=activity())
    sees_one = sees_one_organ(request)
    if sees_one:
        del chosen.filters["organ"]
    return listing(
        request,
        ActivityTable(chosen.qs, exclude=("organ",) if sees_one else ()),
        template="desk/activity/list.html",
        name="台账",
        context={"filter": chosen},
    )
