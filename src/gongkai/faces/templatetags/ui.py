"""The components of both faces as template tags; ``/styleguide/`` shows each in every state."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, FileInput, PasswordInput
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.faces.articles import Article, article_of, cited
from gongkai.faces.charts import Chart
from gongkai.faces.deadlines import Light, light
from gongkai.faces.icons import ICONS
from gongkai.law.statutes import Provision

register = template.Library()

BADGES = {
    "ok": "check",
    "wait": "clock",
    "overdue": "overdue",
    "muted": "minus",
    "info": "info",
    "paused": "pause",
}
NEIGHBOURS = 1


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing beside a word; never alone, so that screen readers may pass it over."""
    path = ICONS[name]
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        path,
    )


@register.simple_tag
def badge(kind: str, word: str) -> SafeString:
    """A status as sign, word and colour."""
    return _badge(kind, conditional_escape(word))


@lru_cache(maxsize=256)  # lists show the same few time and again
def _badge(kind: str, word: SafeString) -> SafeString:
    return render("components/badge.html", kind=kind, word=word, icon=BADGES[kind])


@register.inclusion_tag("components/deadline.html")
def deadline(due: Any, on: Any) -> dict[str, Light | None]:
    """A last day: date, weekday, and the working days left as seen on a day; a dash where there is none."""
    return {"light": light(due, on) if due else None}


@register.inclusion_tag("components/empty.html")
def empty(title: str, hint: str = "", action_url: str = "", action: str = "") -> dict[str, str]:
    """What stands where a list has nothing yet: it says what would stand here and how it comes to be."""
    return {"title": title, "hint": hint, "action_url": action_url, "action": action}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Any) -> dict[str, Any]:
    """What happened, newest first.

    Args:
        items: each with ``when``, ``title`` and, where known, ``text``, ``by``, ``kind``, ``url``.
    """
    return {"items": items}


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart) -> dict[str, Chart]:
    """Figures as bars, with the same data as a table beside them."""
    return {"chart": chart}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page_obj: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Pages of a list, keeping filters and sorting."""
    pages = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=NEIGHBOURS, on_ends=1)
    return {
        "page": page_obj,
        "links": [(number, address(context["request"], parameter, number)) for number in pages],
        "gap": page_obj.paginator.ELLIPSIS,
        "before": page_obj.has_previous() and address(context["request"], parameter, page_obj.number - 1),
        "after": page_obj.has_next() and address(context["request"], parameter, page_obj.number + 1),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All errors of a form in one place, each a link to its field."""
    fields = [(field, field.errors) for field in form if field.errors] if form.is_bound else []
    whole = form.non_field_errors() if form.is_bound else []
    return {"fields": fields, "whole": whole, "count": len(fields) + len(whole), "kept": list(_kept(form))}


def _kept(form: BaseForm) -> Iterator[str]:
    """What of that which was filled in is still there, and what must be given again."""
    shown = {field.name: field for field in form.visible_fields()}
    emptied = {name: words for name, field in shown.items() if (words := _again(field))}
    if len(shown) > len(emptied):
        yield "其他内容都还在" if emptied else "已填写的内容都还在"
    yield from dict.fromkeys(emptied.values())


def _again(field: BoundField) -> str:
    """What to do about a field that a browser is never handed back; nothing where none was filled in."""
    widget = field.field.widget
    if isinstance(widget, PasswordInput) and not widget.render_value:
        return "密码请重新输入"
    if isinstance(widget, FileInput) and field.data:
        return "文件请重新选择"
    return ""


@register.simple_block_tag(end_name="end_page_header")
def page_header(content: SafeString, title: Any, subtitle: Any = "") -> SafeString:
    """What this page is; between the tags stand the actions."""
    return render("components/page_header.html", title=title, subtitle=subtitle, actions=content.strip())


@register.simple_block_tag(end_name="end_card")
def card(content: SafeString, title: Any = "") -> SafeString:
    """One subject of a page, set apart by a line."""
    return render("components/card.html", title=title, content=content)


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(  # noqa: PLR0913  what a question names
    context: Context,
    id: str,  # noqa: A002  the name of the attribute
    title: str,
    text: str,
    action_url: str,
    label: str,
    *,
    kind: str = "danger",
    **hidden: Any,
) -> dict[str, Any]:
    """A button that asks once, names the thing, and then posts; further arguments become hidden fields."""
    return {
        "id": id,
        "title": title,
        "text": text,
        "action_url": action_url,
        "label": label,
        "kind": kind,
        "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/file_picker.html")
def file_picker(field: BoundField) -> dict[str, Any]:
    """A field for files, with progress where its widget has ``data-upload-url``."""
    return {"field": field, "upload_url": field.field.widget.attrs.get("data-upload-url", "")}


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, filter: Any) -> dict[str, Any]:  # noqa: A002  the word of django-filter
    """The filters of a list, as a form whose address can be kept."""
    names = {bound.name for bound in filter.form}
    request: HttpRequest = context["request"]
    return {
        "filter": filter,
        "request": request,
        "chosen": sum(1 for name in names if request.GET.get(name)),
        "kept": [(name, request.GET[name]) for name in ("sort",) if name in request.GET],
    }


@register.inclusion_tag("components/article.html", takes_context=True)
def article(
    context: Context, short: str, number: int, paragraph: int | None = None, item: int | None = None
) -> dict[str, Article | str]:
    """A place in the law, with what it says one tap away where that is known."""
    return _article(context, article_of(short, number, paragraph, item))


@register.inclusion_tag("components/article.html", takes_context=True)
def provision(context: Context, basis: Provision) -> dict[str, Article | str]:
    """As ``article``, for a place that a rule of the law named."""
    return _article(context, cited(basis))


def _article(context: Context, found: Article) -> dict[str, Article | str]:
    request = context["request"]
    # The same article may be cited twice on a page, and an id stands there once.
    request.articles = getattr(request, "articles", 0) + 1
    return {"article": found, "id": f"article-{request.articles}"}


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """This page's address with some of its parameters changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def narrowed_by(context: Context, name: str, value: object) -> str:
    """This page's address from its first page on, with one parameter chosen; None takes it away."""
    return with_query(context, **{name: value}, page=None)


@register.simple_tag(takes_context=True)
def export_url(context: Context, kind: str) -> str:
    """Where the whole list, as filtered and sorted, is handed out as a file."""
    return with_query(context, _export=kind, page=None)


def address(request: HttpRequest, parameter: str, value: object) -> str:
    """This page with one parameter changed."""
    query = request.GET.copy()
    query[parameter] = str(value)
    return f"?{query.urlencode()}"


def render(name: str, **context: Any) -> SafeString:
    """A component's template with its values."""
    return mark_safe(render_to_string(name, context))  # noqa: S308  templates escape
