"""What pages of an organ hold time and again, so made without a template: its columns, lists of items."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, localtime

from gongkai.catalogue.choices import Validity
from gongkai.catalogue.models import Publication
from gongkai.catalogue.queries.public import Branch
from gongkai.faces.templatetags.ui import badge
from gongkai.opendata.addresses import around_items, path
from gongkai.organs.models import Organ

register = template.Library()
ANY = "any"
CURRENT = ' aria-current="page"'
LONGEST_SUMMARY = 120
# How a text stands, where that is neither in words of its own nor a reason to be careful.
STANDING = {Validity.IN_FORCE: "ok", Validity.NOT_YET: "wait"}


@register.simple_tag
def to(name: str, *parts: str) -> str:
    """The address of a page that very many pages link to: as ``{% url %}``, but looked up only once."""
    return path(name, *parts)


@register.filter
def minute(moment: datetime) -> str:
    """When it was, to the minute, as pages and programs read it: ``|date:"Y-m-d H:i"`` in no language."""
    return f"{localtime(moment):%Y-%m-%d %H:%M}"


@register.simple_tag
def branches(found: Iterable[Branch], slug: str, shown: int | None = None) -> SafeString:
    """Columns of an organ as a list within lists, the one that is shown marked."""
    # Paths hold nothing that an address would have to encode.
    before, after = path("portal:column", slug, ANY).rsplit(ANY, 1)
    told = _list(found, before, after, shown)
    return mark_safe(told)  # noqa: S308  escaped below


def _list(found: Iterable[Branch], before: str, after: str, shown: int | None) -> str:
    return f"<ul>{''.join(_branch(branch, before, after, shown) for branch in found)}</ul>"


def _branch(branch: Branch, before: str, after: str, shown: int | None) -> str:
    column = branch.column
    mark = CURRENT if column.pk == shown else ""
    below = _list(branch.below, before, after, shown) if branch.below else ""
    return f'<li><a href="{before}{column.path}{after}"{mark}>{escape(column.name)}</a>{below}</li>'


@register.simple_tag
def entries(rows: Iterable[Publication], organ: Organ, *, as_directory: bool = False) -> SafeString:
    """What is out as a list; ``as_directory`` with the elements that a catalogue has to show."""
    before, after = around_items(organ.slug)
    entry = _full_entry if as_directory else _short_entry
    told = "".join(entry(row, f"{before}{row.pk}{after}") for row in rows)
    return mark_safe(f'<ul class="item-list">\n{told}</ul>')  # noqa: S308  escaped below


@register.simple_tag
def of_item(route: str, slug: str, item: int, *parts: str) -> str:
    """The address of what is made of an item: as ``to``, but looked up once for all items of an organ."""
    before, after = around_items(slug, route, *parts)
    return f"{before}{item}{after}"


def _short_entry(row: Publication, address: str) -> str:
    return _entry(row, address, "", number_of(row) + issued(row))


def _full_entry(row: Publication, address: str) -> str:
    index = f"<span>索引号 {escape(row.number)}</span>"
    facts = index + number_of(row) + on_day("成文", row.formed_on) + issued(row)
    return _entry(row, address, _passage(row), facts)


def _entry(row: Publication, address: str, passage: str, facts: str) -> str:
    return (
        f'<li><a href="{address}">{escape(row.title)}</a>\n'
        f"  {passage}\n"
        f"  <p>{facts}{validity(row)}</p></li>\n"
    )


def _passage(row: Publication) -> str:
    """The summary, where it says more than the title."""
    if not row.summary or row.title in row.summary:
        return ""
    told = row.summary
    if len(told) > LONGEST_SUMMARY:
        told = f"{told[: LONGEST_SUMMARY - 1]}…"
    return f'<p class="passage">{escape(told)}</p>'


def number_of(row: Publication) -> str:
    """Its document number, where it has one."""
    return f"<span>{escape(row.document_number)}</span>" if row.document_number else ""


def issued(row: Publication) -> str:
    """On which day it was published."""
    return on_day("发布", localdate(row.published_at))


def on_day(word: str, day: date) -> str:
    """What was done on a day."""
    return f'<span>{word} <time datetime="{day}">{day}</time></span>'


@register.simple_tag
def validity(row: Publication) -> SafeString | str:
    """How a text stands today, as a badge; nothing where that is no question."""
    if row.validity == Validity.NOT_APPLICABLE:
        return ""
    stands = Validity(row.validity)
    return badge(STANDING.get(stands, "overdue"), stands.label)
