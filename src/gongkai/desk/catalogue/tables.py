"""The list of items."""

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.forms import DateInput

from gongkai.catalogue.choices import ATTRIBUTES, State
from gongkai.catalogue.models import Item
from gongkai.catalogue.queries.desk import search
from gongkai.desk.activity.wording import UNSEEN
from gongkai.desk.catalogue.showing import light_words
from gongkai.desk.listing import WHOLE

# A number without a space breaks anywhere where there is no room for it.
BROKEN = {"td": {"class": "index-number"}}
STATES = [choice for choice in State.choices if choice[0] != State.DISCARDED]


class ItemFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(label="标题、索引号、文号", method="with_words")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES)
    column = django_filters.CharFilter(label="栏目", field_name="column__name", lookup_expr="icontains")
    attribute = django_filters.ChoiceFilter(label="公开属性", choices=ATTRIBUTES)
    since = django_filters.DateFilter(
        label="成文日期自", field_name="formed_on", lookup_expr="gte", widget=DateInput({"type": "date"})
    )
    until = django_filters.DateFilter(
        label="成文日期至", field_name="formed_on", lookup_expr="lte", widget=DateInput({"type": "date"})
    )
    by = django_filters.CharFilter(label="拟稿人", field_name="by_name", lookup_expr="icontains")
    organ = django_filters.CharFilter(label="机关", field_name="organ__name", lookup_expr="icontains")

    class Meta:
        model = Item
        fields = ("words", "state", "column", "attribute", "since", "until", "by", "organ")

    def with_words(self, found: QuerySet[Item], _name: str, value: str) -> QuerySet[Item]:
        return search(found, value)


class ItemTable(django_tables2.Table):
    title = django_tables2.Column(verbose_name="标题", linkify=("desk:item", {"pk": django_tables2.A("pk")}))
    column = django_tables2.Column(verbose_name="栏目", accessor="column__name")
    state = django_tables2.TemplateColumn(verbose_name="状态", template_name="desk/catalogue/_state.html")
    due_on = django_tables2.TemplateColumn(
        verbose_name="公开期限", template_name="desk/catalogue/_light.html", empty_values=()
    )
    formed_on = django_tables2.DateColumn(verbose_name="成文日期", format="Y-m-d", attrs=WHOLE)
    number = django_tables2.Column(verbose_name="索引号", attrs=BROKEN, default="—")
    by_name = django_tables2.Column(verbose_name="拟稿人", default=UNSEEN, attrs=WHOLE)
    organ = django_tables2.Column(verbose_name="机关", accessor="organ__short_name", attrs=WHOLE)

    class Meta:
        order_by = ("-formed_on",)
        empty_text = "没有符合条件的条目。请放宽筛选条件再试。"

    def value_state(self, record: Item) -> str:
        return record.get_state_display()

    def value_due_on(self, record: Item) -> str:
        return light_words(record)
