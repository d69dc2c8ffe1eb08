"""What a report's narrative claims, as values: the rules of ``text`` compare them with the tables.

Which sentence claims what is for the reader of sentences (``gongkai.audit.claims``) to find out;
what it must agree with is law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Told(StrEnum):
    """What a figure in the narrative is said to be."""

    RECEIVED = "received"
    HANDLED = "handled"
    CLOSED = "closed"
    CARRIED_IN = "carried_in"
    CARRIED_OUT = "carried_out"
    GRANTED = "granted"
    PARTIAL = "partial"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"
    NOT_PROCESSED = "not_processed"
    OTHER = "other"
    WITHDRAWN = "withdrawn"
    NATURAL = "natural"
    LEGAL = "legal"
    RECONSIDERATION = "reconsideration"
    SUITS = "suits"
    NORMS = "norms"
    NORMS_REPEALED = "norms_repealed"
    PERMITS = "permits"
    PENALTIES = "penalties"

    # As fast as that of the word it is; the one of ``Enum`` is a call for each look into a table.
    __hash__ = str.__hash__


RESULTS = (
    Told.GRANTED,
    Told.PARTIAL,
    Told.DENIED,
    Told.UNAVAILABLE,
    Told.NOT_PROCESSED,
    Told.OTHER,
)


class Claim(NamedTuple):
    """A count that the narrative states.

    ``what`` has several members where one figure covers them together, as 予以公开及部分公开.
    ``step`` is the unit of the last printed digit: 1000 for 1.2万件. ``sure`` says that the
    wording allows one reading only; ``inside`` is what the count is said to be part of.
    """

    what: tuple[Told, ...]
    value: int
    quote: str
    step: int = 1
    sure: bool = True
    inside: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage said of a count, with the digits printed."""

    of: Claim
    percent: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A change against last year in per cent, negative for a fall, with the digits printed."""

    of: Claim
    percent: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class Itemised:
    """A count and the parts the narrative splits it into, as by unit or by channel."""

    whole: Claim
    parts: tuple[int, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class FeeTold:
    """What is told of the processing fee 信息处理费; None where no figure is given.

    ``parts`` are the cases and yuan of each item after 其中; ``in_part_six`` says whether it
    stands where the form wants it.
    """

    quote: str
    cases: int | None = None
    yuan: Decimal | None = None
    parts: tuple[tuple[int, Decimal], ...] = ()
    in_part_six: bool = True


@dataclass(frozen=True)
class Narrative:
    """Everything the narrative claims, in the order it is told.

    ``all_upheld`` quotes the words that all disputes were upheld; ``has_part_six`` says whether
    part 六, where the fee belongs, was found at all.
    """

    claims: tuple[Claim, ...] = ()
    shares: tuple[Share, ...] = ()
    growths: tuple[Growth, ...] = ()
    itemised: tuple[Itemised, ...] = ()
    all_upheld: str = ""
    fee: FeeTold | None = None
    has_part_six: bool = True

    @cached_property
    def told(self) -> Mapping[tuple[Told, ...], Sequence[Claim]]:
        """The claims by what they are about, in the order first told of."""
        told: dict[tuple[Told, ...], list[Claim]] = {}
        for claim in self.claims:
            told.setdefault(claim.what, []).append(claim)
        return told

    def of(self, *what: Told) -> list[Claim]:
        """The claims about exactly that."""
        return list(self.told.get(what, ()))

    def first(self, *what: Told) -> int | None:
        """The first figure told of that, if any."""
        claims = self.told.get(what)
        return claims[0].value if claims else None
