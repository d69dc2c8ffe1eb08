"""What stands in an answer of a website: tags, headings, links, anchors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree, html

from gongkai.law.websites import Page

CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
SPACES = re.compile(r"\s+")


class Use(StrEnum):
    """What a page does with an address."""

    LINK = "link"  # a reader may follow it
    PART = "part"  # the browser fetches it: pictures, styles, scripts
    FORM = "form"  # something is sent there
    LISTED = "listed"  # a feed or a sitemap names it


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written, and for what."""

    to: str
    use: Use


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer holds.

    Attributes:
        page: what the rules look at; None where it is no page.
        links: everything it points to.
        anchors: the ids to which a ``#`` can lead.
    """

    page: Page | None
    links: tuple[Link, ...]
    anchors: frozenset[str] = frozenset()


# Attributes that hold addresses, by element.
ADDRESSES = (
    ("a", "href", Use.LINK),
    ("area", "href", Use.LINK),
    ("form", "action", Use.FORM),
    ("button", "formaction", Use.FORM),
    ("img", "src", Use.PART),
    ("source", "src", Use.PART),
    ("script", "src", Use.PART),
    ("iframe", "src", Use.PART),
    ("object", "data", Use.PART),
    ("use", "href", Use.PART),
)
FETCHED_AT_ONCE = frozenset({"stylesheet", "icon", "preload", "manifest"})


def read(body: bytes, content_type: str) -> Read:
    """What an answer of that type holds; of a type without links nothing."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        return _page(body)
    if kind == "text/css":
        text = body.decode("utf-8", "replace")
        return Read(None, tuple(Link(to, Use.PART) for to in _in_css(text)))
    if kind.endswith("xml") and not kind.startswith("image/"):
        return Read(None, tuple(_listed(body)))
    return Read(None, ())


def _page(body: bytes) -> Read:
    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    anchors = frozenset(_written(root, "//@id | //a/@name"))
    return Read(_judged(root), tuple(_links(root)), anchors)


def _judged(root: html.HtmlElement) -> Page:
    tags = [(one.get("name"), one.get("content", "")) for one in root.iter("meta") if one.get("name")]
    return Page(
        tags=tuple(tags),
        headings=tuple(_text(one) for one in root.iter("h1")),
        outline=tuple(_text(one) for one in root.iter("h2")),
        entries=tuple(_text(link) for nav in root.iter("nav") if _is_beside(nav) for link in nav.iter("a")),
        foot=" ".join(_text(one) for one in root.iter("footer")),
        foot_links=tuple(_text(link) for foot in root.iter("footer") for link in foot.iter("a")),
    )


def _links(root: html.HtmlElement) -> Iterator[Link]:
    for element, attribute, use in ADDRESSES:
        yield from (
            Link(node.get(attribute, "").strip(), use)
            for node in root.iter(element)
            if attribute in node.attrib
        )
    yield from _related(root)
    yield from (Link(to, Use.PART) for to in _in_sets(root))
    yield from (
        Link(to, Use.PART) for styled in _written(root, "//@style | //style/text()") for to in _in_css(styled)
    )


def _related(root: html.HtmlElement) -> Iterator[Link]:
    for node in root.iter("link"):
        kinds = set(node.get("rel", "").lower().split())
        yield Link(node.get("href", ""), Use.PART if kinds & FETCHED_AT_ONCE else Use.LINK)


def _in_sets(root: html.HtmlElement) -> Iterator[str]:
    """Pictures for several sizes of screen."""
    for written in _written(root, "//img/@srcset | //source/@srcset"):
        yield from (one.split()[0] for one in written.split(",") if one.strip())


def _written(root: html.HtmlElement, path: str) -> list[str]:
    found = root.xpath(path)
    return [str(one) for one in found] if isinstance(found, list) else []


def _in_css(text: str) -> Iterator[str]:
    return (first or second for first, second in CSS_ADDRESS.findall(text))


def _listed(body: bytes) -> Iterator[Link]:
    """The addresses that a feed or a sitemap names."""
    root = etree.fromstring(body, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    for node in root.iter("{*}loc", "{*}link"):
        to = node.get("href") or node.text
        if to:
            yield Link(to.strip(), Use.LISTED)


def _is_beside(node: html.HtmlElement) -> bool:
    """Whether it stands neither in the content nor in the foot."""
    return next(node.iterancestors("footer", "main"), None) is None


def _text(node: html.HtmlElement) -> str:
    return SPACES.sub(" ", node.text_content()).strip()
