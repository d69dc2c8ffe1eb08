"""The formats of the data files, as their names, pages and servers tell them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the end of its files' names, what people call it, what servers tell of it."""

    suffix: str
    label: str
    media_type: str


FORMATS: Mapping[str, Format] = {
    one.suffix: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8"),
        Format("jsonl", "JSON Lines", "application/jsonl; charset=utf-8"),
        Format("parquet", "Parquet", "application/vnd.apache.parquet"),
    )
}
