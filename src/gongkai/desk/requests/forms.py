"""Forms about requests: taking in, registering, giving out, and files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.fields import (
    LinesField,
    choice_field,
    day_field,
    email_field,
    phone_field,
    text_field,
    words_field,
)
from gongkai.law import events as law
from gongkai.law.identifiers import IdentifierError, citizen_number, credit_code
from gongkai.law.procedure import Kind
from gongkai.organs.models import Organ, Unit, User
from gongkai.organs.queries import staff
from gongkai.requests import correcting
from gongkai.requests.actions.intake import Arrival, Asked
from gongkai.requests.models import APPLICANTS, CHANNELS, KINDS, PARTIES, Paper

IDENTITY, CREDIT = "居民身份证", "统一社会信用代码"
PAPERS = [(IDENTITY, IDENTITY), (CREDIT, CREDIT), ("护照", "护照"), ("其他证件", "其他证件")]
FORMS = [(one, one) for one in ("纸质复印件", "电子文件", "当场查阅", "抄录", "不限")]
WAYS = [
    ("post", "邮寄"),
    ("email", "电子邮件"),
    ("online", "在本网站凭查询码下载"),
    ("pick_up", "自行领取"),
    ("fax", "传真"),
]
PURPOSES = ["电话核对申请内容", "核对身份证明", "填写邮寄信封", "复议、诉讼准备材料", "其他工作需要"]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(
            label=label,
            widget=SeveralFiles(),
            error_messages={"required": "请选择文件。", "empty": "文件是空的，请重新选择。"},
            **more,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            return [super().clean(None, initial)] if self.required else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class PapersForm(forms.Form):
    """Files for a case."""

    purpose = choice_field("用途", list(Paper.Purpose.choices))
    uploads = FilesField("文件")


class ShowForm(forms.Form):
    """Why somebody looks at the applicant's data."""

    purpose = choice_field("查看的原因", [(one, one) for one in PURPOSES])


