"""The forms about annual reports."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.fields import choice_field, text_field, words_field
from gongkai.law.annual.forms import Form
from gongkai.reports.closing import PART_NAMES
from gongkai.reports.figures import enterable, whole_or_money

MOST_FILES = 10
LONGEST_TEXT = 20_000
ROWS = {"1": 16, "5": 8, "6": 6}
TABLES = {
    "proactive": "表二",
    "requests": "表三（在系统统计之外增加）",
    "disputes": "表四（在系统统计之外增加）",
}


class BeginForm(forms.Form):
    """Which report is to be begun."""

    year = forms.IntegerField(
        label="年度",
        error_messages={"required": "请填写年度，例如 2026。", "invalid": "年度请填四位数字，例如 2026。"},
    )
    is_consolidated = forms.BooleanField(
        label="汇总报告",
        required=False,
        help_text="一级人民政府汇总本机关和全部下级机关的报告时勾选；部门自己的报告不勾选。",
    )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReportFilesField(forms.FileField):
    """Some files, each a report."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen.

        Raises:
            ValidationError: none was chosen, or too many; each is looked at for itself later.
        """
        del initial  # a file that was chosen before is never shown again
        found = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if not found:
            raise ValidationError("还没有选择文件。请选择以前公布的年度报告，可以一次选择几份。")
        if len(found) > MOST_FILES:
            raise ValidationError(f"一次最多导入{MOST_FILES}份，选了{len(found)}份。请分几次导入。")
        return found


class ImportForm(forms.Form):
    """Reports of the years before this system."""

    chosen = ReportFilesField(
        label="年度报告文件",
        widget=FilesInput({"accept": ".docx,.pdf,.html,.htm,.txt,.xlsx"}),
        help_text=f"一次最多{MOST_FILES}份，每份不超过20MB：Word（docx）、PDF、网页、Excel 或者文本。"
        "扫描的图片读不出数据。",
    )
    is_consolidated = forms.BooleanField(label="这些是汇总报告", required=False)
    was_renamed = forms.BooleanField(
        label="报告上的机关名称与现在不同，我确认是本机关的报告",
        required=False,
        help_text="机关更名以前的报告需要勾选。",
    )
    why = text_field("更正原因", 200, required=False, help_text="更正已经导入并发布的报告时填写。")


class TextsForm(forms.Form):
    """The three parts that an organ writes itself."""

    def __init__(self, *args: Any, texts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, name in PART_NAMES.items():
            field = words_field(name, rows=ROWS[part], most=LONGEST_TEXT, required=False)
            field.initial = texts.get(part, "")
            self.fields[f"part_{part}"] = field

    def texts(self) -> dict[str, str]:
        """The texts by part, once the form is valid."""
        return {part: self.cleaned_data[f"part_{part}"] for part in PART_NAMES}


class OfflineForm(forms.Form):
    """A figure that no record gives, and why."""

    value = forms.DecimalField(
        label="数值",
        max_digits=16,
        decimal_places=4,
        help_text="件数填整数；收费金额以万元计，可以填小数。没有的填0，不要空着。",
        error_messages={
            "required": "请填写数值；没有的填0。",
            "invalid": "请填写数字，例如 12 或者 46.32。",
            "max_decimal_places": "最多填四位小数。",
        },
    )
    reason = text_field(
        "原因和依据", 200, help_text="例如：本系统启用前的纸质登记簿第3册。不要写申请人的个人信息。"
    )

    def __init__(self, *args: Any, form_of_year: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = enterable(form_of_year)
        groups = [
            (name, [(cell, label) for cell, label in cells.items() if cell.startswith(f"{table}.")])
            for table, name in TABLES.items()
        ]
        self.fields["cell"] = choice_field("哪一格", groups)
        self.order_fields(("cell", "value", "reason"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        cell, value = given.get("cell"), given.get("value")
        if cell and isinstance(value, Decimal) and not whole_or_money(cell, value):
            self.add_error("value", ValidationError("这一格是件数，请填整数。"))
        return given


class RestateForm(forms.Form):
    """Why a closed report is corrected."""

    why = text_field("更正原因", 200, help_text="例如：漏登纸质申请2件。更正后两个版本并存，并列出差异。")
