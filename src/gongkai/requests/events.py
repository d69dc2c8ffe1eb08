"""What can happen around a request beside the moves of the procedure, which are ``gongkai.law.events``."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HandlerNamed:
    """A person took the request in hand, or was given it."""

    handler: int


@dataclass(frozen=True, kw_only=True)
class FindingWritten:
    """A step of the examination was written down; what was written is sealed in its row."""

    about: str


@dataclass(frozen=True, kw_only=True)
class ApplicantCorrected:
    """The applicant's data were corrected; what they are is sealed in the row."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicantShown:
    """Somebody looked at the applicant's data in full."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class ApplicantPurged:
    """The applicant's data and words were deleted; what is counted stays."""


@dataclass(frozen=True, kw_only=True)
class PaperAdded:
    """A paper was put into the file."""

    file: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class LetterTied:
    """A letter was begun in this case."""

    letter: int
    code: str


@dataclass(frozen=True, kw_only=True)
class CheckAnswered:
    """Somebody signed although a check only warned, and said why; the words are sealed."""

    check: str


@dataclass(frozen=True, kw_only=True)
class CodeRenewed:
    """The applicant was given a new query code."""


@dataclass(frozen=True, kw_only=True)
class Urged:
    """The superior organ urged that a request of an organ below be dealt with 督办."""

    request: int
    organ: int


@dataclass(frozen=True, kw_only=True)
class UrgeReceived:
    """The request is urged by the organ above; what it wrote is sealed in its row."""

    superior: int
    urging: int


@dataclass(frozen=True, kw_only=True)
class DueMoved:
    """A changed calendar moved the last day to reply."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class DataCleared:
    """Personal data that the scan found were looked at and left in a letter or its enclosures."""

    letter: int
    count: int


@dataclass(frozen=True, kw_only=True)
class EvidenceSealed:
    """What the reply rests on was fixed as it was signed; ``sha256`` is that of the bundle's index."""

    letter: int
    sha256: str
    count: int
