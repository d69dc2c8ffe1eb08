"""What everybody may read: these touch only what is out, and the columns, topics and guides around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from gongkai.catalogue.models import (
    Column,
    GuideVersion,
    Publication,
    PublishedFile,
    Topic,
    TopicEntry,
)
from gongkai.statements import Blank, Statement

LIST_PAGE, LATEST = 20, 10
# What a list tells of a publication: the words of twenty texts would be read for nothing.
OF_A_LIST = ("title", "document_number", "summary", "formed_on", "validity", "number", "published_at")
# From stretch to stretch by the index: however many items there are, none is read.
STRETCHES = """
WITH RECURSIVE found AS (
    SELECT id AS organ, (
        SELECT item_id FROM catalogue_publication WHERE organ_id = organs_organ.id ORDER BY item_id LIMIT 1
    ) AS first FROM organs_organ
    UNION ALL
    SELECT organ, (
        SELECT item_id FROM catalogue_publication
        WHERE organ_id = found.organ AND item_id >= (found.first / %(length)s + 1) * %(length)s
        ORDER BY item_id LIMIT 1
    ) FROM found WHERE first IS NOT NULL
)
SELECT organ, first / %(length)s FROM found WHERE first IS NOT NULL ORDER BY organ, first
"""


@dataclass(slots=True)
class Branch:
    """A column with those below it.

    Attributes:
        column: with ``published`` and ``newest`` where they were counted.
        depth: 0 at the top.
        below: in their order.
    """

    column: Column
    depth: int = 0
    below: "list[Branch]" = field(default_factory=list)

    def walk(self) -> "Iterable[Branch]":
        """This one and all below, from top to bottom."""
        yield self
        for branch in self.below:
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class ListPage:
    """A stretch of a column's publications, newest first.

    List pages are numbered from the oldest, so that only the newest changes when something is published;
    what was withdrawn, or moved to another column, leaves a gap.

    Attributes:
        rows: what is out, at most ``LIST_PAGE``.
        number: of this page; 0 for the newest entries, whatever page they stand on.
        last: how many pages there are.
    """

    rows: Sequence[Publication]
    number: int
    last: int

    @property
    def newer(self) -> int | None:
        """The page after this one; None where the newest entries follow."""
        return self.number + 1 if 0 < self.number < self.last else None

    @property
    def older(self) -> int | None:
        """The page before this one; after the newest entries the one that holds the next."""
        if self.number == 0:
            return self.last - 1 if self.last > 1 else None
        return self.number - 1 if self.number > 1 else None


def columns(organ: int | Blank) -> QuerySet[Column]:
    """The columns of an organ in use, in their order."""
    return Column.objects.filter(organ=organ, is_active=True).order_by("position", "pk")


# The same, for what every page shows.
columns_in_use = Statement(lambda: columns(Blank("organ")))


def tree(found: Iterable[Column]) -> list[Branch]:
    """Columns as a tree; one whose parent is not among them stands at the top."""
    branches = {column.pk: Branch(column) for column in found}
    top: list[Branch] = []
    for branch in branches.values():
        parent = branches.get(branch.column.parent_id or 0)
        (parent.below if parent else top).append(branch)
    for branch in top:
        _deepen(branch, 0)
    return top


def counted(found: QuerySet[Column]) -> QuerySet[Column]:
    """Columns with how much is out in each as ``published``, and since when as ``newest``."""
    out = Publication.objects.filter(column=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    grouped = out.values("column")
    return found.annotate(
        published=Subquery(grouped.annotate(count=Count("pk")).values("count")),
        newest=Subquery(grouped.annotate(last=Max("published_at")).values("last")),
    )


def published(organ: int | Blank) -> QuerySet[Publication]:
    """What of an organ is out, newest first; without what was withdrawn."""
    return (
        Publication.objects.filter(organ=organ, withdrawn_at__isnull=True)
        .select_related("column", "organ")
        .order_by("-published_at", "-pk")
    )


def latest(organ: int) -> list[Publication]:
    """The newest ``LATEST`` of them, as a list tells of them."""
    return _latest.rows(organ=organ)


_latest = Statement(
    lambda: published(Blank("organ")).select_related(None).only(*OF_A_LIST)[:LATEST],
)


def everywhere() -> QuerySet[Publication]:
    """What of all organs in use is out, newest first."""
    return (
        Publication.objects.filter(withdrawn_at__isnull=True, organ__is_active=True)
        .select_related("column", "organ")
        .order_by("-published_at", "-pk")
    )


def stretches(length: int) -> dict[int, list[int]]:
    """In which stretches of ids, each so long, an organ has items; those withdrawn are counted as well.

    The first stretch, from 0 on, has the number 0.
    """
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(STRETCHES, {"length": length})
        for organ, number in cursor.fetchall():
            found.setdefault(organ, []).append(number)
    return found


def in_column(column: Column) -> QuerySet[Publication]:
    """What is out in a column, newest first."""
    return (
        Publication.objects.filter(column=column, withdrawn_at__isnull=True)
        .select_related("organ", "column")
        .order_by("-published_at", "-pk")
    )


def list_page(column: Column, number: int = 0) -> ListPage | None:
    """A page of what is out in a column; ``number`` 0 is the newest. None where there is no such page."""
    newest = _newest.first(column=column.pk)
    top = newest.place if newest else 0
    last = -(-top // LIST_PAGE)
    if not 0 <= number <= last:
        return None
    # the newest entries are the last page's, filled up from the one before
    end = number * LIST_PAGE if number else top
    start = end - LIST_PAGE if number else max(0, end - LIST_PAGE)
    return ListPage(_stretch.rows(column=column.pk, start=start, end=end), number, last)


_newest = Statement(
    lambda: Publication.objects.filter(column=Blank("column")).order_by("-place").only("place")[:1]
)
_stretch = Statement(
    lambda: (
        Publication.objects.filter(
            column=Blank("column"),
            place__gt=Blank("start"),
            place__lte=Blank("end"),
            withdrawn_at__isnull=True,
        )
        .order_by("-place")
        .only(*OF_A_LIST)
    )
)


def column_at(organ: int, path: str) -> Column | None:
    """The column of an organ at an address, in use or not: what stands in a closed one can still be read."""
    return Column.objects.filter(organ=organ, path=path).select_related("parent").first()


def column_once_at(organ: int, path: str) -> Column | None:
    """The column of an organ that had an address once."""
    return Column.objects.filter(organ=organ, former_paths__path=path).first()


def topic_once_at(organ: int, slug: str) -> Topic | None:
    """The topic of an organ that had an address once."""
    return Topic.objects.filter(organ=organ, former_slugs__slug=slug).first()


def publication(organ: int, item: int) -> Publication | None:
    """What the public reads of an item, or the trace of it; None where there never was anything.

    ``has_files`` tells whether ``published_files`` would find something, ``is_explained`` whether others
    explain it: for most items neither holds, and looking through three tables takes longer than all the rest.
    """
    return _described.first(organ=organ, item=item)


_described = Statement(
    lambda: Publication.objects.filter(organ=Blank("organ"), pk=Blank("item")).annotate(
        has_files=Exists(PublishedFile.objects.filter(publication=OuterRef("pk"))),
        is_explained=Exists(Publication.objects.filter(interprets=OuterRef("pk"))),
    )
)


def related(found: Publication) -> tuple[Publication | None, list[Publication]]:
    """What this one explains, and what explains it, as far as these are out."""
    out = Publication.objects.filter(withdrawn_at__isnull=True).order_by("published_at")
    rows = list(out.filter(Q(interprets=found.pk) | Q(pk=found.interprets_id)))
    explained = next((row for row in rows if row.pk == found.interprets_id), None)
    return explained, [row for row in rows if row.interprets_id == found.pk]


def published_files(found: Publication) -> QuerySet[PublishedFile]:
    """The attachments that the public can fetch, with their contents."""
    return found.files.select_related("file__stored").order_by("position", "pk")


def topics(organ: int) -> QuerySet[Topic]:
    """The topics of an organ, those under way first; each with how much is out in it as ``published``."""
    found = filled(Topic.objects.filter(organ=organ))
    return found.order_by(F("archived_on").desc(nulls_first=True), "position", "pk")


def filled(found: QuerySet[Topic]) -> QuerySet[Topic]:
    """Topics with how much is out in each as ``published``; None where nothing is."""
    out = TopicEntry.objects.filter(topic=OuterRef("pk"), publication__withdrawn_at__isnull=True).order_by()
    counted_ones = out.values("topic").annotate(count=Count("pk")).values("count")
    return found.annotate(published=Subquery(counted_ones))


def topic_at(organ: int, slug: str) -> Topic | None:
    """The topic of an organ at an address."""
    return topics(organ).filter(slug=slug).first()


def in_topic(topic: Topic) -> QuerySet[Publication]:
    """What is out in a topic, in its order; what was withdrawn is left out."""
    return (
        Publication.objects.filter(topic_entries__topic=topic, withdrawn_at__isnull=True)
        .select_related("column", "organ")
        .order_by("topic_entries__position", "pk")
    )


def topics_of(found: Publication) -> QuerySet[Topic]:
    """The topics in which a publication stands."""
    return Topic.objects.filter(entries__publication=found).order_by("position", "pk")


def guide(organ: int) -> GuideVersion | None:
    """The newest version of what an organ wrote for its guide."""
    return GuideVersion.objects.filter(organ=organ).order_by("-number").first()


def _deepen(branch: Branch, depth: int) -> None:
    branch.depth = depth
    for below in branch.below:
        _deepen(below, depth + 1)
