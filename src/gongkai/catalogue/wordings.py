"""What an item says, as a value: cleaned, digested, compared."""

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from html import escape
from typing import Any

import nh3
from lxml import etree
from lxml import html as parser

from gongkai.catalogue.choices import Genre, Validity
from gongkai.catalogue.models import Content
from gongkai.law.disclosure import Attribute

LONGEST_BODY = 4_000_000
TAGS = {
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "sup", "sub"),
    *("ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("img", "a"),
}
ATTRIBUTES: Mapping[str, set[str]] = {
    "a": {"href"},
    "img": {"src", "alt"},
    "p": {"class"},
    "h2": {"class"},
    "td": {"colspan", "rowspan", "class"},
    "th": {"colspan", "rowspan", "scope", "class"},
    "ol": {"start"},
}
ALIGNED = {"center", "right"}
DROPPED = {"script", "style", "title", "xml", "head", "template", "iframe", "object"}
INLINE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
SPAN = re.compile(r"[1-9][0-9]{0,2}")
EMPTY = re.compile(r"<p(?: class=\"\w+\")?>(?:\s|&nbsp;|\xa0|<br>)*</p>")
OUTERMOST = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table")
BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "caption", "blockquote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an item says. ``interprets`` is the id of the item that this one explains."""

    title: str
    formed_on: date
    document_number: str = ""
    makers: str = ""
    genre: str = Genre.OTHER.value
    summary: str = ""
    keywords: str = ""
    changed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = Validity.NOT_APPLICABLE.value
    attribute: str = Attribute.ACTIVE.value
    ground: str = ""
    reason: str = ""
    source_name: str = ""
    source_url: str = ""
    body: str = ""
    interprets_id: int | None = None

    @property
    def counted_from(self) -> date:
        """The day from which the time to publish runs: formed, or changed."""
        return max(self.formed_on, self.changed_on or self.formed_on)


FIELDS = tuple(field.name for field in fields(Wording))


def wording_of(row: Content) -> Wording:
    """What a draft, a version or a publication says."""
    return Wording(**{name: getattr(row, name) for name in FIELDS})


def as_fields(wording: Wording) -> dict[str, Any]:
    """What it says, as fields of a row, the body cleaned."""
    return {**asdict(wording), "title": wording.title.strip(), "body": clean_body(wording.body)}


def digest(wording: Wording) -> str:
    """The check value of what it says."""
    text = json.dumps(asdict(wording), ensure_ascii=False, sort_keys=True, default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


def clean_body(body: str) -> str:
    r"""HTML that keeps what a text needs and drops what editors and Word leave behind.

    >>> clean_body('<p class="MsoNormal" style="x" onclick="y">一、<span>总则</span></p><p> </p>')
    '<p>一、总则</p>'
    >>> clean_body("第一条\n第二条 a<b")
    '<p>第一条</p><p>第二条 a&lt;b</p>'
    """
    text = body[:LONGEST_BODY]
    if not re.search(r"</?[a-zA-Z][^<>]*>", text):
        text = "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    cleaned = nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel="noopener noreferrer",
    )
    return EMPTY.sub("", _in_paragraphs(cleaned)).replace("<img>", "")


def _in_paragraphs(cleaned: str) -> str:
    """Words that stand outside of every block, in paragraphs of their own."""
    root = parser.fragment_fromstring(cleaned, create_parent="div") if cleaned.strip() else None
    if root is None or not any(
        text.strip() for text in [root.text or "", *(node.tail or "" for node in root)]
    ):
        return cleaned
    made = parser.Element("div")
    paragraph = parser.Element("p")
    paragraph.text, root.text = root.text, None
    for node in list(root):
        tail, node.tail = node.tail, None
        if node.tag in OUTERMOST:
            made.extend((paragraph, node))
            paragraph = parser.Element("p")
            paragraph.text = tail
        else:
            node.tail = tail
            paragraph.append(node)
    made.append(paragraph)
    return "".join(etree.tostring(node, encoding="unicode", method="html") for node in made)


def lines(body: str) -> list[str]:
    """The words of a body, a line for each paragraph, cell and point."""
    if not body.strip():
        return []
    root = parser.fragment_fromstring(body, create_parent="div")
    for mark in root.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    found = [" ".join(_own_text(node).split(" ")).strip() for node in root.iter(*BLOCKS)]
    loose = (root.text or "").strip()
    return [line for line in ([loose, *found]) if line]


def has_pictures(body: str) -> bool:
    """Whether there are pictures, whose words no machine reads."""
    return "<img" in body


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a comparison: ``same``, ``gone`` on the left, ``new`` on the right, or ``changed``."""

    kind: str
    left: str
    right: str


def compared(left: Content, right: Content) -> Iterator[Change]:
    """Two bodies side by side, line by line."""
    old, new = lines(left.body), lines(right.body)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Change("same", line, line) for line in old[a:b])
            continue
        pairs = max(b - a, d - c)
        for place in range(pairs):
            was = old[a + place] if a + place < b else ""
            now = new[c + place] if c + place < d else ""
            yield Change("changed" if was and now else "gone" if was else "new", was, now)


def _own_text(node: Any) -> str:
    """The text of a block without that of blocks inside it, which stand on lines of their own."""
    parts = [node.text or ""]
    for child in node:
        if child.tag not in BLOCKS and child.tag not in ("ul", "ol", "table", "tbody", "thead", "tr"):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    match attribute:
        case "src":
            return value if INLINE.fullmatch(value) else None
        case "href":
            return None if value.startswith("data:") else value
        case "class":
            return value if value in ALIGNED else None
        case "colspan" | "rowspan" | "start":
            return value if SPAN.fullmatch(value) else None
        case "scope":
            return value if value in ("col", "row") and tag == "th" else None
    return value
