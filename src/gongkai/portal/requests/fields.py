"""The fields of the citizen's forms, with words that say what to do."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.files.receiving import MEGABYTE

LONGER = "写不下的，请写要点，全文作为附件上传。"


def words(label: str, most: int, *, asked: str = "", longer: str = "", **more: Any) -> forms.CharField:
    """Words, at most so many; ``asked`` is said where there are none, ``longer`` where too many."""
    told = {
        "required": asked or f"请填写{label}。",
        "max_length": f"{label}最多%(limit_value)d个字，现在有%(show_value)d个字，请缩短。{longer}",
    }
    return forms.CharField(label=label, max_length=most, error_messages=told, **more)


def lines(label: str, most: int, rows: int, **more: Any) -> forms.CharField:
    """Several lines of words."""
    return words(label, most, widget=forms.Textarea({"rows": rows}), longer=LONGER, **more)


def one_of(label: str, choices: Mapping[str, str], **more: Any) -> forms.ChoiceField:
    """One of several, all of them in sight."""
    told = {"required": f"请选择{label}。", "invalid_choice": f"{label}中没有这一项，请重新选择。"}
    return forms.ChoiceField(
        label=label, choices=list(choices.items()), widget=forms.RadioSelect, error_messages=told, **more
    )


def email(**more: Any) -> forms.EmailField:
    """An e-mail address, of any provider."""
    told = {
        "invalid": "电子邮箱的格式不对，请核对，例如 zhangsan@163.com。",
        "max_length": "电子邮箱太长，请核对。",
    }
    return forms.EmailField(label="电子邮箱", max_length=254, error_messages=told, **more)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, within limits of number and size."""

    widget = FilesInput
    most, most_bytes = 5, 20 * MEGABYTE

    def __init__(self, label: str, **more: Any) -> None:
        hint = f"可以不选。最多{self.most}个，合计不超过{self.most_bytes // MEGABYTE} MB；PDF、Word、图片等。"
        super().__init__(label=label, required=False, help_text=hint, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen.

        Raises:
            ValidationError: too many or too large, or one is empty.
        """
        found = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if len(found) > self.most:
            raise forms.ValidationError(
                f"一共选了{len(found)}个文件，最多{self.most}个。可以合并成一个文件，或者另行邮寄。"
            )
        size = sum(one.size for one in found)
        if size > self.most_bytes:
            raise forms.ValidationError(
                f"文件合计{size / MEGABYTE:.0f} MB，最多{self.most_bytes // MEGABYTE} MB。"
                "可以压缩后再选，或者另行邮寄。"
            )
        return [super(FilesField, self).clean(one, initial) for one in found]
