"""A piece of what stands in a file, where it stands, and in which way it is hidden."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Why a reader would not see a passage, or a machine not read it; the codes are those of the gate."""

    SEEN = ""
    COMMENT = "comment"
    REVISION = "revision"
    HIDDEN_TEXT = "hidden_text"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_SLIDE = "hidden_slide"
    SPEAKER_NOTES = "speaker_notes"
    CACHED_DATA = "cached_data"
    EMBEDDED = "embedded"
    PROPERTY = "property"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Passage:
    """``place`` is told to people; ``text`` may be empty where only the place counts."""

    place: str
    text: str
    mark: Mark = Mark.SEEN
