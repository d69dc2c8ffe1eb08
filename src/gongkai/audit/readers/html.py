"""Web pages as saved: innermost tables are grids, everything else is paragraphs."""

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.audit.readers.decoding import decode
from gongkai.audit.source import CELL_BREAK, Block, Grid, Source, UnreadableError

TABLE = "\x1d"
"""Stands where a table was taken out."""
WIDEST = 50
NAMES = "meta[name=SiteName],meta[name=ContentSource],meta[name=ArticleTitle]"
HIDDEN = ["script", "style", "noscript", "template", "textarea"]
HARMLESS = 1 << 17
HARMLESS_IMBALANCE = 2000
# The square of half their number is what these can reopen, less than MOST_REOPENED.
HARMLESS_TAGS = 2800
LONG_TAG, MOST_ATTRIBUTES, DEEPEST, MOST_TAGS, MOST_REOPENED = 4000, 1000, 5000, 200_000, 2_000_000
STRANGE = "网页的结构异常（元素、嵌套或属性过多），可能有害，未读取，请另存为正常的网页或 Word 文件"
CLOSED_BY_OTHERS = re.compile(
    "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|tbody|td|th|thead|tr|wbr"
)
# An element of these kinds left open is opened anew in every block that follows; <a> is not, since a
# second one ends the first.
FORMATTING = re.compile("b|big|code|em|font|i|s|small|strike|strong|tt|u")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9:]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>?")
ESCAPED = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<sign>[^u]))")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CONTAINERS = frozenset({"section", "article", "header", "footer", "center", "blockquote", "pre", "dt", "dd"})
BREAKING = frozenset({"p", "div", "br", "li"})
BLOCKS = BREAKING | HEADINGS | CONTAINERS | {"tr", "td", "th", "caption"}
# Two signs of figures, between which there may be a joint of two figures, or of two halves of one; at any
# other joint a line break would change nothing.
FIGURES = re.compile(r"[\d.,]\s*[\d.,]")
DOUBTFUL_JOINT = re.compile(rf"[\d.,]\s*{CELL_BREAK}\s*[\d.,]")
TEXT_NODE = "-text"


def read(data: bytes) -> Source:
    """The page's blocks; a report kept in a script or a text area is read from there.

    Raises:
        UnreadableError: the page is built so that reading it would take forever.
    """
    text, doubts, is_utf_8 = decode(data)
    check(text)
    # The parser wants UTF-8: where the file is in it, nothing need be written in it anew.
    tree = LexborHTMLParser(data if is_utf_8 and TABLE not in text else text.replace(TABLE, " "))
    body = tree.body
    if body is None:
        return Source([], doubts=doubts)
    hints, names = _told(tree)
    grids = _grids(body)
    blocks = [] if grids else _hidden(body)
    return Source(blocks or list(_blocks(body, grids)), [*hints, *names], names, doubts)


def check(text: str) -> None:
    """Refuse pages that only a hostile hand builds: parsing them takes the square of their size.

    Raises:
        UnreadableError: elements are nested, or a tag has attributes, without any measure.
    """
    if _is_harmless(text):
        return
    depth = reopened = formatting = 0
    for number, tag in enumerate(TAG.finditer(text)):
        if tag.end() - tag.start() > LONG_TAG and len(tag.group().split()) > MOST_ATTRIBUTES:
            raise UnreadableError(STRANGE)
        name = tag["name"].lower()
        step = -1 if text[tag.start() + 1] == "/" else 1
        if FORMATTING.fullmatch(name):
            formatting = max(0, formatting + step)
        elif step > 0:
            reopened += formatting
        if not CLOSED_BY_OTHERS.fullmatch(name) and not tag.group().endswith("/>"):
            depth = max(0, depth + step)
        if depth > DEEPEST or number > MOST_TAGS or reopened > MOST_REOPENED:
            raise UnreadableError(STRANGE)


def _is_harmless(text: str) -> bool:
    """Whether the page is too short, and its tags too nearly in pairs, to do harm."""
    if len(text) >= HARMLESS:
        return False
    tags = text.count("<")
    return tags < HARMLESS_TAGS or tags - 2 * text.count("</") < HARMLESS_IMBALANCE


