"""Rows as a file that office programs open, and which runs nothing there."""

import csv
import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from gongkai.documents.cells import harmless

CSV = "text/csv; charset=utf-8"


def attached(body: bytes, name: str, media_type: str) -> HttpResponse:
    """An answer that is saved as a file of that name, and never opened as a page."""
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """The rows as comma-separated values; the mark at their beginning says that they are UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([harmless(text(value)) for value in row])
    return file.getvalue().encode("utf-8-sig")


def text(value: Any) -> str:
    """A value as a cell holds it."""
    return "" if value is None else str(value)
