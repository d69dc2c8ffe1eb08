"""The forms of the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from gongkai import facts
from gongkai.catalogue.actions.columns import ColumnFacts
from gongkai.catalogue.actions.topics import TopicFacts
from gongkai.catalogue.choices import ATTRIBUTES, GROUND_CHOICES, Conclusion, Cycle, Genre, Validity
from gongkai.catalogue.guide import LONGEST, parts
from gongkai.catalogue.models import LONGEST_TITLE, Column, Item
from gongkai.catalogue.queries.public import columns, tree
from gongkai.catalogue.wordings import FIELDS, Wording, wording_of
from gongkai.desk.fields import choice_field, day_field, file_field, text_field
from gongkai.desk.organs.forms import WithUnit
from gongkai.law.disclosure import LONGEST_SUMMARY, Attribute, attribute_mistake, classes_of
from gongkai.organs.models import Organ

INDENT = "　"
WORD, EXCEL = ".docx", ".xlsx,.xls"


def long_field(label: str, rows: int, **more: Any) -> forms.CharField:
    """Several lines of text."""
    told = {"required": f"请填写{label}。", "max_length": f"{label}太长，请缩短。"}
    widget = more.pop("widget", forms.Textarea({"rows": rows}))
    return forms.CharField(label=label, widget=widget, error_messages=told, **more)


def chosen_columns(organ: Organ) -> list[tuple[str, str]]:
    """The columns of an organ in use, indented as they stand in the tree."""
    branches = (branch for top in tree(columns(organ.pk)) for branch in top.walk())
    return [(str(branch.column.pk), INDENT * branch.depth + branch.column.name) for branch in branches]


class ItemForm(WithUnit):
    """What an item says, and where it stands."""

    title = text_field("标题", LONGEST_TITLE)
    column = choice_field("栏目", [])
    attribute = choice_field(
        "公开属性", list(ATTRIBUTES), help_text="拟稿时确定，以公开为常态、不公开为例外。", initial="active"
    )
    ground = choice_field(
        "不予公开的依据",
        list(GROUND_CHOICES),
        empty="不涉及",
        required=False,
        help_text="选择“不予公开”时填写。",
    )
    reason = long_field(
        "不主动公开的理由",
        2,
        max_length=2000,
        required=False,
        help_text="选择“依申请公开”或者“不予公开”时填写。",
    )
    formed_on = day_field("成文日期", help_text="公开期限从这一天（或者变更日期）的次日起计算20个工作日。")
    changed_on = day_field("变更日期", required=False, help_text="内容后来有变更的填写。")
    document_number = text_field("文号", 60, required=False, help_text="例如“示司〔2026〕12号”。")
    makers = text_field(
        "制作机关", 300, required=False, help_text="不填即为本机关；联合制作的用“、”隔开，牵头机关在前。"
    )
    genre = choice_field("体裁", list(Genre.choices), initial=Genre.OTHER.value)
    summary = long_field("内容概述", 3, max_length=2000, required=False, help_text="一般不超过100字。")
    keywords = text_field("关键词", 200, required=False, help_text="用空格隔开。")
    body = long_field(
        "正文",
        18,
        required=False,
        widget=forms.Textarea({"rows": 18, "data-editor": ""}),
        help_text="可以从 Word 或网页粘贴；字体、颜色等会去掉，标题、表格、图片会保留。",
    )
    validity = choice_field("有效性", list(Validity.choices), initial=Validity.NOT_APPLICABLE.value)
    effective_on = day_field("施行日期", required=False)
    expires_on = day_field("有效期至", required=False)
    interprets = text_field(
        "解读的文件", 60, required=False, help_text="本条目是解读材料的，填写所解读文件的索引号或者文号。"
    )
    source_name = text_field("转载来源", 120, required=False, help_text="转载的注明来源单位。")
    source_url = forms.URLField(
        label="来源网址",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "来源网址不完整，请写成 https://… 的样子。"},
    )
    field_order = ["title", "column", "unit"]

    def __init__(self, organ: Organ, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(organ, data, **more)
        self.organ = organ
        self.found = {str(column.pk): column for column in columns(organ.pk)}
        self.fields["column"] = choice_field("栏目", chosen_columns(organ))
        self.fields["unit"].help_text = "对内容负责的机构；不选即为栏目的责任机构。"
        self.order_fields(self.field_order)

    def clean_interprets(self) -> int | None:
        """The item that is explained, by a number that people know."""
        number = self.cleaned_data["interprets"]
        if not number:
            return None
        known = Item.objects.filter(organ=self.organ)
        found = known.filter(number=number).first() or known.filter(document_number=number).first()
        if found is None:
            raise ValidationError("没有找到这个索引号或者文号的条目，请核对。")
        return found.pk

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        attribute = given.get("attribute")
        if attribute:
            mistake = attribute_mistake(
                Attribute(attribute), given.get("ground", ""), given.get("reason", "")
            )
            if mistake:
                self.add_error("attribute", f"{mistake}。")
        return given

    @property
    def long_summary(self) -> bool:
        """Whether the abstract is longer than catalogues have them."""
        return len(self.cleaned_data.get("summary", "")) > LONGEST_SUMMARY

    @property
    def chosen_column(self) -> Column:
        """The column, once the form is valid."""
        return self.found[self.cleaned_data["column"]]

    @property
    def wording(self) -> Wording:
        """What was entered, once the form is valid."""
        given = {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}
        return Wording(**given, interprets_id=self.cleaned_data["interprets"])


def initial_of(item: Item) -> dict[str, Any]:
    """What the form of an item begins with."""
    wording = wording_of(item)
    explained = item.interprets
    return {
        **{name: getattr(wording, name) for name in FIELDS},
        "column": str(item.column_id),
        "unit": str(item.unit_id or ""),
        "interprets": (explained.number or explained.document_number) if explained else "",
    }


class ColumnForm(WithUnit):
    """What a column is."""

    name = text_field("栏目名称", 60)
    slug = text_field(
        "网址名", 40, help_text="小写英文字母、数字和横线，例如 gzzd；改动后，原来的网址自动转到新的。"
    )
    duty = choice_field("法定类别", [], empty="不属于", required=False)
    cycle = choice_field("更新周期", list(Cycle.choices), initial=Cycle.AS_CHANGED.value)
    stale_after = forms.IntegerField(
        label="超过多少天没有更新即提醒",
        min_value=1,
        max_value=3650,
        required=False,
        help_text="例如动态、通知公告14天，政策文件180天；不填则不提醒。",
        error_messages={"invalid": "请填写天数，例如 14。"},
    )
    position = forms.IntegerField(
        label="顺序", min_value=0, max_value=9999, initial=0, required=False, help_text="小的在前。"
    )
    description = text_field("栏目说明", 200, required=False)
    keywords = text_field("栏目关键词", 120, required=False)
    field_order = ["name", "slug", "duty", "unit"]

    def __init__(self, organ: Organ, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(organ, data, **more)
        duties = [(one.code, f"{one.name}（{one.basis.place}）") for one in classes_of(organ.level)]
        self.fields["duty"] = choice_field("法定类别", duties, empty="不属于", required=False)
        self.fields["unit"].label = "责任机构"
        self.order_fields(self.field_order)

    @property
    def facts(self) -> ColumnFacts:
        """What was entered, once the form is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "unit"}
        return ColumnFacts(**{**given, "position": given["position"] or 0}, unit=self.chosen_unit)


