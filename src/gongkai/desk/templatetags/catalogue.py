"""How the state of an item is shown."""

from typing import Any

from django import template

from gongkai.catalogue.models import Item
from gongkai.desk.catalogue.showing import kind_of
from gongkai.faces.templatetags.ui import badge

register = template.Library()


@register.inclusion_tag("components/badge.html")
def item_badge(item: Item) -> dict[str, Any]:
    """The state of an item as sign, word and colour."""
    return badge(kind_of(item), item.get_state_display())
