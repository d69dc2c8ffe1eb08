"""Choices the law leaves open and no lawyer has confirmed: handed in, never hard-coded.

Each field is an entry of ``data/practice.toml``, where its source, its tag and the question for
the lawyer stand. A rule names those it uses in ``@cites(..., rests_on=(...))``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


class UnknownPracticeError(ValueError):
    """The data file and this class do not name the same choices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The choices in force; see ``data/practice.toml`` for each one's meaning and source."""

    oral_request_is_handed_in: bool
    receipt_on_rest_day_moves_to_next_workday: bool
    suspension_ends_at_consultation_limit: bool
    reasons_asked_stop_the_clock: bool
    extension_allowed_again_after_restart: bool
    courier_counts_as_post: bool
    online_reply_is_made_when_sent: bool
    returned_letter_keeps_its_posting_day: bool
    correction_of_record_workdays: int
    conversion_workdays: int
    agent_counts_as_principal: bool
    joint_applicants_count_once: bool
    withdrawn_row: str
    not_government_information_row: str
    transferred_to_archives_row: str
    several_endings_follow_form_order: bool
    partial_refusal_needs_reconsideration_first: bool
    register_query_needs_reconsideration_first: bool
    fee_month_is_month_of_receipt: bool
    pages_of_several_requests_are_added: bool
    pages_are_free_when_told_where: bool

    @classmethod
    def from_facts(cls, facts: Mapping[str, Mapping[str, Any]]) -> "Practice":
        """The choices from the data file's entries.

        Raises:
            UnknownPracticeError: the file lacks an entry or has one too many.
        """
        wanted = {field.name for field in fields(cls)}
        if wanted != set(facts):
            raise UnknownPracticeError(f"practice.toml 与 Practice 不一致：{sorted(wanted ^ set(facts))}")
        return cls(**{name: entry["value"] for name, entry in facts.items()})
