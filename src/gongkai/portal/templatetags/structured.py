"""``{% linked_data node %}``: what a page is about, for programs that read it."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# Within JSON these stand in strings alone, and no string can end the element then.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.simple_tag
def linked_data(node: Mapping[str, Any]) -> SafeString:
    """A node of schema.org as JSON-LD."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above
