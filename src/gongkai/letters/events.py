"""What can happen to a letter. Words of a letter are sealed in its row and never enter the ledger."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LetterheadChanged:
    """What every letter of the organ says about the organ changed."""


@dataclass(frozen=True, kw_only=True)
class LetterBegun:
    """A letter of this kind was begun."""

    code: str


@dataclass(frozen=True, kw_only=True)
class LetterRevised:
    """The words of a draft changed; ``sha256`` tells which words they are now."""

    sha256: str


@dataclass(frozen=True, kw_only=True)
class LetterDiscarded:
    """A draft was given up; nothing was sent."""


@dataclass(frozen=True, kw_only=True)
class LetterSigned:
    """A letter was signed and numbered; ``sha256`` is that of its words as printed."""

    number: str
    sha256: str
    docx: str
    pdf: str


@dataclass(frozen=True, kw_only=True)
class LetterSent:
    """A signed letter left the house."""

    way: str


@dataclass(frozen=True, kw_only=True)
class LetterReturned:
    """A letter came back."""


@dataclass(frozen=True, kw_only=True)
class LetterServed:
    """A letter reached its reader."""
