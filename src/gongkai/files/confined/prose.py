"""Documents of Word as a page to look at."""

import base64
from pathlib import Path
from typing import Any

import mammoth

from gongkai.files.confined.names import PAGE

LARGEST_INLINE = 600_000  # bytes of a picture inside a page
SHOWN = ("image/png", "image/jpeg", "image/gif")
# Below the headings of the page that shows it.
HEADINGS = "\n".join(
    f"p[style-name='{name} {level}'] => h{min(level + 2, 6)}:fresh"
    for name in ("heading", "Heading", "标题")
    for level in range(1, 7)
)


def draw(source: Path, folder: Path) -> tuple[int, int]:
    """Write the document as HTML, which has no pages to draw; whoever shows it cleans it first."""
    with source.open("rb") as file:
        pictures = mammoth.images.img_element(_Inline().attributes)
        page = mammoth.convert_to_html(file, convert_image=pictures, style_map=HEADINGS).value
    (folder / PAGE).write_text(page, encoding="utf-8")
    return 0, 0


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
