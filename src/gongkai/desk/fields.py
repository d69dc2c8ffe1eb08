"""Fields of the desk's forms, with messages that say what to write."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

PHONE = RegexValidator(
    r"^[0-9+() -]{5,40}\Z", "电话只能用数字、加号、横线、括号，例如 0312-3089000 或 13800000000。"
)


def text_field(label: str, most: int, **more: Any) -> forms.CharField:
    """A line of text, at most so long."""
    told = {
        "required": f"请填写{label}。",
        "max_length": f"{label}最多{most}个字，现在有%(show_value)d个字，请缩短。",
    }
    return forms.CharField(label=label, max_length=most, error_messages=told, **more)


def phone_field(label: str, **more: Any) -> forms.CharField:
    """A telephone number, or none."""
    return text_field(label, 40, required=False, validators=[PHONE], **more)


def email_field(**more: Any) -> forms.EmailField:
    """An address of e-mail."""
    told = {
        "required": "请填写电子邮箱。",
        "invalid": "电子邮箱的格式不对，请按 name@example.gov.cn 这样填写。",
        "max_length": "电子邮箱太长，请核对。",
    }
    return forms.EmailField(label="电子邮箱", max_length=254, error_messages=told, **more)


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day."""
    told = {
        "required": f"请填写{label}，例如 2026-03-02。",
        "invalid": f"{label}的格式不对，请按 2026-03-02 这样填写。",
    }
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=told, **more)


def choice_field(
    label: str, choices: list[tuple[str, Any]], *, empty: str = "请选择", **more: Any
) -> forms.ChoiceField:
    """One of several; none is chosen at first."""
    told = {"required": f"请选择{label}。", "invalid_choice": f"{label}中没有这一项，请重新选择。"}
    return forms.ChoiceField(label=label, choices=[("", empty), *choices], error_messages=told, **more)


def words_field(label: str, *, rows: int = 3, most: int = 5000, **more: Any) -> forms.CharField:
    """Some lines of text."""
    told = {
        "required": f"请填写{label}。",
        "max_length": f"{label}最多%(limit_value)d个字，现在有%(show_value)d个字，请缩短。",
    }
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=most, error_messages=told, **more)


def file_field(label: str, accept: str, **more: Any) -> forms.FileField:
    """A file."""
    told = {
        "required": f"还没有选择{label}。",
        "empty": "文件是空的，请重新选择。",
        "max_length": "文件名太长，请改短后再选择。",
    }
    widget = forms.FileInput({"accept": accept})
    return forms.FileField(label=label, widget=widget, error_messages=told, max_length=1000, **more)


class LinesField(forms.CharField):
    """Several things, each on a line of its own."""

    def __init__(self, label: str, *, rows: int = 3, **more: Any) -> None:
        hint = more.pop("help_text", "")
        super().__init__(
            label=label,
            widget=forms.Textarea({"rows": rows}),
            help_text=f"{hint}（每行写一项）" if hint else "每行写一项。",
            error_messages={"required": f"请填写{label}，每行写一项。"},
            **more,
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class AnswerField(forms.TypedChoiceField):
    """A question that is answered yes or no, or not yet."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(
            label=label,
            choices=[("", "还没有判断"), ("yes", "是"), ("no", "否")],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **more,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)
