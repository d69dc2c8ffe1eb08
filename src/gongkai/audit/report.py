"""A published report as the readers found it: what it says, and what could not be made out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.law.annual.tables import Tables


class FormUsed(StrEnum):
    """The form the tables follow, told by their labels and rows, not by the year."""

    FORM_2021 = "2021"
    FORM_2019 = "2019"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Doubt:
    """Something in the source that could not be made out, and why.

    ``code`` is stable (``READ-ALIGN``); ``cells`` are the figures that stay unknown because of it,
    named as in findings (a row or a whole table may be named too); ``message`` is Chinese.
    """

    code: str
    cells: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class PublishedReport:
    """One report: its organ and year, its tables, its narrative by part.

    ``parts`` has the text of parts 一 to 六 by number (1 to 6), tables left out; a part whose
    heading was not found is absent. ``text`` is the whole narrative in reading order, title
    first. White space inside a sentence is gone; paragraphs are separated by a newline.
    """

    organ: str | None
    year: int | None
    form: FormUsed
    tables: Tables
    parts: Mapping[int, str] = field(default_factory=dict)
    text: str = ""
    doubts: tuple[Doubt, ...] = ()
