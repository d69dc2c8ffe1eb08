"""Web pages as saved: innermost tables are grids, everything else is paragraphs."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.audit.readers.decoding import decode
from gongkai.audit.source import CELL_BREAK, Block, Grid, Source, UnreadableError

BREAK = "\x1e"
TABLE = "\x1d"
WIDEST = 50
MARKS = {ord(BREAK): " ", ord(TABLE): " "}
HIDDEN = ["script", "style", "noscript", "template", "textarea"]
HARMLESS = 1 << 17
LONG_TAG, MOST_ATTRIBUTES, DEEPEST, MOST_TAGS = 4000, 1000, 5000, 200_000
STRANGE = "网页的结构异常（元素、嵌套或属性过多），可能有害，未读取，请另存为正常的网页或 Word 文件"
CLOSED_BY_OTHERS = re.compile(
    "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|tbody|td|th|thead|tr|wbr"
)
TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9:]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>?")
ESCAPED = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<sign>[^u]))")
BLOCKS = (
    "p,div,br,li,h1,h2,h3,h4,h5,h6,tr,td,th,section,article,header,footer,center,blockquote,dt,dd,pre,caption"
)
BREAKING = frozenset({"p", "div", "br", "li"})


def read(data: bytes) -> Source:
    """The page's blocks; a report kept in a script or a text area is read from there.

    Raises:
        UnreadableError: the page is built so that reading it would take forever.
    """
    text, doubts = decode(data)
    check(text)
    tree = LexborHTMLParser(text.translate(MARKS) if BREAK in text or TABLE in text else text)
    body = tree.body
    if body is None:
        return Source([], doubts=doubts)
    hints = [node.text() for node in tree.css("head title")]
    named = tree.css("meta[name=SiteName],meta[name=ContentSource],meta[name=ArticleTitle]")
    names = [node.attributes.get("content") or "" for node in named]
    grids = _grids(body)
    blocks = [] if grids else _hidden(body)
    return Source(blocks or _blocks(body, grids), [*hints, *names], names, doubts)


def check(text: str) -> None:
    """Refuse pages that only a hostile hand builds: parsing them takes the square of their size.

    Raises:
        UnreadableError: elements are nested, or a tag has attributes, without any measure.
    """
    if len(text) < HARMLESS:
        return
    depth = 0
    for number, tag in enumerate(TAG.finditer(text)):
        if tag.end() - tag.start() > LONG_TAG and len(tag.group().split()) > MOST_ATTRIBUTES:
            raise UnreadableError(STRANGE)
        if not CLOSED_BY_OTHERS.fullmatch(tag["name"].lower()) and not tag.group().endswith("/>"):
            depth = max(0, depth + (-1 if text[tag.start() + 1] == "/" else 1))
        if depth > DEEPEST or number > MOST_TAGS:
            raise UnreadableError(STRANGE)


def _hidden(body: LexborNode) -> list[Block]:
    """The blocks of a page that scripts or text areas hold as a string."""
    for node in body.css("script,textarea,template"):
        held = node.text()
        if "<td" in held or "\\u003ctd" in held:
            page = ESCAPED.sub(_unescaped, held[held.find("<") : held.rfind(">") + 1])
            inner = LexborHTMLParser(page).body
            if inner is not None and (grids := _grids(inner)):
                return _blocks(inner, grids)
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
        grids.append(Grid([_row(row) for row in table.css("tr")]))
        table.insert_before(BREAK + TABLE + BREAK)
        table.decompose()
    return grids


def _blocks(body: LexborNode, grids: list[Grid]) -> list[Block]:
    body.strip_tags(HIDDEN)
    for node in body.css(BLOCKS):
        node.insert_before(BREAK)
        node.insert_after(BREAK)
    blocks: list[Block] = []
    waiting = iter(grids)
    for piece in body.text().split(BREAK):
        if piece == TABLE:
            blocks.append(next(waiting))
        elif piece and not piece.isspace():
            blocks.append(piece)
    return blocks


def _row(row: LexborNode) -> list[str]:
    cells: list[str] = []
    for cell in row.iter():
        text = cell.text(separator=CELL_BREAK).strip()
        if not text:
            cells += [""] * _columns(cell)
        elif CELL_BREAK in text:
            cells.append(_joined(cell, text))
        else:
            cells.append(text)
    return cells


def _joined(cell: LexborNode, text: str) -> str:
    """A cell of several pieces; those with figures are joined by a line break where one is seen."""
    if not re.search(r"\d", text):
        return text.replace(CELL_BREAK, "")
    for node in cell.css(",".join(BREAKING)):
        node.insert_before(BREAK)
        node.insert_after(BREAK)
    pieces = [piece.strip() for piece in cell.text().split(BREAK)]
    return "\n".join(piece for piece in pieces if piece)


def _columns(cell: LexborNode) -> int:
    """How many columns a blank cell covers, within reason."""
    written = cell.attributes.get("colspan") or ""
    return max(1, min(int(written), WIDEST)) if written.isdecimal() and len(written) < WIDEST else 1
