"""The forms about disputes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.fields import choice_field, day_field, text_field, words_field
from gongkai.disputes.actions import Notification
from gongkai.disputes.models import BLOCKS, OUTCOMES
from gongkai.law.annual.counting import DisputeBlock
from gongkai.organs.models import Organ
from gongkai.requests.models import InfoRequest

SERIAL_DIGITS = 6
YEAR_DIGITS = 4
WORDS_HINT = "加密保存，不进入台账。"


class NotifyForm(forms.Form):
    """What the papers that came in tell."""

    serial = text_field(
        "公开申请的登记号",
        20,
        required=False,
        help_text="例如 2026-0012。争议的不是本系统登记的申请的，不填，在下面写明争议事项。",
    )
    block = choice_field("类别", list(BLOCKS))
    authority = text_field("复议机关或者人民法院", 120)
    number = text_field("案号", 60, required=False, help_text="通知书上没有的，以后可以补填。")
    accepted_on = day_field("受理日期", help_text="复议机关受理、人民法院立案的日期，年度报告按它统计。")
    notified_on = day_field(
        "收到副本日期", help_text="收到申请书或者起诉状副本的日期，答复答辩期限从次日起算。"
    )
    simplified = forms.BooleanField(
        label="适用简易程序",
        required=False,
        help_text="只用于行政复议：答复期限为5个工作日，否则为10个工作日。",
    )
    act_is_ours = forms.BooleanField(
        label="被诉的公开行为由本机关作出",
        required=False,
        initial=True,
        help_text="只因作为复议机关而成为共同被告的，不勾选：由作出原行为的机关统计。",
    )
    matter = words_field("争议事项", required=False, rows=2, most=500, help_text=WORDS_HINT)

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ

    def clean_serial(self) -> InfoRequest | None:
        serial: str = self.cleaned_data["serial"].strip()
        if not serial:
            return None
        year, _, number = serial.partition("-")
        sound = _digits(year, YEAR_DIGITS) and _digits(number, SERIAL_DIGITS)
        found = (
            InfoRequest.objects.filter(organ=self.organ, year=int(year), number=int(number)).first()
            if sound
            else None
        )
        if found is None:
            raise ValidationError(f"没有找到登记号为“{serial}”的申请，请按 2026-0012 的样子填写并核对。")
        return found

    def notification(self) -> Notification:
        """The papers, once the form is valid."""
        given = self.cleaned_data
        return Notification(
            block=DisputeBlock(given["block"]),
            authority=given["authority"],
            number=given["number"],
            notified_on=given["notified_on"],
            accepted_on=given["accepted_on"],
            simplified=given["simplified"],
            matter=given["matter"],
            act_is_ours=given["act_is_ours"],
        )


class AmendForm(forms.Form):
    """What may have been entered wrongly, or was not known yet."""

    authority = text_field("复议机关或者人民法院", 120)
    number = text_field("案号", 60, required=False)
    accepted_on = day_field("受理日期")


class AnswerForm(forms.Form):
    """When the answer was handed in, by whom, and what it says in short."""

    answered_on = day_field("提交日期")
    lawyer = text_field("代理人", 60, required=False, help_text=WORDS_HINT)
    text = words_field("答复答辩要点", required=False, help_text=WORDS_HINT)


class ConcludeForm(forms.Form):
    """How it ended."""

    outcome = choice_field(
        "审理结果",
        list(OUTCOMES),
        help_text="撤销、变更、确认违法、责令履行的，选“结果纠正”；撤回、终止、移送等，选“其他结果”。",
    )
    concluded_on = day_field("审结日期", help_text="一审后上诉的，以生效裁判为准。")
    decision = words_field("决定或者裁判要旨", required=False, help_text=WORDS_HINT)


class OrderForm(forms.Form):
    """By when the organ must reply anew."""

    received_on = day_field("收到决定书或者裁判文书的日期")
    limit = day_field("重新答复的最后一日")


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most
