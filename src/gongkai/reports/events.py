"""What can happen to an annual report."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReportBegun:
    """The report of a year was begun."""

    year: int
    is_consolidated: bool


@dataclass(frozen=True, kw_only=True)
class ReportBuilt:
    """Its figures were looked at and taken as they were; ``sha256`` is theirs."""

    sha256: str


@dataclass(frozen=True, kw_only=True)
class TextWritten:
    """The text of some of its parts was changed."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FigureEntered:
    """A figure was entered that no record gives; why stands in its row."""

    cell: str
    value: str


@dataclass(frozen=True, kw_only=True)
class FigureWithdrawn:
    """A figure that had been entered was taken out."""

    cell: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ReportClosed:
    """The year was closed: figures and texts are frozen under this check value."""

    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportRestated:
    """A closed report is built anew; the old one stays as it was."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ReportPublished:
    """The report was published, in these files."""

    docx: str
    pdf: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportImported:
    """A report of an earlier year was taken over from a file; ``original`` is the file's check value."""

    year: int
    version: int
    original: str
    sha256: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class ReportDiscarded:
    """A report that had been taken over by mistake was taken away before it was published."""

    year: int
    version: int
    sha256: str
