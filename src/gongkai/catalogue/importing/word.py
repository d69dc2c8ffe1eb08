"""A Word document as the beginning of an item: title and document number are recognised, junk is dropped."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as parser

from gongkai.catalogue.models import LONGEST_TITLE
from gongkai.catalogue.wordings import clean_body
from gongkai.files.converting import Page
from gongkai.law.numbers import STRICT

HEAD = 8  # how far down a title or number is looked for
SPACES = re.compile(r"\s+")
ISSUE_LINE = re.compile(r"[\u4e00-\u9fa5]{2,40}文件")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a Word document gives.

    Attributes:
        title: where one was recognised.
        document_number: as ``title``.
        body: cleaned, without these.
        dropped: how many pictures could not be taken over.
    """

    title: str
    document_number: str
    body: str
    dropped: int


def recognised(page: Page) -> Recognised:
    """Title, number and body of a document as official texts are laid out (GB/T 9704)."""
    root = parser.fragment_fromstring(page.html, create_parent="div")
    number = _take_number(root)
    title = _take_title(root)
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return Recognised(title, number, clean_body((root.text or "") + inner), page.dropped)


def _take_number(root: etree._Element) -> str:
    for node in list(root)[:HEAD]:
        text = SPACES.sub("", _text(node))
        if ISSUE_LINE.fullmatch(text):
            root.remove(node)
        elif STRICT.fullmatch(text):
            root.remove(node)
            return text
    return ""


def _take_title(root: etree._Element) -> str:
    """The first heading or centred lines; lines that follow each other at once are one title."""
    pieces: list[str] = []
    for node in list(root)[:HEAD]:
        text = _text(node).strip()
        is_title = node.get("class") in ("title", "center") or node.tag == "h1"
        if is_title and text:
            pieces.append(text)
            root.remove(node)
        elif pieces or (text and not is_title):
            break
    return "".join(pieces)[:LONGEST_TITLE]


def _text(node: etree._Element) -> str:
    return "".join(str(piece) for piece in node.itertext())
