"""Reading a kept content: its words, and something to look at. Knows no database but the row it is given."""

import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nh3

from gongkai.files import confinement, disk
from gongkai.files.confined.names import PAGE, TEXT
from gongkai.files.models import StoredFile

LONGEST_PAGE = 4_000_000
UNREAD = "文字和预览没有读出来，不影响下载和使用。"
TAGS = {
    *("p", "br", "h3", "h4", "h5", "h6", "strong", "em", "sup", "sub", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "img"),
}
ATTRIBUTES: Mapping[str, set[str]] = {
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
INLINE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a content.

    Attributes:
        text: its words.
        page: the whole as HTML that is safe to show.
        drawn: how many of its pages were drawn.
        pages: how many it has.
        failure: why nothing was read, for people.
    """

    text: str = ""
    page: str = ""
    drawn: int = 0
    pages: int = 0
    failure: str = ""


def read(stored: StoredFile) -> Reading:
    """Read a content in a confined process and keep the drawings; a content that cannot be read says so.

    Raises:
        DiskFullError: there was no room for the drawings; a later attempt may succeed.
    """
    folder = disk.incoming(stored.organ_id, f"{uuid.uuid4()}.read")
    try:
        answer = confinement.work("read", stored.kind, stored.path, folder)
        text, page = _content(folder, TEXT), clean(_content(folder, PAGE))
        if answer["drawn"]:
            disk.keep_derived(stored.organ_id, stored.sha256, folder)
    except confinement.UnworkableError:
        return Reading(failure=UNREAD)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Reading(text=text, page=page, drawn=answer["drawn"], pages=answer["pages"])


def drawing(stored: StoredFile, number: int) -> Path:
    """Where the drawing of a page lies."""
    return disk.derived(stored.organ_id, stored.sha256) / f"page-{number}.png"


def clean(page: str) -> str:
    """HTML that runs nothing, fetches nothing and leads nowhere.

    >>> clean('<p onclick="x()">答复<script>x()</script><a href="//x">此处</a><img src="http://x/"></p>')
    '<p>答复此处<img></p>'
    """
    return nh3.clean(
        page[:LONGEST_PAGE],
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"data"},
        link_rel=None,
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    is_source = (tag, attribute) == ("img", "src")
    return None if is_source and not INLINE.fullmatch(value) else value


def _content(folder: Path, name: str) -> str:
    path = folder / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
