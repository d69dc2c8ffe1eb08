"""From views one by one to figures of days: what a batch of lines adds, in one transaction.

Summing up a batch twice adds it once: each day of a site names the batch that it was given last, and all that
a batch adds is written together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from gongkai.channels.hits import Batch, Hit
from gongkai.channels.models import Seen, SiteDay

# What one reader may look at within a batch, which is five minutes; more is a machine that hides.
MOST_OF_ONE = 300
SEE = """
WITH fresh AS (
    INSERT INTO channels_seen (organ_id, "on", page, visitor)
    SELECT %s, %s, page, visitor FROM unnest(%s::text[], %s::bytea[]) AS met (page, visitor)
    ON CONFLICT DO NOTHING RETURNING page
) SELECT page, count(*) FROM fresh GROUP BY page
"""
ADD_TO_PAGES = """
INSERT INTO channels_pageday AS known (organ_id, "on", page, views, visitors, robots)
SELECT %s, %s, * FROM unnest(%s::text[], %s::int[], %s::int[], %s::int[])
ON CONFLICT (organ_id, "on", page) DO UPDATE SET views = known.views + excluded.views,
    visitors = known.visitors + excluded.visitors, robots = known.robots + excluded.robots
"""
ADD_TO_SITE = """
INSERT INTO channels_siteday AS known (organ_id, "on", views, visitors, robots, batch)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (organ_id, "on") DO UPDATE SET views = known.views + excluded.views,
    visitors = known.visitors + excluded.visitors, robots = known.robots + excluded.robots,
    batch = excluded.batch
"""


@dataclass(slots=True)
class Tally:
    """What a batch holds of one organ: views by people and by machines of each page, and who looked at it."""

    views: Counter[str] = field(default_factory=Counter)
    robots: Counter[str] = field(default_factory=Counter)
    seen: set[tuple[str, bytes]] = field(default_factory=set)
    looked: Counter[bytes] = field(default_factory=Counter)

    def add(self, hit: Hit) -> None:
        self.looked[hit.visitor] += 1
        if hit.is_robot or self.looked[hit.visitor] > MOST_OF_ONE:
            self.robots[hit.page] += 1
            return
        self.views[hit.page] += 1
        self.seen |= {(hit.page, hit.visitor), (Seen.WHOLE_SITE, hit.visitor)}


def tallies(hits: Iterable[Hit]) -> Mapping[str, Tally]:
    """What a batch holds, by the short name of the organ."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for hit in hits:
        found[hit.organ].add(hit)
    return found


def add_up(batch: Batch, organs: Mapping[str, int]) -> None:
    """Add a batch to the figures of its day; the running transaction acts for these organs.

    Args:
        batch: what was taken.
        organs: their ids by short name; what was counted for others is passed over.
    """
    known = {name: tally for name, tally in tallies(batch.hits()).items() if name in organs}
    ids = [organs[name] for name in known]
    if SiteDay.objects.filter(organ__in=ids, on=batch.on, batch=batch.name).exists():
        return
    for name in sorted(known):
        _add(organs[name], batch, known[name])


def forget(before: date) -> None:
    """Delete the digests of days gone by: their salts are gone, and they can tell nobody apart any more."""
    Seen.objects.filter(on__lt=before).delete()


def _add(organ: int, batch: Batch, tally: Tally) -> None:
    met = sorted(tally.seen)
    pages = sorted({*tally.views, *tally.robots})
    with connection.cursor() as cursor:
        cursor.execute(SEE, [organ, batch.on, [page for page, _ in met], [who for _, who in met]])
        fresh = dict(cursor.fetchall())
        figures = [[counts.get(page, 0) for page in pages] for counts in (tally.views, fresh, tally.robots)]
        cursor.execute(ADD_TO_PAGES, [organ, batch.on, pages, *figures])
        whole = [tally.views.total(), fresh.get(Seen.WHOLE_SITE, 0), tally.robots.total()]
        cursor.execute(ADD_TO_SITE, [organ, batch.on, *whole, batch.name])
