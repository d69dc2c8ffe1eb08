"""How the state of an item is shown."""

from django import template
from django.utils.safestring import SafeString

from gongkai.catalogue.models import Item
from gongkai.desk.catalogue.showing import kind_of
from gongkai.faces.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def item_badge(item: Item) -> SafeString:
    """The state of an item as sign, word and colour."""
    return badge(kind_of(item), item.get_state_display())
