"""The forms about reports of errors."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.fields import AnswerField, words_field


class AnswerForm(forms.Form):
    """What came of it."""

    is_right = AnswerField("反映的情况是否属实")
    text = words_field(
        "处理结果",
        rows=4,
        most=1000,
        help_text="留言人留了邮箱的，原文发给留言人。例如“第二段的错字已改正。”",
    )

    def clean_is_right(self) -> bool:
        """Whether there was an error: the website return counts it."""
        value: bool | None = self.cleaned_data["is_right"]
        if value is None:
            raise ValidationError("请先核实，再选择是否属实。")
        return value


class CloseForm(forms.Form):
    """Why it needs no answer."""

    reason = words_field("关闭原因", rows=2, most=500, help_text="写入台账，请不要写留言人的个人信息。")

    def clean_reason(self) -> Any:
        return self.cleaned_data["reason"].strip()
