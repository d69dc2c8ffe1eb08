"""What staff can do about jobs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class JobRetried:
    task: str
    told: str
