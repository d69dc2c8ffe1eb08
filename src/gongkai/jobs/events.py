"""What staff can do about jobs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class JobRequeued:
    task: str
    told: str
