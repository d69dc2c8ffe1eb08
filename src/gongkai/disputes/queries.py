"""Readers of disputes: what is open, and what the office can learn from what was corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from gongkai.disputes.models import Dispute
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.law.procedure import Kind
from gongkai.requests.models import InfoRequest

BY = ("ground", "unit", "handler")
PERCENT = 100
RECONSIDERED = Q(block=DisputeBlock.RECONSIDERATION.value)


def disputes() -> QuerySet[Dispute]:
    """The disputes that the reader may see, newest first."""
    return Dispute.objects.select_related("organ", "request", "unit", "handler").order_by(
        "-notified_on", "-pk"
    )


def open_disputes(organ: int) -> QuerySet[Dispute]:
    """What of an organ is not decided yet: first what must be answered, most pressing first."""
    found = disputes().filter(organ_id=organ, concluded_on__isnull=True)
    return found.order_by(F("answered_on").asc(nulls_first=True), "limit_on", "pk")


def to_answer(organ: int) -> QuerySet[Dispute]:
    """What of an organ waits for its answer, most pressing first."""
    return open_disputes(organ).filter(answered_on__isnull=True)


def disputes_of(request: InfoRequest) -> QuerySet[Dispute]:
    """The disputes about a request, oldest first."""
    return disputes().filter(request=request).order_by("notified_on", "pk")


@dataclass(frozen=True, slots=True)
class Record:
    """How answers of one kind, unit or person fared.

    Attributes:
        key: the letter's code, or the id of the unit or person; empty or None where there is none.
        replies: requests that were answered.
        reconsidered: how many of these were taken to reconsideration.
        sued: how many to a court.
        concluded: disputes about them that were decided.
        corrected: how many of these corrected the organ.
    """

    key: str | int | None
    replies: int = 0
    reconsidered: int = 0
    sued: int = 0
    concluded: int = 0
    corrected: int = 0

    @property
    def reconsideration_rate(self) -> float | None:
        """复议率: of a hundred answers, how many were taken to reconsideration; None without answers."""
        return PERCENT * self.reconsidered / self.replies if self.replies else None

    @property
    def error_rate(self) -> float | None:
        """纠错率: of a hundred decided disputes, how many corrected the organ; None without any."""
        return PERCENT * self.corrected / self.concluded if self.concluded else None


def records(organs: Iterable[int], year: int, by: str) -> list[Record]:
    """How the answers of a year fared, however late they were contested; the most corrected first.

    Requests that were contested because nobody had answered stand under the empty ground, in the year in
    which the copy came in.

    Args:
        organs: ids of the organs taken together.
        year: in which the requests were answered.
        by: one of ``BY``.
    """
    ids = list(organs)
    answered = InfoRequest.objects.filter(organ_id__in=ids, closed_on__year=year, kind=Kind.REQUEST.value)
    key = "ending" if by == "ground" else f"{by}_id"
    replies = dict(answered.order_by().values_list(key).annotate(count=Count("*")))
    contested = {row["key"]: row for row in _contested(ids, year, by)}
    keys = sorted({*replies, *contested}, key=lambda one: (one is None, str(one)))
    found = [_record(one, replies.get(one, 0), contested.get(one, {})) for one in keys]
    return sorted(found, key=lambda one: (-one.corrected, -one.reconsidered - one.sued, -one.replies))


def _contested(organs: list[int], year: int, by: str) -> Iterable[dict[str, Any]]:
    in_year = Q(request__closed_on__year=year) & ~Q(ground="") | Q(ground="", notified_on__year=year)
    key = by if by == "ground" else f"{by}_id"
    found = Dispute.objects.filter(in_year, organ_id__in=organs, act_is_ours=True, request__isnull=False)
    counts = (
        found.order_by()
        .values(key=F(key))
        .annotate(
            reconsidered=Count("request", distinct=True, filter=RECONSIDERED),
            sued=Count("request", distinct=True, filter=~RECONSIDERED),
            concluded=Count("pk", filter=Q(concluded_on__isnull=False)),
            corrected=Count("pk", filter=Q(outcome=DisputeOutcome.CORRECTED.value)),
        )
    )
    return ({**row} for row in counts)


def _record(key: str | int | None, replies: int, row: dict[str, Any]) -> Record:
    counts = {name: row.get(name, 0) for name in ("reconsidered", "sued", "concluded", "corrected")}
    return Record(key, replies, **counts)
