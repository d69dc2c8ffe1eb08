"""The tree of columns beside every page of an organ: by far the most links, so made without a template."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.catalogue.models import Column
from gongkai.catalogue.queries import Branch
from gongkai.organs.models import Organ

register = template.Library()
ANY = "any"
CURRENT = mark_safe(' aria-current="page"')


@register.simple_tag
def branches(found: Iterable[Branch], organ: Organ, shown: Column | None = None) -> SafeString:
    """Columns as a list within lists, the one that is shown marked."""
    # Paths hold nothing that an address would have to encode.
    before, after = reverse("portal:column", args=[organ.slug, ANY]).rsplit(ANY, 1)
    return _list(found, before, after, shown.pk if isinstance(shown, Column) else None)


def _list(found: Iterable[Branch], before: str, after: str, shown: int | None) -> SafeString:
    parts = ((_entry(branch, before, after, shown),) for branch in found)
    return format_html("<ul>{}</ul>", format_html_join("", "{}", parts))


def _entry(branch: Branch, before: str, after: str, shown: int | None) -> SafeString:
    return format_html(
        '<li><a href="{}"{}>{}</a>{}</li>',
        f"{before}{branch.column.path}{after}",
        CURRENT if branch.column.pk == shown else "",
        branch.column.name,
        _list(branch.below, before, after, shown) if branch.below else "",
    )
