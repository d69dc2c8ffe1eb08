"""What is made from a kept file: its words, and something to look at without opening it."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mammoth
from PIL import Image

from gongkai.audit.source import UnreadableError
from gongkai.files.confined import pages, texts
from gongkai.files.confined.names import PAGE, TEXT

LARGEST_DRAWING = 1200  # pixels
LARGEST_INLINE = 600_000  # bytes of a picture inside a page
SHOWN = ("image/png", "image/jpeg", "image/gif")
# Below the headings of the page that shows it.
HEADINGS = "\n".join(
    f"p[style-name='{name} {level}'] => h{min(level + 2, 6)}:fresh"
    for name in ("heading", "Heading", "标题")
    for level in range(1, 7)
)
DRAWN = ("jpeg", "png", "gif", "tiff")


def read(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write the words, and pages or a page to look at, into the folder ``target``.

    A failure of one leaves the others: a file without readable words may still be looked at.
    """
    target.mkdir(exist_ok=True)
    drawn, total = 0, 0
    if kind == "pdf":
        drawn, total = pages.draw(source, target)
    elif kind in DRAWN:
        drawn = total = _shrink(source, target)
    elif kind == "docx":
        (target / PAGE).write_text(_page(source), encoding="utf-8")
    try:
        told = texts.words(kind, source)
    except UnreadableError:
        told = ""
    (target / TEXT).write_text(told, encoding="utf-8")
    return {"drawn": drawn, "pages": total, "words": len(told)}


def _shrink(source: Path, target: Path) -> int:
    with Image.open(source) as picture:
        picture.thumbnail((LARGEST_DRAWING, LARGEST_DRAWING * 4))
        picture.convert("RGBA").save(target / "page-1.png", "PNG")
    return 1


def _page(source: Path) -> str:
    """The document as HTML; whoever shows it cleans it first."""
    with source.open("rb") as file:
        pictures = mammoth.images.img_element(_Inline().attributes)
        return str(mammoth.convert_to_html(file, convert_image=pictures, style_map=HEADINGS).value)


class _Inline:
    """Puts pictures into the page itself, as long as they are few and small."""

    def __init__(self) -> None:
        self._left = LARGEST_INLINE * 4

    def attributes(self, picture: Any) -> dict[str, str]:
        with picture.open() as opened:
            content = opened.read(LARGEST_INLINE + 1)
        self._left -= len(content)
        if picture.content_type not in SHOWN or len(content) > LARGEST_INLINE or self._left < 0:
            return {"alt": "（图片未显示，请下载查看）"}
        return {"src": f"data:{picture.content_type};base64,{base64.b64encode(content).decode('ascii')}"}
