"""What a page of hits holds time and again, so made without a template: the hits, and how to narrow them."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from gongkai.catalogue.models import Publication
from gongkai.faces.templatetags.ui import narrowed_by
from gongkai.opendata.addresses import page_of
from gongkai.organs.models import Organ
from gongkai.portal.finding.views import Choice, Facet, Hit
from gongkai.portal.pages.frame import REPORTS
from gongkai.portal.templatetags.portal_pages import issued, number_of, on_day, validity
from gongkai.reports.models import AnnualReport
from gongkai.search.snippets import Part

register = template.Library()


@register.simple_tag
def hits(found: Iterable[Hit], organ: Organ | None) -> SafeString:
    """What may answer, each with its organ where the search was among all organs."""
    told = "".join(_hit(hit, names_organ=organ is None) for hit in found)
    return mark_safe(told)  # noqa: S308  escaped below


def _hit(hit: Hit, *, names_organ: bool) -> str:
    organ = f"<span>{escape(hit.found.organ.name)}</span>" if names_organ else ""
    facts = _item(hit.found) if isinstance(hit.found, Publication) else _report(hit.found)
    return (
        f'<li><a href="{page_of(hit.found)}">{_marked(hit.title)}</a>\n'
        f'  <p class="passage">{_marked(hit.passage)}</p>\n'
        f"  <p>{organ}{facts}</p></li>\n"
    )


def _item(found: Publication) -> str:
    return f"{number_of(found)}<span>{escape(found.column.name)}</span>{issued(found)}{validity(found)}"


def _report(found: AnnualReport) -> str:
    return f"<span>{REPORTS}</span>{on_day('公布', found.out_since)}"


def _marked(parts: Iterable[Part]) -> str:
    return "".join(f"<mark>{escape(one.text)}</mark>" if one.hit else escape(one.text) for one in parts)


@register.simple_tag(takes_context=True)
def choices(context: Context, facet: Facet) -> SafeString:
    """The values by which the hits can be narrowed; the one that is chosen needs no link."""
    rest = narrowed_by(context, facet.by, None)
    before = rest if rest == "?" else f"{rest}&"
    told = (
        _choice(one, escape(one.name) if facet.is_chosen else _link(one, facet.by, before))
        for one in facet.choices
    )
    return mark_safe("".join(told))  # noqa: S308  escaped here and below


def _link(choice: Choice, by: str, before: str) -> str:
    address = escape(f"{before}{urlencode({by: choice.key})}")
    return f'<a href="{address}">{escape(choice.name)}</a>'


def _choice(choice: Choice, shown: str) -> str:
    count = f' <span class="muted number">{choice.count}</span>' if choice.count else ""
    return f"<li>{shown}{count}</li>"
