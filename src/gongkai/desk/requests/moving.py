"""The moves that are written down on a form: which fields each has, and the event that they make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.fields import LinesField, choice_field, day_field, text_field, words_field
from gongkai.law import events as law
from gongkai.law.procedure import MOVES, Case

Fields = Mapping[str, forms.Field]
REVIEWS = [("disclosure", "公开审查"), ("secrecy", "保密审查"), ("legal", "法制审核")]
AGREES = [("yes", "同意公开"), ("no", "不同意公开"), ("", "没有表示同意或者不同意")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """What is asked for a move.

    Attributes:
        event: what it makes.
        hint: what follows, for the top of the page.
        fields: made anew for each form, from the case.
        day: what the day of the event is called.
        permission: who may do it.
        by: the event's field that holds who acts, where it has one.
    """

    event: type[law.Event]
    hint: str
    day: str
    fields: Callable[[Case], Fields] = field(default=lambda _case: {})
    permission: str = "requests.handle"
    by: str = ""

    @property
    def label(self) -> str:
        return MOVES[self.event].label

    @property
    def number(self) -> str:
        return MOVES[self.event].number


def _party(case: Case) -> forms.Field:
    names = [asked.party for asked in case.open_consultations] or [
        asked.party for asked in case.consultations
    ]
    return choice_field("被征求意见方", [(name, name) for name in names])


def _answer_fields(case: Case) -> Fields:
    return {
        "party": _party(case),
        "agrees": forms.ChoiceField(label="意见", choices=AGREES, required=False),
        "reasons": words_field("理由", required=False, help_text="请照录或者忠实地概括。"),
    }


FORMS = (
    MoveForm(
        event=law.SignedFor,
        hint="收发室、门卫签收的，也是本机关签收；签收之日就是收到申请之日。",
        day="签收日期",
        fields=lambda _case: {
            "by_unit": text_field("签收的部门", 60, help_text="如收发室、门卫。"),
            "tracking": text_field("邮件单号", 40, required=False),
        },
    ),
    MoveForm(
        event=law.Confirmed,
        hint="请当天与申请人确认；双方确认之日为收到申请之日，内部预警仍从提交之日算起。",
        day="确认日期",
        fields=lambda _case: {
            "how": text_field("怎样确认的", 120, help_text="如电话、短信、邮件，与谁确认。")
        },
    ),
    MoveForm(
        event=law.TransferredIn,
        hint="其他部门、信访机构误收的申请应当及时转交；收到申请之日不变。",
        day="转交日期",
        fields=lambda _case: {
            "from_unit": text_field("转交的部门", 60),
            "reached_unit_on": day_field("该部门收到的日期"),
        },
    ),
    MoveForm(
        event=law.Linked,
        hint="同一申请人就同一内容提出、都还没有答复的申请，可以合并答复，以较早届满的期限为准。",
        day="合并日期",
        fields=lambda _case: {
            "to": text_field("另一件申请的登记编号", 20, help_text="如 2026-0012。"),
            "received_on": day_field("另一件申请的收到日期"),
        },
    ),
    MoveForm(
        event=law.Supplemented,
        hint="答复期限自收到补正之日起重新计算；逾期又无正当理由的，不重新计算。",
        day="收到补正的日期",
        fields=lambda _case: {
            "content": words_field("补正后的内容", help_text="请照录，文书会引用。"),
            "good_reason": words_field(
                "逾期的正当理由", rows=2, required=False, help_text="按期补正的不填；填写即认可该理由。"
            ),
        },
    ),
    MoveForm(
        event=law.SupplementLapsed,
        hint="补正期限届满、申请人没有补正又无正当理由的，视为放弃申请。办理后请出具告知书（L03）。",
        day="认定日期",
        fields=lambda _case: {
            "proof_of_service": text_field("补正告知书的送达凭证", 120, help_text="如挂号信回执编号。")
        },
    ),
    MoveForm(
        event=law.FoundStillUnclear,
        hint="补正后仍不明确的，以“补正后申请内容仍不明确”答复（L21），不能再次要求补正。",
        day="认定日期",
        fields=lambda _case: {"why": words_field("为什么仍不明确")},
    ),
    MoveForm(
        event=law.ConsultAnswered,
        hint="收到意见之日起恢复计算。第三方不同意的，由本机关判断其理由是否合理。",
        day="收到意见的日期",
        fields=_answer_fields,
    ),
    MoveForm(
        event=law.ConsultLapsed,
        hint="第三方逾期未答复的，由本机关决定；共同制作机关逾期未答复的，视为同意公开。",
        day="认定日期",
        fields=lambda case: {"party": _party(case)},
    ),
    MoveForm(
        event=law.ExtensionApproved,
        hint="延长须经政府信息公开工作机构负责人同意，最长20个工作日，并在原期限届满前告知申请人（L04）。",
        day="同意日期",
        fields=lambda _case: {
            "workdays": forms.IntegerField(
                label="延长的工作日数",
                min_value=1,
                max_value=20,
                error_messages={
                    "required": "请填写延长的工作日数。",
                    "invalid": "请填写整数。",
                    "min_value": "至少1个工作日。",
                    "max_value": "最多20个工作日（《条例》第三十三条第二款）。",
                },
            ),
            "reason": words_field("延长的理由"),
        },
        permission="requests.extend",
        by="by",
    ),
    MoveForm(
        event=law.ReasonsGiven,
        hint="要求说明理由期间，答复期限照常计算。",
        day="收到说明的日期",
        fields=lambda _case: {"reasons": words_field("申请人说明的理由")},
    ),
    MoveForm(event=law.ReasonsLapsed, hint="要求说明理由期间，答复期限照常计算。", day="认定日期"),
    MoveForm(
        event=law.JudgedUnreasonable,
        hint="认定理由不合理后，以“不予处理”答复（L12）。",
        day="认定日期",
        fields=lambda _case: {"why": words_field("为什么不合理")},
    ),
    MoveForm(
        event=law.Paid,
        hint="自完成缴费的次日起重新计算答复期限。",
        day="缴费日期",
        fields=lambda _case: {"receipt": text_field("票据号码", 60, required=False)},
    ),
    MoveForm(
        event=law.FeeLapsed, hint="逾期未缴纳的，视为放弃申请。办理后请出具告知书（L29）。", day="认定日期"
    ),
    MoveForm(
        event=law.Withdrawn,
        hint="撤回以申请人自己的表示为准，请把撤回书或者通话记录放入卷内。撤回后本件办结。",
        day="撤回日期",
        fields=lambda _case: {"proof": words_field("申请人的表示", rows=2)},
    ),
    MoveForm(
        event=law.Searched,
        hint="检索要覆盖业务系统、档案和承办科室，关键词不能只用申请人写的名称。",
        day="检索日期",
        fields=lambda _case: {
            "systems": LinesField("检索的系统、档案、科室"),
            "keywords": LinesField("关键词", help_text="含同义词、简称"),
            "result": words_field("检索结果"),
        },
        by="by",
    ),
    MoveForm(
        event=law.Reviewed,
        hint="签发前须通过公开审查、保密审查和法制审核；审查期间答复期限照常计算。",
        day="审查日期",
        fields=lambda _case: {
            "review": choice_field("审查", REVIEWS),
            "passed": choice_field("结论", [("yes", "通过"), ("no", "不通过，退回修改")]),
            "remark": words_field("意见", required=False),
        },
        permission="requests.view",  # which review is whose is asked of the form
        by="by",
    ),
    MoveForm(
        event=law.Archived,
        hint="归档后不再办理；仍可登记复议、诉讼和转为主动公开。",
        day="归档日期",
        fields=lambda _case: {"number": text_field("档号", 40, required=False)},
    ),
    MoveForm(
        event=law.ConvertedToProactive,
        hint="多个申请人申请同一信息、可以公开的，可以转为主动公开；属于主动公开范围的，应当及时公开。",
        day="决定日期",
        fields=lambda _case: {"reason": words_field("理由", rows=2)},
    ),
)
BY_NUMBER = {form.number: form for form in FORMS}


class MovingForm(forms.Form):
    """The form of one move."""

    on = day_field("日期")

    def __init__(self, move: MoveForm, case: Case, data: Any, *, today: date, by: str) -> None:
        super().__init__(data, initial={"on": today})
        self.move, self.today, self.by = move, today, by
        self.fields["on"].label = move.day
        self.fields |= move.fields(case)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError("日期在今天之后，请核对。事情发生后再登记。")
        return day

    @property
    def event(self) -> law.Event:
        """What the valid form tells."""
        given = {name: _typed(name, value) for name, value in self.cleaned_data.items()}
        if self.move.by:
            given[self.move.by] = self.by
        return self.move.event(**given)


def _typed(name: str, value: Any) -> Any:
    if name in ("agrees", "passed"):
        return {"yes": True, "no": False}.get(value)
    if name == "review":
        return law.Review(value)
    return tuple(value) if isinstance(value, list) else value