class EnterForm(forms.Form):
    """A request that came in on paper, by fax or e-mail, or was told at the counter (条例 29, 31, 41)."""

    matter = forms.ChoiceField(label="类别", choices=KINDS, initial=KINDS[0][0], required=False)
    channel = choice_field("提交方式", [pair for pair in CHANNELS if pair[0] != law.Channel.WEB.value])
    submitted_on = day_field(
        "提交日期", help_text="当面、口头的为提交之日；信函为寄出或者送到之日；邮件、传真为收到之日。"
    )
    signed_on = day_field("签收日期", required=False, help_text="需签收的邮寄填写：收发室、门卫签收的也算。")
    signed_by = text_field("签收的部门", 60, required=False)
    tracking = text_field("邮件单号", 40, required=False)
    confirmed_on = day_field(
        "与申请人确认的日期",
        required=False,
        help_text="平常信函、邮件、传真须当天与申请人确认；还没有确认的不填。",
    )
    confirmed_how = text_field("怎样确认的", 120, required=False)
    from_unit = text_field("由其他部门转来的，写转交部门", 60, required=False)
    reached_unit_on = day_field("转交部门收到的日期", required=False)
    content = words_field(
        "申请内容",
        rows=5,
        help_text="请照录申请书的原文。内容不明确的也照录，再通知补正。更正申请写不准确的记录。",
    )
    claimed = words_field("要求更正为", rows=2, required=False, help_text="只在更正申请时填写。")
    evidence = words_field(
        "申请人的证据", rows=2, required=False, help_text="只在更正申请时填写；证据请作为材料上传。"
    )
    kind = choice_field("申请人类别", list(APPLICANTS))
    name = text_field("姓名或者名称", 120)
    id_kind = choice_field("身份证明", PAPERS)
    id_number = text_field("证件号码", 40)
    contact = text_field("联系人", 60, required=False, help_text="单位申请的填写。")
    phone = phone_field("联系电话", help_text="联系方式至少填写一种。")
    address = text_field("通信地址", 200, required=False)
    postcode = text_field("邮政编码", 10, required=False)
    email = email_field(required=False)
    agent = text_field(
        "代理人", 200, required=False, help_text="姓名、证件号码、电话；请将授权委托书放入卷内。"
    )
    joint = LinesField("共同申请人", required=False, rows=2, help_text="除上面的申请人以外的姓名")
    form = choice_field("希望的形式", FORMS)
    way = choice_field("希望的途径", WAYS)
    help = text_field(
        "需要的帮助",
        200,
        required=False,
        help_text="阅读有困难、视听有障碍的，写明需要什么帮助（《条例》第四十三条）。",
    )
    uploads = FilesField("申请书等扫描件", required=False)

    def __init__(self, data: Any, files: Any, *, today: date) -> None:
        super().__init__(data, files, initial={"submitted_on": today})
        self.today = today

    def clean_id_number(self) -> str:
        number = str(self.cleaned_data["id_number"]).strip().upper()
        kind = self.cleaned_data.get("id_kind")
        try:
            if kind == IDENTITY:
                citizen_number(number, on=self.today)
            elif kind == CREDIT:
                credit_code(number)
        except IdentifierError as error:
            raise ValidationError(f"{error}。请核对证件后重新填写。") from error
        return number

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) for name in ("phone", "address", "email")):
            self.add_error("phone", "联系电话、通信地址、电子邮箱至少填写一种，否则无法送达答复。")
        for name in ("submitted_on", "signed_on", "confirmed_on", "reached_unit_on"):
            if given.get(name) and given[name] > self.today:
                self.add_error(name, "日期在今天之后，请核对。")
        for name in ("claimed", "evidence") if self.is_correction else ():
            if name not in self.errors and not given.get(name):
                self.add_error(name, f"更正申请请填写{self.fields[name].label}。")
        if given.get("from_unit") and not given.get("reached_unit_on"):
            self.add_error("reached_unit_on", "请填写转交部门收到的日期。")
        return given

    @property
    def is_correction(self) -> bool:
        """Whether a record is to be corrected, and nothing to be disclosed (条例 41)."""
        return self.cleaned_data.get("matter") == Kind.CORRECTION.value

    @property
    def asked(self) -> Asked:
        names = ("kind", "name", "id_kind", "id_number", "contact", "phone", "address", "postcode", "email")
        more = ("agent", "joint", "form", "way", "help")
        applicant = {name: self.cleaned_data[name] for name in (*names, *more) if self.cleaned_data[name]}
        content = self.cleaned_data["content"]
        if self.is_correction:
            content = correcting.told(content, self.cleaned_data["claimed"])
        return Asked(content=content, applicant=applicant)

    @property
    def arrival(self) -> Arrival:
        given = self.cleaned_data
        channel = law.Channel(given["channel"])
        is_signed = channel is law.Channel.SIGNED_MAIL
        return Arrival(
            channel=channel,
            submitted_on=given["submitted_on"],
            signed_on=given["signed_on"] if is_signed else None,
            signed_by=given["signed_by"],
            tracking=given["tracking"],
            confirmed_on=given["confirmed_on"],
            confirmed_how=given["confirmed_how"],
            from_unit=given["from_unit"],
            reached_unit_on=given["reached_unit_on"],
        )


class RegisterForm(forms.Form):
    """The register's own words: whom to count, and what is asked for, item by item."""

    applicant_kind = choice_field(
        "申请人类别",
        list(APPLICANTS),
        help_text="代理人提出的，按委托人的类别；共同申请的，按第一申请人。年报按此统计。",
    )
    items = LinesField("申请事项", rows=4, help_text="请按申请书逐项登记，不改变原意")


class SplitForm(forms.Form):
    """Which items become requests of their own."""

    def __init__(self, data: Any, items: Sequence[str]) -> None:
        super().__init__(data)
        self.items = items
        for number, item in enumerate(items[1:], start=2):
            self.fields[f"item-{number}"] = forms.BooleanField(
                label=f"第{number}项另立一件：{item}", required=False
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.values()):
            raise ValidationError("请至少选择一项另立一件；不需要拆分的，请返回。")
        return given

    @property
    def shares(self) -> list[list[str]]:
        chosen = [number for number in range(2, len(self.items) + 1) if self.cleaned_data[f"item-{number}"]]
        return [[self.items[number - 1]] for number in chosen]


