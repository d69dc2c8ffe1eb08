"""The picture by which a page is counted: ``{% load visits %}{% counted %}`` at its end."""

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.portal.visits.addresses import counting_address

register = template.Library()


@register.simple_tag(takes_context=True)
def counted(context: Context) -> SafeString | str:
    """A picture of one point that nobody sees; nothing on pages that are no organ's or answer a form."""
    address = counting_address(context["request"])
    return (
        format_html('<img class="counted" src="{}" alt="" width="1" height="1">', address) if address else ""
    )
