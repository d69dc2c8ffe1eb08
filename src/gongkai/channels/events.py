"""What can happen to an organ's figures of visits."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class EarlierTotalsImported:
    """``totals`` is how many spans, ``views`` and ``visitors`` their sums."""

    source: str
    reason: str
    totals: int
    views: int
    visitors: int


@dataclass(frozen=True, kw_only=True)
class EarlierTotalsRevoked:
    reason: str