def _told(tree: LexborHTMLParser) -> tuple[list[str], list[str]]:
    """The titles and the names that the page's head tells.

    Where a stray element ends the head early, the names after it stand in the body.
    """
    head = tree.head
    titles = head.css("title") if head else []
    named = (head.css(NAMES) if head else []) or tree.css(NAMES)
    return [node.text() for node in titles], [node.attributes.get("content") or "" for node in named]


def _hidden(body: LexborNode) -> list[Block]:
    """The blocks of a page that scripts or text areas hold as a string."""
    for node in body.css("script,textarea,template"):
        held = node.text()
        if "<td" in held or "\\u003ctd" in held:
            page = ESCAPED.sub(_unescaped, held[held.find("<") : held.rfind(">") + 1])
            inner = LexborHTMLParser(page).body
            if inner is not None and (grids := _grids(inner)):
                return list(_blocks(inner, grids))
    return []


def _unescaped(found: re.Match[str]) -> str:
    code = found["code"]
    if code:
        return chr(int(code, 16)).encode("utf-8", "replace").decode()
    return {"n": "\n", "t": " ", "r": ""}.get(found["sign"], found["sign"])


def _grids(body: LexborNode) -> list[Grid]:
    """The innermost tables, taken out of the page; a mark stays where each stood."""
    grids = []
    for table in body.css("table:not(:has(table))"):
        # The parser puts every row into a section, and every section right into its table.
        grids.append(Grid([_row(row) for part in table.iter() for row in part.iter() if row.tag == "tr"]))
        table.replace_with(TABLE)
    return grids


def _blocks(body: LexborNode, grids: list[Grid]) -> Iterator[Block]:
    body.strip_tags(HIDDEN)
    waiting = iter(grids)
    for piece in _pieces(body, BLOCKS):
        if piece == TABLE:
            yield next(waiting)
        elif not piece.isspace():
            yield piece


def _pieces(top: LexborNode, kinds: Collection[str]) -> Iterator[str]:
    """The text inside an element, parted where an element of those kinds begins or ends, or a table stood.

    Elements are met where they begin; that one has ended shows only when the next text stands in
    another than the text before. White space goes with whatever is before it.
    """
    piece = ""
    before: LexborNode | None = None
    known = {top.mem_id: top.mem_id}
    for node in top.traverse(include_text=True):
        kind = node.tag
        if kind != TEXT_NODE:
            if kind in kinds:
                before = None
            continue
        text = node.text_content or ""
        if text == TABLE:
            yield from filter(None, (piece, TABLE))
            piece, before = "", None
        elif text.isspace():
            piece += text
        elif piece and (before is None or _around(before, kinds, known) != _around(node, kinds, known)):
            yield piece
            piece, before = text, node
        else:
            piece, before = piece + text, node
    if piece:
        yield piece


def _around(node: LexborNode, kinds: Collection[str], known: dict[int, int]) -> int:
    """Which element of those kinds the node stands in.

    ``known`` has it for every element asked about so far, so that a text deep inside many costs no
    climb of its own.
    """
    climbed = []
    outer = node.parent
    while outer is not None and outer.mem_id not in known:
        climbed.append(outer.mem_id)
        if outer.tag in kinds:
            known[outer.mem_id] = outer.mem_id
        else:
            outer = outer.parent
    owner = known[outer.mem_id] if outer is not None else 0
    known.update(dict.fromkeys(climbed, owner))
    return owner


def _row(row: LexborNode) -> list[str]:
    cells: list[str] = []
    for cell in row.iter():
        if not cell.is_element_node:
            continue  # Word leaves comments between cells
        text = cell.text_lexbor().strip()
        if len(text) > 1 and (FIGURES.search(text) or CELL_BREAK in text):
            text = _joined(cell)
        if text:
            cells.append(text)
        else:
            cells += [""] * _columns(cell)
    return cells


def _joined(cell: LexborNode) -> str:
    """A cell of perhaps several pieces; where figures meet, by a line break if one is seen between them."""
    text = cell.text(separator=CELL_BREAK).strip()
    if not DOUBTFUL_JOINT.search(text):
        return text.replace(CELL_BREAK, "")
    pieces = map(str.strip, _pieces(cell, BREAKING))
    return "\n".join(filter(None, pieces))


def _columns(cell: LexborNode) -> int:
    """How many columns a blank cell covers, within reason."""
    written = cell.attributes.get("colspan") or ""
    return max(1, min(int(written), WIDEST)) if written.isdecimal() and len(written) < WIDEST else 1
