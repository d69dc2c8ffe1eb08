"""The components say what they should, keep what was asked for, and escape what people typed."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from gongkai.faces.articles import article_of
from gongkai.faces.charts import Chart, Series
from gongkai.faces.deadlines import light
from gongkai.faces.icons import ICONS
from gongkai.faces.templatetags.ui import BADGES
from gongkai.law.statutes import NoSuchArticleError

WEDNESDAY = date(2026, 11, 25)
HOSTILE = "<script>alert(1)</script>"


def shown(source, address="/", **values):
    request = RequestFactory().get(address)
    return Template("{% load ui %}" + source).render(Context({"request": request, **values}))


def test_a_chart_tells_every_figure_in_drawing_sentence_and_table():
    years = ("2024年", "2025年")
    chart = Chart("c", "申请", "件", "年度", years, (Series("新收", (10, None)), Series("结转", (5, 0))))
    page = shown("{% chart chart %}", chart=chart)
    assert "2024年新收10件、结转5件；2025年新收没有数据、结转0件。" in page
    assert [bar.length for bar in chart.bars] == [176.0, 88.0, 0, 0]
    assert page.count('<td class="number">') == 4
    assert page.count('<rect class="chart-bar"') == 4
    assert "style=" not in page
    assert Chart("d", "无", "件", "年度", years, (Series("新收", (0, 0)),)).heads == []


@pytest.mark.parametrize(
    ("due", "kind", "word"),
    [
        (date(2026, 11, 25), "wait", "今日到期"),
        (date(2026, 11, 26), "wait", "还有 1 个工作日"),
        (date(2026, 11, 30), "wait", "还有 3 个工作日"),
        (date(2026, 12, 1), "ok", "还有 4 个工作日"),
        (date(2026, 11, 24), "overdue", "逾期 1 个工作日"),
        (date(2026, 11, 20), "overdue", "逾期 3 个工作日"),
    ],
)
def test_a_last_day_tells_the_working_days_left(due, kind, word):
    found = light(due, WEDNESDAY)
    assert (found.kind, found.word, found.provisional) == (kind, word, False)


def test_a_holiday_is_not_counted_as_a_day_left():
    # 1 to 7 October 2026 are the National Day holiday; 8 and 9 are worked.
    assert light(date(2026, 10, 9), date(2026, 9, 30)).word == "还有 2 个工作日"


def test_a_last_day_that_was_no_working_day_is_past_without_a_working_day_of_delay():
    assert light(date(2026, 11, 20), date(2026, 11, 21)).word == "已过期限"


def test_a_last_day_in_a_year_without_a_notice_is_provisional():
    assert light(date(2090, 1, 5), WEDNESDAY).provisional
    assert "暂计" in shown("{% deadline due on %}", due=date(2090, 1, 5), on=WEDNESDAY)


def test_a_deadline_shows_date_weekday_and_word():
    page = shown("{% deadline due on %}", due=date(2026, 11, 27), on=WEDNESDAY)
    assert 'datetime="2026-11-27"' in page
    assert "2026年11月27日 星期五" in page
    assert "还有 2 个工作日" in page


def test_no_deadline_is_said_aloud():
    assert "没有期限" in shown("{% deadline due on %}", due=None, on=WEDNESDAY)


@pytest.mark.parametrize("kind", BADGES)
def test_a_status_is_never_colour_alone(kind):
    page = shown("{% badge kind '暂停计时' %}", kind=kind)
    assert "<svg" in page
    assert "暂停计时" in page
    assert BADGES[kind] in ICONS


@pytest.mark.parametrize(
    "source",
    [
        "{% badge 'ok' text %}",
        "{% empty text text %}",
        "{% page_header text text %}{{ text }}{% end_page_header %}",
        "{% card text %}{{ text }}{% end_card %}",
        "{% confirm 'x' text text '/' text note=text %}",
        "{% timeline items %}",
    ],
)
def test_what_people_typed_is_escaped(source):
    items = [{"when": WEDNESDAY, "title": HOSTILE, "text": HOSTILE, "by": HOSTILE}]
    page = shown(source, text=HOSTILE, items=items)
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_a_header_holds_its_actions_and_a_card_its_content():
    assert "<h1>文件</h1>" in shown("{% page_header '文件' %}<a href='/x'>上传</a>{% end_page_header %}")
    assert "<a href='/x'>" in shown("{% page_header '文件' %}<a href='/x'>上传</a>{% end_page_header %}")
    assert "<b>1</b>" in shown("{% card '时钟' %}<b>1</b>{% end_card %}")


def test_a_question_posts_with_its_token_and_hidden_fields():
    page = shown(
        "{% confirm 'remove-7' '移除？' '不能恢复' '/desk/files/7/remove/' '移除' version=3 %}",
        csrf_token="known",
    )
    assert 'data-dialog="remove-7"' in page
    assert 'action="/desk/files/7/remove/"' in page
    assert 'name="csrfmiddlewaretoken" value="known"' in page
    assert 'name="version" value="3"' in page


def test_the_pager_keeps_filters_and_sorting():
    page_obj = Paginator(range(100), 10).page(5)
    page = shown("{% pager page_obj %}", "/desk/files/?state=wait&sort=-day&page=5", page_obj=page_obj)
    assert 'rel="prev" href="?state=wait&amp;sort=-day&amp;page=4"' in page
    assert 'rel="next" href="?state=wait&amp;sort=-day&amp;page=6"' in page
    assert "第 41—50 条，共 100 条" in page


def test_a_list_of_one_page_has_no_pager():
    assert not shown("{% pager page_obj %}", page_obj=Paginator(range(3), 10).page(1)).strip()


class Asked(forms.Form):
    title = forms.CharField(label="名称")
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), ("wait", "办理中")])


def test_the_summary_links_each_error_to_its_field():
    form = Asked({"title": ""})
    form.add_error(None, "刚刚被别人修改过")
    page = shown("{% error_summary form %}", form=form)
    assert "有 2 处需要改正，已填写的内容都还在" in page
    assert '<a href="#id_title">名称</a>' in page
    assert "刚刚被别人修改过" in page


class Given(forms.Form):
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


class Sent(Given):
    title = forms.CharField(label="名称")
    paper = forms.FileField(label="文件", required=False)


@pytest.mark.parametrize(
    ("kind", "data", "files", "told"),
    [
        (Given, {}, {}, "有 1 处需要改正，密码请重新输入</p>"),
        (Sent, {"title": "x"}, {}, "有 1 处需要改正，其他内容都还在，密码请重新输入</p>"),
        (
            Sent,
            {"title": "x"},
            {"paper": SimpleUploadedFile("a.txt", b"a")},
            "有 1 处需要改正，其他内容都还在，密码请重新输入，文件请重新选择</p>",
        ),
    ],
)
def test_the_summary_tells_what_must_be_given_again(kind, data, files, told):
    assert told in shown("{% error_summary form %}", form=kind(data, files))


def test_where_nothing_can_be_filled_in_the_summary_speaks_of_nothing_kept():
    class Hidden(forms.Form):
        answer = forms.CharField(widget=forms.HiddenInput)

    assert "有 1 处需要改正</p>" in shown("{% error_summary form %}", form=Hidden({}))


def test_a_form_without_errors_has_no_summary():
    assert not shown("{% error_summary form %}", form=Asked()).strip()
    assert not shown("{% error_summary form %}", form=Asked({"title": "x"})).strip()


def test_filters_tell_how_many_are_set_and_keep_the_sorting():
    chosen = SimpleNamespace(form=Asked({"state": "wait"}))
    page = shown("{% filters filter %}", "/desk/files/?state=wait&sort=-day", filter=chosen)
    assert "（1 项）" in page
    assert '<input type="hidden" name="sort" value="-day">' in page
    assert 'href="/desk/files/"' in page


def test_export_hands_out_the_whole_filtered_list():
    url = shown("{% export_url 'xlsx' %}", "/desk/files/?state=wait&page=3")
    assert url == "?state=wait&amp;_export=xlsx"


def test_a_citation_opens_what_the_article_says():
    page = shown("{% article '条例' 33 2 %}{% article '条例' 33 2 %}")
    assert "《条例》第三十三条第二款" in page
    assert page.count('popovertarget="article-1"') == page.count('popovertarget="article-2"') == 1


def test_a_citation_of_an_article_that_does_not_exist_fails():
    with pytest.raises(NoSuchArticleError):
        article_of("条例", 57)


def test_a_file_field_tells_where_pieces_go():
    class Files(forms.Form):
        files = forms.FileField(
            label="附件", widget=forms.FileInput({"data-upload-url": "/desk/files/pieces/"})
        )

    page = shown("{% file_picker form.files %}", form=Files())
    assert 'data-upload-url="/desk/files/pieces/"' in page
    assert "附件" in page


def test_a_form_with_missing_values_says_what_a_timeline_may_leave_out():
    page = shown("{% timeline items %}", items=[{"when": WEDNESDAY, "title": "收到申请"}])
    assert "2026年11月25日" in page
    assert "None" not in page
