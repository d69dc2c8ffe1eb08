"""How a request can end and what is written on the way: one table of letters L01 to L32.

Every one of the 21 rows in which the annual report counts closed requests is fed by at least one
letter of this table; a letter that feeds no row is procedural, or decides something beside the
request (a third party's objection, a correction, a new reply after an annulment).

Outsiders import from here. Inside: ``kinds`` says what a letter kind is, ``procedural`` and
``final`` are the table, ``rules`` is what follows from it.
"""

from gongkai.law.outcomes.kinds import Evidence, Ground, LetterKind
from gongkai.law.outcomes.rules import (
    OUTCOMES,
    NoReportRowError,
    UnknownLetterError,
    allowed_articles,
    is_refusal_ground,
    kind_of,
    row_of,
    row_of_several,
)

__all__ = [
    "OUTCOMES",
    "Evidence",
    "Ground",
    "LetterKind",
    "NoReportRowError",
    "UnknownLetterError",
    "allowed_articles",
    "is_refusal_ground",
    "kind_of",
    "row_of",
    "row_of_several",
]
