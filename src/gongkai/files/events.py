"""What can happen to files. Their names may name people, so the ledger, never purged, does not hold them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FileStored:
    """``stored`` is the id of the content; ``sha256`` and ``size`` prove what it was."""

    stored: int
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class FileRemoved:
    """The use of a content ended; the content itself stays while any other use has it, and for some days."""


@dataclass(frozen=True, kw_only=True)
class FileRestored:
    pass


@dataclass(frozen=True, kw_only=True)
class ContentPurged:
    """Nobody had used the content for so long that it was deleted from the disk."""

    sha256: str
    size: int
