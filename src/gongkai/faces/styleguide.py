"""The living style guide: every component in every state, made by the tags and sheets that pages use."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import django_tables2
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from gongkai.faces.charts import Chart, Series
from gongkai.faces.icons import ICONS

TODAY = date(2026, 11, 25)  # a Wednesday like any other, so that the page never changes
PER_PAGE = 5
COLOURS = (
    ("ink", "正文 #1b1f24"),
    ("muted", "次要文字 #57606a"),
    ("line", "线 #d8dee4"),
    ("wash", "底色 #f6f8fa"),
    ("primary", "政务蓝 #1d4f91"),
    ("accent", "朱红 #b3261e"),
    ("ok", "正常 #1a7f37"),
    ("wait", "临近 #9a6700"),
)
STATES = (
    ("ok", "已答复"),
    ("wait", "办理中"),
    ("paused", "暂停计时"),
    ("overdue", "逾期"),
    ("muted", "尚未公布"),
    ("info", "新"),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """An item of the timeline."""

    when: date
    title: str
    text: str = ""
    by: str = ""
    kind: str = "muted"


STORY = (
    Happened(date(2026, 11, 24), "告知延期", "答复期限延长至2026年12月22日。", "周主任", "wait"),
    Happened(date(2026, 11, 3), "登记申请", "", "王经办", "info"),
    Happened(date(2026, 11, 2), "收到申请", "通过网页提交。", "", "ok"),
)


YEARS = ("2023年", "2024年", "2025年")
CHARTS = (
    Chart("chart-one", "收到的申请", "件", "年度", YEARS, (Series("新收", (41, 0, 47)),)),
    Chart(
        "chart-two",
        "复议和诉讼",
        "件",
        "年度",
        YEARS,
        (Series("行政复议", (3, None, 5)), Series("行政诉讼", (1, 0, 2))),
    ),
)


class SampleForm(forms.Form):
    title = forms.CharField(label="名称", help_text="请写明文件的名称、文号，或者能帮助找到它的描述。")
    received_on = forms.DateField(label="收到日期", widget=forms.DateInput({"type": "date"}))
    way = forms.ChoiceField(
        label="提供方式", choices=[("", "请选择"), ("mail", "邮寄"), ("email", "电子邮件")]
    )
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea({"rows": 3}))
    agreed = forms.BooleanField(label="已向申请人说明", required=False)


class SampleFiles(forms.Form):
    attachments = forms.FileField(
        label="附件", required=False, help_text="每个文件不超过 200 MB；可以是 pdf、docx、xlsx、图片。"
    )


class SampleFilters(forms.Form):
    words = forms.CharField(label="关键词", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    since = forms.DateField(label="自", required=False, widget=forms.DateInput({"type": "date"}))


class SampleTable(django_tables2.Table):
    number = django_tables2.Column(verbose_name="登记号")
    title = django_tables2.Column(verbose_name="摘要", linkify=lambda: "#lists")
    received_on = django_tables2.DateColumn(verbose_name="收到", format="Y-m-d")
    pages = django_tables2.Column(
        verbose_name="页数", attrs={"td": {"class": "number"}, "th": {"class": "number"}}
    )

    class Meta:
        order_by = "-received_on"


@require_safe
def styleguide(request: HttpRequest, base: str) -> HttpResponse:
    """The page, in the frame of either face."""
    return render(request, "styleguide.html", {"base": base, **samples(request)})


def samples(request: HttpRequest) -> dict[str, Any]:
    """One of everything."""
    bad = SampleForm({"title": "", "received_on": "", "note": "电话里说明年再来。"})
    bad.add_error(None, "这件申请刚刚被李审核修改过。请核对下面的内容后再保存。")
    table = SampleTable(rows())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return {
        "colours": COLOURS,
        "icons": ICONS,
        "states": STATES,
        "on": TODAY,
        "dues": [TODAY + timedelta(days) for days in (-20, -1, 0, 2, 12, 400)],
        "story": STORY,
        "charts": CHARTS,
        "form": SampleForm(),
        "bad_form": bad,
        "files": SampleFiles(),
        "filter": SimpleNamespace(form=SampleFilters(request.GET)),
        "table": table,
        "empty_table": SampleTable(
            [], prefix="none-", empty_text="没有符合条件的申请；可以放宽筛选条件再试。"
        ),
    }


def rows() -> list[dict[str, Any]]:
    """What the sample list shows."""
    return [
        {
            "number": f"2026-{place:04}",
            "title": f"关于第 {place} 号地块征收补偿方案的申请",
            "received_on": TODAY - timedelta(days=3 * place),
            "pages": 7 * place % 40 + 1,
        }
        for place in range(1, 24)
    ]
