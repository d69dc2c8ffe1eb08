"""What can happen to a dispute; words of people stand sealed in its row, never here."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class DisputeNotified:
    """The copy of an application for reconsideration, or of a complaint, came in."""

    block: str
    request: int | None
    authority: str
    number: str
    notified_on: str
    accepted_on: str
    limit_on: str
    act_is_ours: bool


@dataclass(frozen=True, kw_only=True)
class DisputeAmended:
    """What was entered about a dispute was corrected."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DisputeAnswered:
    """The organ handed in its answer, with the evidence."""

    answered_on: str


@dataclass(frozen=True, kw_only=True)
class DisputeConcluded:
    """The dispute was decided, or ended otherwise."""

    concluded_on: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ReReplyOrdered:
    """The organ was ordered to reply anew by a day."""

    reply_limit_on: str
