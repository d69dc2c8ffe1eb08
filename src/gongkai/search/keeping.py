"""Keeping the index true: item by item as they are published, and anew from the beginning."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from gongkai.catalogue.models import Publication
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.search.index import Entry, opened, write
from gongkai.search.place import alone, current, new_folder, use
from gongkai.search.sources import entry_of, public_entries, with_files

# Clocks of processes differ, and a transaction may commit some time after the moment that it wrote down.
OVERLAP = timedelta(minutes=5)


def follow(item: int) -> None:
    """Let the index say of an item what the public reads of it now; without an index nothing is to do."""
    with alone(), entered(PUBLIC):
        index = current()
        if index is None:
            return
        found = with_files(Publication.objects.filter(pk=item, withdrawn_at__isnull=True)).first()
        write(index, [entry_of(found)] if found else [], gone=[item])


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
            fresh = [entry_of(row) for row in with_files(moved.filter(withdrawn_at__isnull=True))]
            gone = list(moved.filter(withdrawn_at__isnull=False).values_list("pk", flat=True))
        write(index, fresh, gone=gone)
        use(folder)
    return int(index.searcher().num_docs)


def is_true() -> bool:
    """Whether there is an index that holds as many entries as are out."""
    with entered(PUBLIC):
        out = Publication.objects.filter(withdrawn_at__isnull=True).count()
    index = current()
    if index is None:
        return False
    return int(index.searcher().num_docs) == out


def _told(entries: Iterator[Entry], tell: Callable[[int], None]) -> Iterator[Entry]:
    for count, entry in enumerate(entries, 1):
        tell(count)
        yield entry
