"""年报统计: counts tables 3 and 4 of a year from facts, so that no figure is typed in.

The unit is 件, one registered request. It is new in the year of its receipt, whatever restarts its
term later; it leaves by one row in the year its final letter is signed; until then each 31 December
carries it over, for whatever reason it is open. Procedural letters and new replies after an
annulment count nothing. Who counts as the applicant is decided at registration: of joint applicants
the first or the representative, behind an agent the principal.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, NEW, TOTAL, Form
from gongkai.law.annual.tables import Row
from gongkai.law.events import Applicant
from gongkai.law.statutes import COUNTING_NOTICE, GIR, REPORT_FORM_2019, REPORT_FORM_2021, cites

TABLE_3 = (REPORT_FORM_2021.part("表三"), REPORT_FORM_2019.part("表三"))
TABLE_4 = (REPORT_FORM_2021.part("表四"), REPORT_FORM_2019.part("表四"))


class UncountableError(ValueError):
    """A fact cannot be counted; the message says which and what to correct."""


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """What the report needs of a request: who asked, when it came, when and in which row it ended."""

    applicant: Applicant
    received_on: date
    closed_on: date | None = None
    row: str | None = None

    def __post_init__(self) -> None:
        if (self.closed_on is None) is not (self.row is None):
            raise UncountableError("办结日期和办理结果须同时填写，或者同时空着")
        if self.closed_on and self.closed_on < self.received_on:
            raise UncountableError(f"办结日期{self.closed_on}早于收到日期{self.received_on}，请核对")


class DisputeBlock(StrEnum):
    """The three blocks of table 4."""

    RECONSIDERATION = "reconsideration"
    SUIT_DIRECT = "suit_direct"
    SUIT_AFTER_RECONSIDERATION = "suit_after_reconsideration"


class DisputeOutcome(StrEnum):
    """How a dispute ended."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"


PENDING = "pending"


@dataclass(frozen=True, slots=True)
class CountedDispute:
    """What the report needs of a reconsideration or a suit about disclosure.

    ``act_is_ours``: whether the organ that reports did the act under attack. Where it is sued beside
    another organ only because it reviewed that organ's act, the other organ counts the case.
    """

    block: DisputeBlock
    accepted_on: date
    concluded_on: date | None = None
    outcome: DisputeOutcome | None = None
    act_is_ours: bool = True

    def __post_init__(self) -> None:
        if (self.concluded_on is None) is not (self.outcome is None):
            raise UncountableError("审结日期和审理结果须同时填写，或者同时空着")
        if self.concluded_on and self.concluded_on < self.accepted_on:
            raise UncountableError(f"审结日期{self.concluded_on}早于受理日期{self.accepted_on}，请核对")


@cites(*TABLE_3, GIR.art(50))
def request_rows(year: int, request: CountedRequest) -> tuple[str, ...]:
    """The rows of table 3 that a request adds one to in that year.

    >>> request = CountedRequest(Applicant.NATURAL, date(2025, 12, 20), date(2026, 1, 15), "granted")
    >>> request_rows(2025, request), request_rows(2026, request)
    (('new', 'carried_out'), ('carried_in', 'granted', 'total'))
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    closed, row = request.closed_on, request.row
    if request.received_on > last or (closed and closed < first):
        return ()
    entered = NEW if request.received_on >= first else CARRIED_IN
    if closed is None or row is None or closed > last:
        return (entered, CARRIED_OUT)
    return (entered, row, TOTAL)


@cites(*TABLE_3, GIR.art(50))
def requests_table(year: int, requests: Iterable[CountedRequest], form: Form) -> Mapping[str, Row]:
    """Table 3 of the year: every row of the form, six kinds of applicant and their total.

    Raises:
        UncountableError: a request ended in a row that the form does not have.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for request in requests:
        rows = request_rows(year, request)
        if TOTAL in rows and request.row not in form.leaf_keys:
            raise UncountableError(f"{form.version}年格式的表三没有“{request.row}”行，请按该格式填写办理结果")
        counted.update((row, request.applicant.value) for row in rows)
    kinds = tuple(form.applicants)[:-1]
    table = {}
    for row in form.request_rows:
        figures = tuple(counted[row.key, kind] for kind in kinds)
        table[row.key] = (*figures, sum(figures))
    return table


@cites(*TABLE_4, COUNTING_NOTICE.part(), GIR.art(50))
def dispute_column(year: int, dispute: CountedDispute) -> str | None:
    """The column of table 4 a dispute is counted in that year; None where it is not.

    A dispute that is still pending on 31 December is counted as pending, and again the next year.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    concluded, outcome = dispute.concluded_on, dispute.outcome
    if not dispute.act_is_ours or dispute.accepted_on > last or (concluded and concluded < first):
        return None
    return outcome.value if concluded and outcome and concluded <= last else PENDING


@cites(*TABLE_4, COUNTING_NOTICE.part(), GIR.art(50))
def disputes_table(
    year: int, disputes: Iterable[CountedDispute], form: Form
) -> Mapping[str, Mapping[str, int]]:
    """Table 4 of the year: three blocks, each with its outcomes, the pending ones and their total."""
    counted = Counter((dispute.block.value, dispute_column(year, dispute)) for dispute in disputes)
    columns = tuple(form.outcomes)[:-1]
    table = {}
    for block in form.blocks:
        figures = {column: counted[block.key, column] for column in columns}
        table[block.key] = {**figures, TOTAL: sum(figures.values())}
    return table
