"""The lists of people and of organs below."""

import django_filters
import django_tables2
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.desk.organs.showing import held_roles, held_units, state_of
from gongkai.faces.templatetags.ui import badge
from gongkai.organs.models import Organ, Role, User
from gongkai.organs.queries import AWAITED, lasting

IN_USE, WAITING, SUSPENDED = "in_use", "awaited", "suspended"
STATES = ((IN_USE, "在用"), (WAITING, "待接受邀请"), (SUSPENDED, "停用"))
CONDITIONS = {IN_USE: Q(is_active=True) & ~AWAITED, WAITING: AWAITED, SUSPENDED: Q(is_active=False)}


class PeopleFilter(django_filters.FilterSet):
    """Role and unit are asked of the same appointment: who is a clerk in that unit."""

    name = django_filters.CharFilter(label="姓名", lookup_expr="icontains")
    role = django_filters.ChoiceFilter(
        label="角色", choices=Role.choices, method="held_with_role", empty_label="全部"
    )
    unit = django_filters.ChoiceFilter(label="内设机构", method="held_in_unit", empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, method="in_state", empty_label="全部")

    class Meta:
        model = User
        fields = ("name", "role", "unit", "state")

    def __init__(self, *args: object, organ: Organ, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.held = lasting(organ.pk, on=localdate()).filter(user=OuterRef("pk"))
        units = organ.units.order_by("-is_active", "pk")
        self.filters["unit"].extra["choices"] = [(str(unit.pk), unit.name) for unit in units]

    def filter_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        found: QuerySet[User] = super().filter_queryset(queryset)
        given = self.form.cleaned_data
        asked = {name: given[name] for name in ("role", "unit") if given.get(name)}
        return found.filter(Exists(self.held.filter(**asked))) if asked else found

    def held_with_role(self, found: QuerySet[User], _name: str, _value: str) -> QuerySet[User]:
        return found  # with the unit, in ``filter_queryset``

    held_in_unit = held_with_role

    def in_state(self, found: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        return found.filter(CONDITIONS[value])


class PeopleTable(django_tables2.Table):
    name = django_tables2.TemplateColumn(verbose_name="姓名", template_name="desk/organs/_name.html")
    units = django_tables2.Column(verbose_name="内设机构", accessor="held", orderable=False, empty_values=())
    roles = django_tables2.Column(verbose_name="角色", accessor="held", orderable=False, empty_values=())
    state = django_tables2.Column(verbose_name="状态", accessor="is_active", orderable=False, empty_values=())
    email = django_tables2.Column(verbose_name="电子邮箱")
    phone = django_tables2.Column(verbose_name="手机号码")
    invited_at = django_tables2.DateTimeColumn(verbose_name="邀请时间", format="Y-m-d H:i")
    last_login = django_tables2.DateTimeColumn(verbose_name="最近登录", format="Y-m-d H:i")

    class Meta:
        order_by = "name"
        empty_text = "没有符合条件的人员。请放宽筛选条件再试。"

    def value_name(self, value: str) -> str:
        return value

    def render_units(self, record: User) -> str:
        return held_units(record)

    value_units = render_units

    def render_roles(self, record: User) -> str:
        return held_roles(record)

    value_roles = render_roles

    def render_state(self, record: User) -> SafeString:
        shown = badge(*state_of(record))
        return format_html("<span>{}</span>", shown)  # on a narrow screen a cell is a grid

    def value_state(self, record: User) -> str:
        return state_of(record).word


class BelowFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="名称", lookup_expr="icontains")
    level = django_filters.ChoiceFilter(label="层级", choices=Organ.Level.choices, empty_label="全部")
    region = django_filters.CharFilter(
        label="行政区划代码", field_name="region_code", lookup_expr="startswith"
    )

    class Meta:
        model = Organ
        fields = ("name", "level", "region")


class BelowTable(django_tables2.Table):
    name = django_tables2.Column(
        verbose_name="机关全称", linkify=("desk:organ", {"slug": django_tables2.A("slug")})
    )
    level = django_tables2.Column(verbose_name="层级", orderable=False)
    kind = django_tables2.Column(verbose_name="机关类型", orderable=False)
    superior = django_tables2.Column(verbose_name="上级机关", accessor="superior__short_name")
    credit_code = django_tables2.Column(verbose_name="统一社会信用代码")
    region_code = django_tables2.Column(verbose_name="行政区划代码")
    site_code = django_tables2.Column(verbose_name="网站标识码")

    class Meta:
        order_by = ("region_code", "name")
        empty_text = "没有符合条件的机关。请放宽筛选条件再试。"
