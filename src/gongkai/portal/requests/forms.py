"""The request form (条例 29): what is asked for, by whom, how to give it. Nobody is asked for a purpose."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.law.events import Applicant
from gongkai.law.identifiers import IdentifierError, citizen_number, credit_code
from gongkai.portal.requests.fields import FilesField, email, lines, one_of, words
from gongkai.portal.requests.typed import half_width
from gongkai.requests import correcting

CITIZEN_CARD, CREDIT_CODE = "居民身份证", "统一社会信用代码"
KINDS = {
    Applicant.NATURAL.value: "公民个人",
    Applicant.COMPANY.value: "商业企业",
    Applicant.RESEARCH.value: "科研机构",
    Applicant.PUBLIC_INTEREST.value: "社会公益组织",
    Applicant.LEGAL_SERVICE.value: "法律服务机构",
    Applicant.OTHER.value: "其他法人或者组织",
}
PAPERS = (
    CITIZEN_CARD,
    "港澳台居民居住证",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "护照",
    "其他有效身份证件",
)
OTHER_FORM = "其他形式"
FORMS = {form: form for form in ("纸质复印件", "电子文件", "现场查阅、抄录", OTHER_FORM)}
WAYS = {
    "post": "邮寄到我的地址",
    "email": "发送到我的电子邮箱",
    "online": "在本网站凭查询码下载",
    "pick_up": "我到机关领取或者查阅",
}
PHONE = re.compile(r"[0-9+() -]{5,40}")
POSTCODE = re.compile(r"[0-9]{6}")
LONGEST_CONTENT = 5000


class ApplicantForm(forms.Form):
    """Who asks, and how to reach him; ``applicant`` is what is kept of the person."""

    kind = one_of("申请人类别", KINDS, initial=Applicant.NATURAL.value)
    name = words("姓名或者单位名称", 60, help_text="请写全称，与证件一致。")
    id_kind = forms.ChoiceField(
        label="身份证件", choices=[(paper, paper) for paper in PAPERS], initial=CITIZEN_CARD, required=False
    )
    id_number = words("证件号码", 40, required=False, help_text="公民个人必填。条例要求申请人提供身份证明。")
    credit_code = words(
        "统一社会信用代码",
        40,
        required=False,
        help_text="法人或者其他组织必填。营业执照或者登记证书上的18位代码。",
    )
    contact = words("联系人姓名", 60, required=False, help_text="法人或者其他组织必填。")
    joint = lines(
        "共同申请人",
        600,
        2,
        required=False,
        help_text="每行写一位的姓名。各位的身份证明请在下一步作为附件上传。",
    )
    agent_name = words("代理人姓名", 60, required=False)
    agent_number = words(
        "代理人的证件号码",
        40,
        required=False,
        help_text="授权委托书和代理人的身份证明请在下一步作为附件上传。",
    )
    phone = words("联系电话", 40, required=False, help_text="手机或者固定电话，方便我们与您核对。")
    email = email(required=False, help_text="填写后，会收到登记编号和查询码。")
    address = words("通信地址", 200, required=False, help_text="省、市、县（区）、街道、门牌号。")
    postcode = words("邮政编码", 6, required=False)
    way = one_of("怎样给您", WAYS, initial="post")
    help = lines(
        "需要的帮助",
        300,
        2,
        required=False,
        help_text="阅读、视听有困难的，请告诉我们怎样帮助您，例如“看不清小字，请用大字”“听力不便，请发短信”。",
    )

    use_required_attribute = False

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)
        for name, value in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = value
        for name in PRIVATE:
            self.fields[name].widget.attrs["data-private"] = ""

    @property
    def is_person(self) -> bool:
        return self.cleaned_data.get("kind") == Applicant.NATURAL.value

    def clean_phone(self) -> str:
        return self._fitting("phone", PHONE, "电话只能用数字、加号、横线、括号，例如 13800000000。")

    def clean_postcode(self) -> str:
        return self._fitting("postcode", POSTCODE, "邮政编码是6位数字，例如 071000；不知道的可以不填。")

    def clean(self) -> dict[str, Any]:
        """What depends on the kind of applicant, and on the way that was chosen."""
        if "kind" not in self.errors:
            self._identified() if self.is_person else self._registered()
        self._represented()
        self._reachable()
        return self.cleaned_data

    def applicant(self) -> dict[str, Any]:
        """What is kept of the applicant, by the names that the register uses; what is empty is left out."""
        data = self.cleaned_data
        person = {"id_kind": data["id_kind"], "id_number": data["id_number"]}
        organisation = {
            "id_kind": CREDIT_CODE,
            "id_number": data["credit_code"],
            "contact": data["contact"],
        }
        kept = {name: data[name] for name in ("kind", "name", "phone", "email", "address", "postcode")}
        kept |= person if self.is_person else organisation
        kept |= {
            "agent": f"{data['agent_name']} {data['agent_number']}".strip(),
            "joint": [name.strip() for name in data["joint"].splitlines() if name.strip()],
            "way": data["way"],
            "help": data["help"],
        }
        return {name: value for name, value in kept.items() if value}

    def _fitting(self, name: str, pattern: re.Pattern[str], told: str) -> str:
        text = unicodedata.normalize("NFKC", self.cleaned_data[name]).strip()
        if text and not pattern.fullmatch(text):
            raise ValidationError(told)
        return text

    def _needs(self, name: str, told: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, told)

    def _identified(self) -> None:
        self._needs("id_number", "请填写证件号码，条例要求申请包括身份证明。")
        if self.cleaned_data.get("id_kind") == CITIZEN_CARD:
            self._valid("id_number", "身份证号码", lambda text: citizen_number(text, on=self.on))

    def _registered(self) -> None:
        self._needs("contact", "请填写联系人姓名，方便我们与您联系。")
        self._needs("credit_code", "请填写营业执照或者登记证书上的18位代码；没有的，填写证书编号。")
        is_other = self.cleaned_data.get("kind") == Applicant.OTHER.value
        if not is_other:  # others may be registered elsewhere, under numbers of another make
            self._valid("credit_code", CREDIT_CODE, credit_code)

    def _represented(self) -> None:
        if self.cleaned_data.get("agent_number"):
            self._needs("agent_name", "请填写代理人姓名；没有代理人的，请清空代理人的证件号码。")
        if self.cleaned_data.get("agent_name"):
            self._needs("agent_number", "请填写代理人的证件号码；没有代理人的，请清空代理人姓名。")

    def _reachable(self) -> None:
        data = self.cleaned_data
        if not self.errors.keys() & CONTACTS and not any(data.get(name) for name in CONTACTS):
            self.add_error("phone", "请至少填写电话、电子邮箱、通信地址中的一项，否则我们无法与您联系。")
        if data.get("way") == "post":
            self._needs("address", "您选择了邮寄，请填写通信地址。")
        if data.get("way") == "email":
            self._needs("email", "您选择了发送到电子邮箱，请填写电子邮箱。")

    def _valid(self, name: str, label: str, check: Callable[[str], object]) -> None:
        number = half_width(self.cleaned_data.get(name, ""))
        if not number or name in self.errors:
            return
        try:
            check(number)
        except IdentifierError as error:
            # The rule repeats the number; the person sees it in the field.
            mistake = str(error).rpartition("”")[2]
            self.add_error(name, f"{label}{mistake}。请对照证件逐位核对。")
        else:
            self.cleaned_data[name] = number


class AskForm(ApplicantForm):
    """A request as it is typed."""

    content = lines(
        "需要的信息",
        LONGEST_CONTENT,
        6,
        asked="请写明您要的信息：文件的名称、文号，或者能帮助我们找到它的描述。",
        help_text="写文件的名称或者文号最好；不知道的，请描述它的内容、大致时间、由哪个单位制作。不需要说明用途。",
    )
    form = one_of("希望的形式", FORMS, initial="纸质复印件")
    form_other = words("其他形式是", 40, required=False)
    field_order = ("content",)

    @property
    def told(self) -> str:
        """What is asked for."""
        return str(self.cleaned_data["content"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("form") == OTHER_FORM:
            self._needs("form_other", "请写明您希望的形式，例如光盘。")
        return given

    def applicant(self) -> dict[str, Any]:
        data = self.cleaned_data
        form = data["form_other"] if data["form"] == OTHER_FORM else data["form"]
        return {**super().applicant(), "form": form}


class CorrectForm(ApplicantForm):
    """A request to correct a record about oneself (条例 41)."""

    record = lines(
        "不准确的记录",
        2000,
        3,
        asked="请写明哪一份政府信息里的哪一处记录不准确。",
        help_text="写明文件、证照或者名册的名称，以及其中与您自身相关的哪一处。",
    )
    claimed = lines(
        "应当更正为", 1000, 2, asked="请写明正确的内容。", help_text="只写正确的内容，例如“1990年1月1日”。"
    )
    evidence = lines(
        "证据",
        2000,
        3,
        asked="请写明用什么证明记录不准确；证据的照片、扫描件在下一步上传。",
        help_text="例如“身份证、户口簿复印件各一份”。证据的照片、扫描件在下一步上传。",
    )
    field_order = ("record", "claimed", "evidence")

    @property
    def told(self) -> str:
        """Which record, and what it should say."""
        return correcting.told(self.cleaned_data["record"], self.cleaned_data["claimed"])


CONTACTS = frozenset({"phone", "email", "address"})
# Never kept in a draft: the browser may be one that many people use.
PRIVATE = ("id_number", "agent_number")
AUTOCOMPLETE = {
    "name": "name",
    "id_number": "off",
    "agent_number": "off",
    "phone": "tel",
    "email": "email",
    "address": "street-address",
    "postcode": "postal-code",
}


class AttachmentsForm(forms.Form):
    """What goes with a request."""

    attached = FilesField("附件（授权委托书、身份证明、说明材料等）")


class CodeForm(forms.Form):
    """What opens a case to its applicant."""

    number = words("登记编号", 40, help_text="回执上的编号，例如 2026-0012。")
    code = words("查询码", 60, help_text="12位，例如 2345-6789-ABCD；大小写、横线不影响。")

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class SupplementForm(forms.Form):
    """What was asked for in the notice to supplement (条例 30)."""

    text = lines("补正的内容", LONGEST_CONTENT, 6, asked="请按通知书的要求写明补正的内容。")
    attached = FilesField("补正材料")


class LateSupplementForm(SupplementForm):
    """As it is once the time is over: the office judges whether there was a good reason."""

    why_late = lines(
        "没有按期补正的原因",
        600,
        2,
        required=False,
        help_text="期限已过。有正当理由的（例如生病、邮件迟到），请写明，由本机关审查。",
    )
    field_order = ("text", "why_late", "attached")


class ReasonsForm(forms.Form):
    """Why somebody asks so much (条例 35)."""

    text = lines("您的理由", LONGEST_CONTENT, 6, asked="请写明理由。")
    attached = FilesField("证明材料")


class WithdrawForm(forms.Form):
    """Giving a request up."""

    sure = forms.BooleanField(
        label="我要撤回这件申请",
        error_messages={"required": "请勾选“我要撤回这件申请”；不想撤回的，请返回办理进度。"},
    )
