"""From HTML to blocks: whatever it holds comes out as some block, and nothing is left out in silence."""

from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml import html as parser
from PIL import Image

from gongkai.documents.body.grids import table
from gongkai.documents.body.words import text_of
from gongkai.documents.model import (
    TEXT_WIDTH_MM,
    UNPRINTABLE,
    Alignment,
    Block,
    Heading,
    Paragraph,
    Picture,
    PictureKind,
)

LEVELS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 4}
LISTS = ("ul", "ol")
INLINE = "data:image/"
MM_PER_PIXEL = 25.4 / 96
TALLEST_MM = 200.0
MOST_PIXELS = 40_000_000
UNREADABLE = "（此处的图片不能印出，请查看网页）"


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a body in reading order.

    >>> [block.text for block in blocks("<h2>一、总则</h2><p>第一条</p><ol><li>甲</li></ol>")]
    ['一、总则', '第一条', '1.甲']
    """
    if not body.strip():
        return ()
    root = parser.fragment_fromstring(body, create_parent="div")
    return tuple(_inside(root))


def _inside(node: etree._Element) -> Iterator[Block]:
    """What stands in an element that holds blocks."""
    yield from _loose(node.text)
    for child in node:
        yield from _block(child)
        yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[Block]:
    if text and (words := UNPRINTABLE.sub("", text).strip()):
        yield Paragraph(words)


def _block(node: etree._Element) -> Iterator[Block]:
    if node.tag in LISTS:
        yield from _points(node)
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag == "blockquote":
        yield from _inside(node)
    else:
        yield from _paragraph(node)


def _paragraph(node: etree._Element) -> Iterator[Block]:
    if words := text_of(node):
        yield _written(node, words)
    yield from _pictures(node)


def _written(node: etree._Element, words: str) -> Block:
    if node.tag in LEVELS:
        return Heading(words.replace("\n", " "), LEVELS[str(node.tag)])
    match node.get("class"):
        case "center":
            return Paragraph(words, Alignment.CENTER, 0)
        case "right":
            return Paragraph(words, Alignment.RIGHT, 0)
    return Paragraph(words)


def _points(node: etree._Element) -> Iterator[Block]:
    """The points of a list, those of a list inside a point after it."""
    start = node.get("start", "1")
    first = int(start) if start.isdecimal() else 1
    for number, point in enumerate(node.iterchildren("li"), first):
        inner = [child for child in point if child.tag in (*LISTS, "table")]
        for child in inner:
            _take_out(child)
        if words := text_of(point):
            yield Paragraph(f"{number}.{words}" if node.tag == "ol" else f"• {words}")
        yield from _pictures(point)
        for child in inner:
            yield from _block(child)


def _take_out(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        tail, before = node.tail or "", node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        node.tail = None
        parent.remove(node)


def _table(node: etree._Element) -> Iterator[Block]:
    if (found := table(node)) is not None:
        yield found
    yield from _pictures(node)


def _pictures(node: etree._Element) -> Iterator[Block]:
    found = [node] if node.tag == "img" else node.iter("img")
    for image in found:
        address = image.get("src", "")
        if address.startswith(INLINE):
            yield _picture(address, UNPRINTABLE.sub("", image.get("alt", "")).strip())


def _picture(address: str, description: str) -> Block:
    head, _, packed = address.partition(",")
    kind = PictureKind(head.removeprefix(INLINE).removesuffix(";base64"))
    try:
        content = b64decode(packed)
        with Image.open(BytesIO(content), formats=[kind]) as image:
            wide, tall = image.size
            if wide * tall > MOST_PIXELS:
                return Paragraph(UNREADABLE)
            image.load()  # a file that was cut off shows only now
    except (NotBase64Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Paragraph(UNREADABLE)
    scale = min(MM_PER_PIXEL, TEXT_WIDTH_MM / wide, TALLEST_MM / tall)
    return Picture(content, kind, wide * scale, tall * scale, description or "图片")
