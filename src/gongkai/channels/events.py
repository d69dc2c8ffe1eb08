"""What can happen to an organ's figures of visits, and to what readers reported; never their words."""

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


@dataclass(frozen=True, kw_only=True)
class ErrorReported:
    page: str
    error: str


@dataclass(frozen=True, kw_only=True)
class ErrorReportAnswered:
    is_right: bool


@dataclass(frozen=True, kw_only=True)
class ErrorReportClosed:
    reason: str


@dataclass(frozen=True, kw_only=True)
class ErrorReporterPurged:
    pass