class NumberingForm(forms.Form):
    """In which form index numbers are given."""

    form = choice_field("格式", [])
    code = text_field("机关代码", 40, help_text="写在索引号开头，例如统一社会信用代码。")

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        formats = facts.index_formats().items()
        self.fields["form"] = choice_field("格式", [(key, one.name) for key, one in formats])


class ReviewForm(forms.Form):
    """What a reviewer decides."""

    verdict = forms.ChoiceField(
        label="结论",
        choices=[("passed", "通过"), ("rejected", "退回修改")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择通过或者退回修改。"},
    )
    proofread = forms.BooleanField(
        label="已校对：文字、数据、人名、职务、日期核对无误", required=False, help_text="选择“通过”的须勾选。"
    )
    text = long_field("意见", 3, max_length=2000, required=False, help_text="退回的请写明需要修改的地方。")


class SecrecyForm(forms.Form):
    """What the secrecy officer concludes about one item."""

    conclusion = forms.ChoiceField(
        label="审查结论",
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择审查结论。"},
    )
    text = long_field(
        "审查意见",
        3,
        max_length=2000,
        required=False,
        help_text="除“可以公开”外，请写明哪些内容、依据是什么。",
    )
    review_on = day_field(
        "下次评估日期", required=False, help_text="不主动公开的信息要定期评估（条例第十八条）。"
    )


class ReasonForm(forms.Form):
    """A reason, which somebody answers for."""

    reason = long_field("理由", 3, max_length=1000)


class BackForm(forms.Form):
    """What is to be changed before publishing."""

    text = long_field("需要修改的地方", 3, max_length=2000)


class ScheduleForm(forms.Form):
    """When to publish."""

    publish_at = forms.DateTimeField(
        label="发布时间",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "请填写发布时间。",
            "invalid": "发布时间的格式不对，请按 2026-03-02 09:00 这样填写。",
        },
        help_text="到时间自动发布，误差在一分钟以内。",
    )

    @property
    def moment(self) -> datetime:
        """The moment, once the form is valid."""
        return localtime(self.cleaned_data["publish_at"])


