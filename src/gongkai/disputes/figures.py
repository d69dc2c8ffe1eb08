"""Table 4 of the annual report, counted by the database from the rows of disputes, and what is behind it.

``law.annual.counting`` says what counts where; here the same is asked of the database in one aggregation.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from gongkai import facts
from gongkai.disputes.models import Dispute
from gongkai.law.annual.counting import PENDING, CountedDispute, DisputeBlock, DisputeOutcome
from gongkai.law.annual.forms import TOTAL

DisputesTable = Mapping[str, Mapping[str, int]]
GROUPS = ("block", "result")
SUITS = "suits"  # both blocks of suits together


class NoSuchCellError(ValueError):
    """Table 4 has no such block or column."""


def table_of(organs: Collection[int], year: int) -> DisputesTable:
    """Table 4 of these organs together."""
    counts = _counts(year).filter(organ_id__in=organs)
    return _table(counts.values(*GROUPS).annotate(count=Count("*")))


def tables_of_all(year: int) -> dict[int, DisputesTable]:
    """Table 4 of each organ that the reader may see and that has something to count, by one query."""
    found: dict[int, list[dict[str, Any]]] = {}
    for group in _counts(year).values("organ_id", *GROUPS).annotate(count=Count("*")):
        found.setdefault(group["organ_id"], []).append(group)
    return {organ: _table(groups) for organ, groups in found.items()}


def behind(organs: Collection[int], year: int, block: str, outcome: str = TOTAL) -> QuerySet[Dispute]:
    """The disputes that a cell of table 4 counts; ``suits`` are both blocks of suits together.

    Raises:
        NoSuchCellError: there is no such block or column.
    """
    if block not in (*DisputeBlock, SUITS) or outcome not in (*DisputeOutcome, PENDING, TOTAL):
        raise NoSuchCellError(f"表四没有“{block}.{outcome}”这一格")
    in_block = ~Q(block=DisputeBlock.RECONSIDERATION.value) if block == SUITS else Q(block=block)
    return _in_year(year).filter(in_block, _in_column(year, outcome), organ_id__in=organs)


def counted(organs: Collection[int]) -> Iterable[CountedDispute]:
    """Every dispute as the law counts it: for the slow recount."""
    for one in Dispute.objects.filter(organ_id__in=organs):
        yield CountedDispute(
            DisputeBlock(one.block),
            one.accepted_on,
            one.concluded_on,
            DisputeOutcome(one.outcome) if one.outcome else None,
            one.act_is_ours,
        )


def _in_year(year: int) -> QuerySet[Dispute]:
    """What table 4 of a year counts; what hangs on 31 December is counted in each year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    still_there = Q(concluded_on__isnull=True) | Q(concluded_on__gte=first)
    return Dispute.objects.filter(still_there, accepted_on__lte=last, act_is_ours=True)


def _counts(year: int) -> QuerySet[Dispute]:
    result = Case(When(concluded_on__lte=date(year, 12, 31), then=F("outcome")), default=Value(PENDING))
    return _in_year(year).annotate(result=result).order_by()


def _in_column(year: int, outcome: str) -> Q:
    last = date(year, 12, 31)
    if outcome == TOTAL:
        return Q()
    if outcome == PENDING:
        return Q(concluded_on__isnull=True) | Q(concluded_on__gt=last)
    return Q(concluded_on__lte=last, outcome=outcome)


def _table(groups: Iterable[Mapping[str, Any]]) -> DisputesTable:
    counts = Counter({(group["block"], group["result"]): group["count"] for group in groups})
    form = facts.form("2021")  # table 4 is the same on both forms
    columns = tuple(form.outcomes)[:-1]
    table = {}
    for block in form.blocks:
        figures = {column: counts[block.key, column] for column in columns}
        table[block.key] = {**figures, TOTAL: sum(figures.values())}
    return table
