"""The formats of the data files, as their names, pages and servers tell them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the end of its files' names, what people call it, what servers tell of it.

    ``is_text``: a compressed copy is worth its room.
    """

    suffix: str
    label: str
    media_type: str
    is_text: bool


FORMATS: Mapping[str, Format] = {
    one.suffix: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", is_text=True),
        Format("jsonl", "JSON Lines", "application/jsonl; charset=utf-8", is_text=True),
        Format("parquet", "Parquet", "application/vnd.apache.parquet", is_text=False),
    )
}
