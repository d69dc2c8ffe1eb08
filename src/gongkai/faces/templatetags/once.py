"""What looks the same on very many pages: ``{% once_for slug=organ.slug %}…{% end_once_for %}``.

What stands between the tags sees the values that are named and nothing else, so it can be kept by them: no
change of anything can leave an old one standing.
"""

from collections.abc import Mapping

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString

register = template.Library()
MOST_KEPT = 512  # texts at one place of a template; there, as many organs as an installation may have
END = "end_once_for"


class OnceNode(Node):
    """A part of a template that is rendered once for each set of values."""

    def __init__(self, values: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self.values = values
        self.nodelist = nodelist
        self._kept: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = [one.resolve(context, ignore_failures=True) for one in self.values.values()]
        # equal ones of other types read otherwise: 1 and True, text that is escaped and text that is not
        key = (*values, *map(type, values))
        found = self._kept.get(key)
        if found is None:
            found = self.nodelist.render(context.new(dict(zip(self.values, values, strict=True))))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found


@register.tag
def once_for(parser: Parser, token: Token) -> OnceNode:
    """Keep what stands between the tags by the values named, which is all that it sees of the page."""
    _, *named = token.split_contents()
    values = token_kwargs(named, parser)
    if named:
        raise TemplateSyntaxError(f"once_for: {named[0]}")
    nodelist = parser.parse((END,))
    parser.delete_first_token()
    return OnceNode(values, nodelist)
