"""救济途径: who reviews, by when, and the notice that says so.

Outsiders import from here. Inside, ``organs`` and ``limits`` stand alone; ``notice`` uses both.
"""

from gongkai.law.remedies.limits import (
    NoLimitError,
    last_day_to_apply,
    last_day_to_sue,
    last_day_to_sue_after_reconsideration,
    months_later,
    roll_over,
)
from gongkai.law.remedies.notice import (
    Decision,
    Remedy,
    RemedyForm,
    RemedyTexts,
    Reviewer,
    Venue,
    check_reviewers,
    online_sentence,
    remedy,
    remedy_form,
)
from gongkai.law.remedies.organs import (
    Court,
    NoReconsiderationLawError,
    OrganKind,
    ReconsiderationOrgan,
    RemedyError,
    Role,
    court_level,
    reconsideration_organ,
)

__all__ = [
    "Court",
    "Decision",
    "NoLimitError",
    "NoReconsiderationLawError",
    "OrganKind",
    "ReconsiderationOrgan",
    "Remedy",
    "RemedyError",
    "RemedyForm",
    "RemedyTexts",
    "Reviewer",
    "Role",
    "Venue",
    "check_reviewers",
    "court_level",
    "last_day_to_apply",
    "last_day_to_sue",
    "last_day_to_sue_after_reconsideration",
    "months_later",
    "online_sentence",
    "reconsideration_organ",
    "remedy",
    "remedy_form",
    "roll_over",
]
