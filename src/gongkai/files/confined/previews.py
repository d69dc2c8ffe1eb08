"""What is made from a kept file: its words, and something to look at without opening it."""

from collections.abc import Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from gongkai.audit.source import UnreadableError
from gongkai.files.confined import texts
from gongkai.files.confined.names import TEXT

# Named and not imported, as the verbs are: most files take none of them.
DRAWERS: Mapping[str, str] = {
    "pdf": "pages:draw",
    "docx": "prose:draw",
    **dict.fromkeys(("jpeg", "png", "gif", "tiff"), "pictures:draw"),
}


def read(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write the words, and pages or a page to look at, into the folder ``target``.

    A failure of one leaves the others: a file without readable words may still be looked at.
    """
    target.mkdir(exist_ok=True)
    drawn, total = 0, 0
    if drawer := DRAWERS.get(kind):
        drawn, total = resolve_name(f"gongkai.files.confined.{drawer}")(source, target)
    try:
        told = texts.words(kind, source)
    except UnreadableError:
        told = ""
    (target / TEXT).write_text(told, encoding="utf-8")
    return {"drawn": drawn, "pages": total, "words": len(told)}