class AssignForm(forms.Form):
    """The unit and the person that deal with a request."""

    unit = forms.ModelChoiceField(
        label="承办机构",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择承办机构。"},
    )
    handler: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label="承办人", queryset=User.objects.none(), required=False, empty_label="由承办机构确定"
    )

    def __init__(self, data: Any, organ: Organ, *, today: date, initial: Any) -> None:
        super().__init__(data, initial=initial)
        units, people = self.fields["unit"], self.fields["handler"]
        units.queryset = organ.units.filter(is_active=True).order_by("pk")  # type: ignore[attr-defined]
        active = staff(organ.pk, on=today).filter(is_active=True).order_by("name")
        people.queryset = active  # type: ignore[attr-defined]


class ConsultForm(forms.Form):
    """Who is consulted."""

    kind = choice_field("征求谁的意见", list(PARTIES))
    name = text_field("姓名或者名称", 120)
    is_person = forms.BooleanField(label="是自然人", required=False)
    address = text_field("通信地址", 200)
    phone = phone_field("联系电话")


class SendForm(forms.Form):
    """How a letter left."""

    on = day_field("发出日期", help_text="邮寄的为交邮之日。")
    proof = text_field("凭证", 120, help_text="挂号信、邮政特快专递单号，或者送达回证编号、发送记录。")
    is_sealed = forms.BooleanField(
        label="已核对文号、签名并加盖印章", error_messages={"required": "发出前请加盖印章并核对。"}
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError("日期在今天之后，请核对。")
        return day


class ServeForm(forms.Form):
    """Who received a letter, and when."""

    on = day_field("送达日期", help_text="签收之日。")
    received_by = text_field("签收人", 60, required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    clean_on = SendForm.clean_on


class ReturnForm(forms.Form):
    """Why a letter came back."""

    on = day_field("退回日期")
    reason = text_field("退回的原因", 120, help_text="如查无此人、拒收、地址不详。")

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    clean_on = SendForm.clean_on


class HeadForm(forms.Form):
    """What all letters say about the organ."""

    contact = text_field("联系人", 60)
    phone = text_field("联系电话", 40)
    address = text_field("通信地址", 200)
    postcode = text_field("邮政编码", 10, required=False)
    email = email_field(required=False)
    fax = text_field("传真", 40, required=False)
    hours = text_field("办公时间", 120, required=False)
    court = text_field(
        "有管辖权的人民法院", 120, required=False, help_text="不能确定的不填，文书写“有管辖权的人民法院”。"
    )
    online_channel = forms.URLField(
        label="网上申请行政复议的网址",
        required=False,
        assume_scheme="https",
        help_text="电子方式送达的答复必须写明（《行政复议法》第二十二条第二款）。",
        error_messages={"invalid": "请填写 https:// 开头的网址。"},
    )

    def __init__(self, data: Any, *, initial: Any, roles: Sequence[tuple[str, str]]) -> None:
        known = {one["role"]: one for one in initial.get("reviewers", [])}
        super().__init__(data, initial=initial)
        self.roles = roles
        for role, label in roles:
            for name, words, needed in (
                ("name", "全称", True),
                ("address", "地址", False),
                ("phone", "电话", False),
            ):
                field = text_field(f"复议机关（{label}）{words}", 120, required=needed)
                field.initial = known.get(role, {}).get(name, "")
                self.fields[f"{role}-{name}"] = field

    @property
    def reviewers(self) -> list[dict[str, str]]:
        return [
            {
                "role": role,
                **{name: self.cleaned_data[f"{role}-{name}"] for name in ("name", "address", "phone")},
            }
            for role, _ in self.roles
        ]
