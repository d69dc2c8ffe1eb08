"""The words of an item as its page shows them."""

from django.utils.text import Truncator
from lxml import html

from gongkai.portal.pages.leaving import with_question

LONGEST_CAPTION = 60


def shown(body: str, ask: str) -> str:
    """A body whose links to other sites lead to the question at ``ask``; its tables scroll by themselves."""
    return _scrolling(with_question(body, ask))


def _scrolling(body: str) -> str:
    """Each outermost table in a region that the keyboard reaches and scrolls: no page grows wide."""
    if "<table" not in body:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    for place, table in enumerate(root.xpath(".//table[not(ancestor::table)]"), 1):
        caption = Truncator(" ".join("".join(table.xpath("caption//text()")).split())).chars(LONGEST_CAPTION)
        name = f"表{place}：{caption}" if caption else f"表{place}"
        region = html.Element(
            "div", {"class": "table-scroll", "role": "region", "aria-label": name, "tabindex": "0"}
        )
        table.addprevious(region)
        region.tail, table.tail = table.tail, None
        region.append(table)
    return (root.text or "") + "".join(html.tostring(node, encoding="unicode") for node in root)
