"""What a rule says of a report: a verdict, the cells it rests on, and a sentence for the clerk."""

from enum import StrEnum
from typing import NamedTuple

from gongkai.law.annual.tables import Figure


class Verdict(StrEnum):
    """PASS holds; FAIL does not; UNCERTAIN wants a person; NOT_ASSESSABLE lacks the figures."""

    PASS = "PASS"  # noqa: S105  a verdict, not a password
    FAIL = "FAIL"
    UNCERTAIN = "UNCERTAIN"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"

    # As fast as that of the word it is; the one of ``Enum`` is a call for each look into a table.
    __hash__ = str.__hash__


class Finding(NamedTuple):
    """One rule's verdict. A rule that holds gives one PASS; one that fails, a finding a place.

    ``rule`` is the rule's id as T3-1; ``cells`` name what was looked at, as
    ``requests.new.total``; ``message`` is Chinese and says what is wrong and what to do.
    """

    rule: str
    verdict: Verdict
    cells: tuple[str, ...]
    message: str
    expected: Figure | str = None
    found: Figure | str = None


def passed(rule: str, cells: tuple[str, ...], message: str) -> tuple[Finding, ...]:
    """The rule holds; ``message`` says what was compared."""
    return (Finding(rule, Verdict.PASS, cells, message),)


def not_assessable(rule: str, cells: tuple[str, ...], message: str) -> tuple[Finding, ...]:
    """The rule lacks figures; ``message`` says which."""
    return (Finding(rule, Verdict.NOT_ASSESSABLE, cells, message),)
