"""Thresholds of the warnings: numbers that no text fixes, handed in from ``data/annual/limits.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where a warning begins; see the data file for each one's source."""

    disputes_without_requests: int
    similarity_percent: int
    shingle_length: int
    growth_tolerance: Decimal
    headings_lost_at_most: int

    @classmethod
    def from_facts(cls, facts: Mapping[str, Mapping[str, Any]]) -> "Limits":
        """The thresholds from the data file's entries."""
        return cls(
            disputes_without_requests=facts["disputes_without_requests"]["value"],
            similarity_percent=facts["similarity_percent"]["value"],
            shingle_length=facts["shingle_length"]["value"],
            growth_tolerance=Decimal(facts["growth_tolerance"]["value"]),
            headings_lost_at_most=facts["headings_lost_at_most"]["value"],
        )
