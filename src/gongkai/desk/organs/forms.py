"""The forms about organs, units, posts and people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import get_resolver, resolve

from gongkai.desk.fields import choice_field, day_field, email_field, phone_field, text_field
from gongkai.law.identifiers import IdentifierError, credit_code
from gongkai.law.remedies import OrganKind
from gongkai.organs.actions import OrganFacts, Person
from gongkai.organs.models import LeadingPost, Organ, Role, Unit, User

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REGION = RegexValidator(r"^([0-9]{6}|[0-9]{9}|[0-9]{12})\Z", "行政区划代码为6、9或12位数字，例如 130600。")
SITE = RegexValidator(r"^[0-9]{10}\Z", "网站标识码为10位数字，例如 1306000001；没有网站的不填。")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
ICP = RegexValidator(
    rf"^[{PROVINCES}]ICP备[0-9]{{5,10}}号(-[0-9]{{1,3}})?\Z", "ICP备案号写成“冀ICP备05003054号-1”的样子。"
)
POLICE = RegexValidator(
    rf"^[{PROVINCES}]公网安备 ?[0-9]{{13,14}}号?\Z", "公安备案号写成“冀公网安备13060002000123号”的样子。"
)
# Beside the pages that there are: what an installation may put before the organs' own addresses.
RESERVED = frozenset({"admin", "api", "assets", "login", "media", "static", "www"})
ROLES_HINT = "可以选择多个。下级机关监督员、审计员只能查看本机关和下级机关；系统管理员管理其机构和人员。"


class OrganForm(forms.Form):
    """What an organ is."""

    name = text_field("机关全称", 120)
    short_name = text_field("简称", 40, help_text="列表和导航中使用，例如“市司法局”。")
    slug = text_field(
        "网址名",
        40,
        help_text="公开页面的网址，用小写英文字母、数字和横线，例如 sfj。改动后，原来的网址自动转到新的。",
    )
    level = choice_field("层级", list(Organ.Level.choices))
    kind = choice_field(
        "机关类型",
        [(kind.value, kind.label) for kind in OrganKind],
        help_text="决定答复文书中写明的复议机关和管辖法院。",
    )
    credit_code = text_field("统一社会信用代码", 18)
    region_code = text_field("行政区划代码", 12, validators=[REGION])
    site_code = text_field("网站标识码", 10, required=False, validators=[SITE])
    icp_number = text_field(
        "ICP备案号",
        40,
        required=False,
        validators=[ICP],
        help_text="显示在公开页面下方，例如“冀ICP备05003054号-1”。",
    )
    police_number = text_field(
        "公安备案号",
        40,
        required=False,
        validators=[POLICE],
        help_text="显示在公开页面下方，例如“冀公网安备13060002000123号”。",
    )
    document_code = text_field("机关代字", 20, required=False, help_text="发文字号中的机关代字，例如“示司”。")

    def clean_credit_code(self) -> str:
        """What stood there before may stay, so that an old mistake bars no other correction."""
        code: str = self.cleaned_data["credit_code"].upper()
        if code != self.initial.get("credit_code"):
            try:
                credit_code(code)
            except IdentifierError as error:
                raise ValidationError(f"{error}。") from error
        return code

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if not SLUG.fullmatch(slug):
            raise ValidationError("网址名只能用小写英文字母和数字，中间可以用横线，例如 sfj。")
        if _is_reserved(slug):
            raise ValidationError(f"“{slug}”是本系统其他页面的网址，请换一个。")
        return slug

    def facts(self, *, calendar_region: str = "CN") -> OrganFacts:
        """What was entered, once it is valid."""
        return OrganFacts(**self.cleaned_data, calendar_region=calendar_region)


def _is_reserved(slug: str) -> bool:
    """Whether pages of the system live below an address, or may come to."""
    path = f"/{slug}/"
    if slug in RESERVED or path.startswith(tuple(settings.WITHOUT_DATABASE)):
        return True
    return resolve(path).view_name != "portal:organ" or slug in _first_words(get_resolver().url_patterns)


def _first_words(patterns: Iterable[Any]) -> Iterator[str]:
    """What the addresses of pages begin with, apart from the short names of organs."""
    for one in patterns:
        word = str(one.pattern).partition("/")[0]
        yield from [word] if word else _first_words(getattr(one, "url_patterns", ()))


class UnitForm(forms.Form):
    """A unit of an organ."""

    name = text_field("名称", 60)
    is_disclosure_office = forms.BooleanField(
        label="政府信息公开工作机构",
        required=False,
        help_text="每个机关指定一个机构负责政府信息公开日常工作，其名称和电话会公布。",
    )
    phone = phone_field("电话")


class PostForm(forms.Form):
    """Who holds a post of the leading group."""

    post = choice_field("职务", list(LeadingPost.Post.choices))
    holder = text_field("姓名或机构", 60)
    title = text_field("行政职务", 60, required=False, help_text="例如“党组书记、局长”。")
    since_on = day_field("任职日期")


class EndForm(forms.Form):
    """The last day of a post or a role."""

    until_on = day_field("结束日期", help_text="当天仍然有效，从次日起不再有效。")


class PersonForm(forms.Form):
    """Who somebody is."""

    name = text_field("姓名", 40)
    email = email_field(help_text="登录名，也是接收通知的邮箱。")
    phone = phone_field("手机号码", help_text="接收短信通知；不需要短信的不填。")

    @property
    def person(self) -> Person:
        """What was entered, once it is valid."""
        given = self.cleaned_data
        return Person(email=given["email"], name=given["name"], phone=given["phone"])


class WithUnit(forms.Form):
    """A form that may name a unit, of those that the organ has."""

    def __init__(self, organ: Organ, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.units = {str(unit.pk): unit for unit in organ.units.filter(is_active=True).order_by("pk")}
        chosen = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["unit"] = choice_field(
            "内设机构", chosen, empty="不指定", required=False, help_text="不限于某个内设机构的，不选。"
        )
        self.order_fields(self.field_order)

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit, once the form is valid."""
        return self.units.get(self.cleaned_data["unit"])


class InviteForm(PersonForm, WithUnit):
    """Somebody new, with roles."""

    roles = forms.MultipleChoiceField(
        label="角色",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=ROLES_HINT,
        error_messages={
            "required": "请至少选择一个角色，否则此人登录后什么也不能办理。",
            "invalid_choice": "角色中没有这一项，请重新选择。",
        },
    )
    field_order = ["name", "email", "phone", "roles", "unit"]

    @property
    def chosen_roles(self) -> list[Role]:
        """The roles, once the form is valid."""
        return [Role(role) for role in self.cleaned_data["roles"]]


class RoleForm(WithUnit):
    """A role for somebody."""

    role = choice_field("角色", list(Role.choices))
    since_on = day_field("开始日期")
    field_order = ["role", "unit", "since_on"]

    @property
    def chosen_role(self) -> Role:
        """The role, once the form is valid."""
        return Role(self.cleaned_data["role"])

    @property
    def chosen_day(self) -> date:
        """The first day, once the form is valid."""
        given: date = self.cleaned_data["since_on"]
        return given


class AppointForm(RoleForm):
    """A role for somebody who has an account already, perhaps in another organ."""

    email = email_field(help_text="此人登录用的邮箱。")
    field_order = ["email", "role", "unit", "since_on"]

    def clean_email(self) -> User:
        """The person with this address, of those whom one may see."""
        found = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise ValidationError(
                "没有找到使用这个邮箱的人员，或者此人不在您管理的机关。请核对；还没有账号的，请“邀请人员”。"
            )
        return found
