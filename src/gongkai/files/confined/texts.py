"""The words of a file, for searching."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from pkgutil import resolve_name

import python_calamine

from gongkai.audit.readers.packages import part, unpack, xml
from gongkai.audit.source import Block, Grid, Line, Run, UnreadableError
from gongkai.files.confined.encodings import decoded

MOST_CHARACTERS = 2_000_000
SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
SHEET = re.compile(r"Doc_\d+/Pages/Page_(\d+)/Content\.xml")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def words(kind: str, source: Path) -> str:
    """The words of a file of that kind, within reason; none where such files have none or hide them.

    Raises:
        UnreadableError: the file is broken, or larger than can be read.
    """
    reader = READERS.get(kind)
    text = reader(source) if reader else ""
    # PostgreSQL keeps no NUL, and a lone surrogate is no character.
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:MOST_CHARACTERS]


def _plain(source: Path) -> str:
    return decoded(source.read_bytes()) or ""


def _audited(kind: str) -> Callable[[Path], str]:
    """The auditor's reader of that kind, loaded when such a file comes: most files take less than that."""

    def read(source: Path) -> str:
        return _told(resolve_name(f"gongkai.audit.readers.{kind}:read")(source.read_bytes()).blocks)

    return read


def _pdf(source: Path) -> str:
    return str(resolve_name("gongkai.files.confined.pages:text")(source))


def _xls(source: Path) -> str:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(source))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    return "\n".join(" ".join(str(cell) for cell in row if cell != "") for row in rows)


def _pptx(source: Path) -> str:
    return _parts(source, SLIDE, f"{DRAWING}p", f"{DRAWING}t")


def _ofd(source: Path) -> str:
    return _parts(source, SHEET, "{*}TextObject", "{*}TextCode")


def _parts(source: Path, pattern: re.Pattern[str], holder: str, piece: str) -> str:
    """The text of the parts that fit a pattern, in the order of their numbers; a line for each holder."""
    package = unpack(source.read_bytes())
    found = [match for name in package.namelist() if (match := pattern.fullmatch(name))]
    lines = [
        "".join(node.text or "" for node in one.iter(piece))
        for match in sorted(found, key=lambda match: (match[0].count("/"), int(match[1])))
        for one in xml(part(package, match[0])).iter(holder)
    ]
    return "\n".join(filter(None, lines))


def _told(blocks: Sequence[Block]) -> str:
    return "\n".join(line for block in blocks for line in _lines(block) if line.strip())


def _lines(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield block
        case Grid():
            yield from (" ".join(row) for row in block.rows)
        case Run():
            yield " ".join(block.cells)
        case Line():
            yield block.text


READERS: Mapping[str, Callable[[Path], str]] = {
    "pdf": _pdf,
    "docx": _audited("docx"),
    "xlsx": _audited("xlsx"),
    "xls": _xls,
    "pptx": _pptx,
    "ofd": _ofd,
    "text": _plain,
}
