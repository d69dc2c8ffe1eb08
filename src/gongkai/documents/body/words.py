"""The words of an HTML element as a document prints them."""

import re
from itertools import pairwise

from lxml import etree

from gongkai.documents.model import UNPRINTABLE

BLANK = re.compile(r"[ \t\r\n\u3000\xa0]+")
BREAK = "\x00"  # stands for a break until spaces are joined; no text holds it
BREAKING = ("br", "p", "li", "tr")
CELLS = ("td", "th")
ADDRESS = re.compile(r"https?://")


def text_of(node: etree._Element) -> str:
    """The words on as many lines as there are breaks, spaces joined; an address stands behind its link."""
    lines = (BLANK.sub(" ", line).strip() for line in _raw(node).split(BREAK))
    return "\n".join(line for line in lines if line)


def _raw(node: etree._Element) -> str:
    parts = [_clean(node.text)]
    for before, child in pairwise((None, *node)):
        if child.tag in BREAKING:
            parts.append(BREAK)
        if before is not None and child.tag in CELLS:
            parts.append(" ")  # a table inside a cell
        parts += [_raw(child), _address(child), _clean(child.tail)]
    return "".join(parts)


def _clean(text: str | None) -> str:
    return UNPRINTABLE.sub("", text or "")


def _address(node: etree._Element) -> str:
    """Where a link leads, for readers on paper, unless its words say so."""
    address = node.get("href", "") if node.tag == "a" else ""
    told = "".join(map(str, node.itertext()))
    return f"（{_clean(address)}）" if ADDRESS.match(address) and address.rstrip("/") not in told else ""
