"""Keeping the index true: by what is published, as it is published, and anew from the beginning."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gongkai.catalogue.models import Publication
from gongkai.catalogue.queries.public import everywhere
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import newest_published
from gongkai.search.index import Entry, of_report, opened, write
from gongkai.search.place import alone, current, new_folder, use
from gongkai.search.sources import (
    entry_of,
    entry_of_report,
    how_many_are_out,
    in_full,
    public_entries,
    with_files,
)

# Clocks of processes differ, and a transaction may commit some time after the moment that it wrote down.
OVERLAP = timedelta(minutes=5)
# What an entry of a report is made of, beside the report itself, which is frozen.
TOLD_OF = ("pk", "organ", "organ__name", "organ__short_name")


def follow(item: int) -> None:
    """Let the index say of an item what the public reads of it now; without an index nothing is to do."""
    with alone(), entered(PUBLIC):
        index = current()
        if index is not None:
            write(index, map(entry_of, with_files(everywhere().filter(pk=item))), gone=[item])


def follow_reports(organ: int) -> None:
    """As ``follow``, of all reports of an organ: they bear its name, and a new version replaces the old."""
    with alone(), entered(PUBLIC):
        index = current()
        if index is not None:
            new, old = _reports([organ])
            write(index, new, gone=old)


def rebuild(tell: Callable[[int], None], *, at: datetime) -> int:
    """Build the index anew beside the one in use, then use it; searching goes on meanwhile.

    Args:
        tell: called with how many entries were read, now and then.
        at: the moment; what changed since is taken in before the switch.

    Returns:
        How many entries it holds.
    """
    folder = new_folder()
    index = opened(folder)
    before = _reports_out()
    write(index, _told(public_entries(), tell))
    with alone():
        with entered(PUBLIC):
            since = at - OVERLAP
            moved = Publication.objects.filter(
                Q(published_at__gte=since)
                | Q(corrected_at__gte=since)
                | Q(withdrawn_at__gte=since)
                | Q(marked_on__gte=since.date())
            )
            gone = list(moved.values_list("pk", flat=True))
            fresh = [entry_of(row) for row in with_files(everywhere().filter(pk__in=gone))]
            new, old = _reports({organ for _, organ, *_ in before ^ _reports_out()})
        write(index, [*fresh, *new], gone=[*gone, *old])
        use(folder)
    return int(index.searcher().num_docs)


def is_true() -> bool:
    """Whether there is an index that holds as many entries as there are items and reports out."""
    out = how_many_are_out()
    index = current()
    if index is None:
        return False
    return int(index.searcher().num_docs) == out


def _reports_out() -> set[tuple[Any, ...]]:
    with entered(PUBLIC):
        return set(newest_published().values_list(*TOLD_OF))


def _reports(organs: Iterable[int]) -> tuple[list[Entry], list[int]]:
    """The entries of the reports of organs, and the ids of all that may stand in their place."""
    published = AnnualReport.objects.filter(organ__in=organs, state=AnnualReport.State.PUBLISHED)
    newest = in_full(newest_published().filter(organ__in=organs))
    return [entry_of_report(row) for row in newest], [
        of_report(pk) for pk in published.values_list("pk", flat=True)
    ]


def _told(entries: Iterator[Entry], tell: Callable[[int], None]) -> Iterator[Entry]:
    for count, entry in enumerate(entries, 1):
        tell(count)
        yield entry
