"""What people bring in Word and Excel, read in a confined process: nothing of it is kept here."""

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.files import acceptance, confinement, disk
from gongkai.files.confined.names import PAGE, ROWS
from gongkai.files.receiving import check_length
from gongkai.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Page:
    """A Word document as HTML, not cleaned yet, and how many pictures could not be taken over."""

    html: str
    dropped: int


def page(organ: Organ, name: str, pieces: Iterable[bytes]) -> Page:
    """A Word document as HTML.

    Raises:
        RefusedError: it is none, or hostile; the message says what to do.
    """
    with _received(organ, name, pieces) as (source, kind, folder):
        dropped = confinement.work("page", kind, source, folder)["dropped"]
        return Page((folder / PAGE).read_text(encoding="utf-8"), dropped)


def rows(organ: Organ, name: str, pieces: Iterable[bytes]) -> list[list[str]]:
    """The cells of a workbook's first sheet.

    Raises:
        RefusedError: it is none, or hostile; the message says what to do.
    """
    with _received(organ, name, pieces) as (source, kind, folder):
        confinement.work("rows", kind, source, folder)
        found: list[list[str]] = json.loads((folder / ROWS).read_text(encoding="utf-8"))
        return found


@contextmanager
def _received(organ: Organ, name: str, pieces: Iterable[bytes]) -> Iterator[tuple[Path, str, Path]]:
    """A received file that was looked through as any other, and a folder; both are gone afterwards."""
    received = disk.incoming(organ.pk, str(uuid.uuid4()))
    folder = received.with_name(f"{received.name}.read")
    try:
        check_length(disk.write_at(received, 0, _bounded(pieces)))
        accepted = acceptance.accept(received, name)
        yield accepted.path, accepted.kind.code, folder
    finally:
        acceptance.discard(received)
        shutil.rmtree(folder, ignore_errors=True)


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    left = settings.FILES_MOST_BYTES
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            check_length(settings.FILES_MOST_BYTES + 1)
        yield piece
