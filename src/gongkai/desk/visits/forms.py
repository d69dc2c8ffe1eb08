"""The forms about earlier totals."""

from django import forms

from gongkai.channels.actions.earlier import Origin
from gongkai.desk.fields import file_field, text_field, words_field


class ImportForm(forms.Form):
    """A table, and where it is from."""

    source = text_field(
        "数据来源", 200, help_text="例如“原网站统计系统2023年导出”“2023年政府网站工作年度报表”。"
    )
    reason = words_field(
        "导入原因", rows=2, most=500, help_text="例如“2024年1月改用本系统，补录以前的数据”。"
    )
    file = file_field("表格", ".xlsx,.xls,.csv", help_text="Excel 或者 CSV，列名见模板。")

    @property
    def origin(self) -> Origin:
        """Where the totals are from, once the form is valid."""
        return Origin(self.cleaned_data["source"], self.cleaned_data["reason"])


class RevokeForm(forms.Form):
    """Why an import is taken back."""

    reason = words_field("撤销原因", rows=2, most=500, help_text="写入台账，例如“来源表格把两列填反”。")
