"""What is out as a document to keep: its words in the official format, with what the page says about them."""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from django.core.cache import caches
from django.utils.timezone import localtime

from gongkai.catalogue.choices import Validity
from gongkai.catalogue.models import Publication
from gongkai.catalogue.wordings import INLINE, digest, wording_of
from gongkai.documents import docx, pdf
from gongkai.documents.body.reading import blocks
from gongkai.documents.model import (
    UNPRINTABLE,
    Alignment,
    Block,
    Cell,
    OfficialDocument,
    Paragraph,
    Scope,
    Table,
    written_date,
)
from gongkai.notices.wording import absolute
from gongkai.opendata.addresses import page_of

WRITERS = {"docx": docx.render, "pdf": pdf.render}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
KEPT = "printed"  # the cache that holds what was written
LONGEST_SET = 100_000  # characters of a body without its pictures that are set as PDF: about two seconds
NO_LONGER = (Validity.AMENDED, Validity.REPEALED, Validity.VOID, Validity.LAPSED)
ELEMENTS_MM = (32.0, 124.0)
ELEMENTS_PT = 12.0


class TooLongError(ValueError):
    """A text is too long to be set as PDF while somebody waits for it."""


def document(found: Publication, files: Sequence[str], suffix: str) -> bytes | None:
    """What is out as Word or PDF, where it was written already as it says now.

    Args:
        found: what is out.
        files: the names of its attachments.
        suffix: one of ``WRITERS``.
    """
    said, content = caches[KEPT].get(_key(found.pk, suffix), ("", None))
    return content if said == _said(found, files) else None


def write(found: Publication, files: Sequence[str], suffix: str) -> bytes:
    """Write what is out as Word or PDF, and keep it for whoever asks next.

    Raises:
        TooLongError: it is too long to be set as PDF.
        TypesettingError: no font has one of its characters.
    """
    if suffix == "pdf" and len(INLINE.sub("", found.body)) > LONGEST_SET:
        raise TooLongError
    content = WRITERS[suffix](document_of(found, files))
    caches[KEPT].set(_key(found.pk, suffix), (_said(found, files), content))
    return content


def forget(item: int) -> None:
    """Keep nothing that was written of an item."""
    caches[KEPT].delete_many([_key(item, suffix) for suffix in WRITERS])


def document_of(found: Publication, files: Sequence[str]) -> OfficialDocument:
    """The title, what the page says of the text, and its words."""
    return OfficialDocument(
        title=_sound(found.title),
        blocks=(*_told(found), _elements(found, files), *blocks(found.body)),
        organ=_sound(_makers(found)),
        dated=found.formed_on,
        subject=_sound(found.summary),
    )


def address(found: Publication) -> str:
    """The page's address as it is printed and scanned."""
    return absolute(page_of(found))


def _told(found: Publication) -> Iterator[Block]:
    """What a reader must know before reading: that the text is no longer in force, that it was corrected."""
    if found.validity in NO_LONGER:
        standing = f"本文件{found.get_validity_display()}，仅供查阅，不得作为行政管理的依据。{found.marking}"
        yield Paragraph(_sound(standing))
    if found.corrected_at:
        yield Paragraph(
            _sound(f"{written_date(localtime(found.corrected_at).date())}更正：{found.correction}")
        )


def _elements(found: Publication, files: Sequence[str]) -> Table:
    """The directory elements as the page shows them, with where it stands."""
    pairs = {
        "索引号": found.number,
        "文号": found.document_number,
        "发布机构": _makers(found),
        "责任机构": found.unit_name,
        "体裁": found.get_genre_display(),
        "成文日期": written_date(found.formed_on),
        "发布日期": written_date(localtime(found.published_at).date()),
        "施行日期": found.effective_on and written_date(found.effective_on),
        "有效期至": found.expires_on and written_date(found.expires_on),
        "有效性": found.validity != Validity.NOT_APPLICABLE and found.get_validity_display(),
        "来源": found.source_name,
        "附件": "\n".join(files),
        "网址": address(found),
    }
    rows = tuple(
        (Cell(label, scope=Scope.ROW), Cell(_sound(text, keep="\n"), align=Alignment.LEFT))
        for label, text in pairs.items()
        if text
    )
    return Table(
        rows, ELEMENTS_MM, header_rows=0, caption="目录信息", shows_caption=False, size_pt=ELEMENTS_PT
    )


def _makers(found: Publication) -> str:
    return found.makers or found.organ.name


def _sound(text: str, keep: str = "") -> str:
    """The text on one line, or with its breaks kept, without what no document can carry."""
    return UNPRINTABLE.sub("", text if keep else " ".join(text.split()))


def _key(item: int, suffix: str) -> str:
    return f"{item}.{suffix}"


def _said(found: Publication, files: Sequence[str]) -> str:
    """Changes with whatever the document says, and with the release that writes it."""
    organ, at = found.organ, found.corrected_at
    around = (organ.name, organ.slug, found.number, found.unit_name, found.correction, at, found.marking)
    said = (version("gongkai"), address(found), digest(wording_of(found)), *around, *files)
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()