class CorrectionForm(forms.Form):
    """What will be corrected."""

    why = text_field(
        "更正说明",
        300,
        help_text="会显示在公开页面上，例如“更正第二段中的办公地址”。原页面在更正发布前不变。",
    )


class WithdrawForm(forms.Form):
    """Why something is taken from the public."""

    why = text_field(
        "撤回原因", 300, help_text="会显示在公开页面上，例如“文件已废止”。请勿写出不宜公开的内容。"
    )
    keep_title = forms.BooleanField(
        label="页面上继续显示标题",
        required=False,
        initial=True,
        help_text="标题本身不宜公开的，请取消勾选；页面只留索引号和撤回原因。",
    )


class MarkForm(forms.Form):
    """How something that is out stands now."""

    validity = choice_field("有效性", list(Validity.choices))
    why = text_field(
        "依据和说明",
        300,
        help_text="会显示在公开页面上，例如“被示司规〔2026〕3号废止”。正文不变；正文有变化的请用“更正”。",
    )


class TopicForm(forms.Form):
    """What a topic is."""

    name = text_field("专题名称", 60)
    slug = text_field(
        "网址名", 40, help_text="小写英文字母、数字和横线，例如 fzxc；改动后，原来的网址自动转到新的。"
    )
    description = text_field("专题说明", 300, required=False)
    position = forms.IntegerField(
        label="顺序", min_value=0, max_value=9999, initial=0, required=False, help_text="小的在前。"
    )

    @property
    def facts(self) -> TopicFacts:
        """What was entered, once the form is valid."""
        return TopicFacts(**{**self.cleaned_data, "position": self.cleaned_data["position"] or 0})


class GuideForm(forms.Form):
    """The paragraphs of the guide; ``seen`` is the version that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, texts: Mapping[str, str], number: int, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"seen": number})
        for part in parts():
            self.fields[part.key] = long_field(
                part.title,
                4,
                max_length=LONGEST,
                required=False,
                help_text=part.hint,
                initial=texts.get(part.key, part.text.strip()),
            )

    @property
    def texts(self) -> dict[str, str]:
        """What differs from the words that are shipped, by the keys of the paragraphs."""
        given = {part: self.cleaned_data[part.key].replace("\r\n", "\n").strip() for part in parts()}
        return {part.key: text for part, text in given.items() if text != part.text.strip()}


class AttachForm(forms.Form):
    """A file for an item."""

    file = file_field("附件", "")
    name = text_field("附件名称", 120, required=False, help_text="不填则用文件名。")


class WordForm(forms.Form):
    """A Word document to begin with."""

    column = choice_field("栏目", [])
    formed_on = day_field("成文日期")
    file = file_field("Word 文档", WORD, help_text="只能是 .docx；旧版 .doc 请先另存为 .docx。")
    keep = forms.BooleanField(label="同时把 Word 原件作为附件", required=False)

    def __init__(self, organ: Organ, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.found = {str(column.pk): column for column in columns(organ.pk)}
        self.fields["column"] = choice_field("栏目", chosen_columns(organ))

    @property
    def chosen_column(self) -> Column:
        """The column, once the form is valid."""
        return self.found[self.cleaned_data["column"]]


class SheetForm(forms.Form):
    """A table of items."""

    file = file_field("Excel 表格", EXCEL, help_text="请用模板填写；第1行是列名，从第2行起每行一条。")


class CompareForm(forms.Form):
    """Two versions."""

    left = forms.TypedChoiceField(label="左边", coerce=int)
    right = forms.TypedChoiceField(label="右边", coerce=int)

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = list(numbers)
        for name in ("left", "right"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # fields of choices have them
