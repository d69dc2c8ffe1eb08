"""Readers of the catalogue: for the desk the items on their way, for the public what is out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from gongkai.catalogue.choices import State
from gongkai.catalogue.models import (
    ON_THE_WAY,
    UNDER_REVIEW,
    Attachment,
    Column,
    Finding,
    GuideVersion,
    Item,
    Numbering,
    Publication,
    PublishedFile,
    Remark,
    Topic,
    TopicEntry,
    Version,
)
from gongkai.law.disclosure import Attribute
from gongkai.law.websites import column_fault
from gongkai.organs.models import Organ, User
from gongkai.statements import Blank, Statement

DEFAULT_FORM = "credit_code"
LIST_PAGE, LATEST = 20, 10
# What a list tells of a publication: the words of twenty texts would be read for nothing.
OF_A_LIST = ("title", "document_number", "summary", "formed_on", "validity", "number", "published_at")
T = TypeVar("T", Finding, Remark, Version)


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


@dataclass(frozen=True, slots=True)
class Staleness:
    """A column that wants looking at: nothing in it, or nothing new for too long."""

    column: Column
    newest: datetime | None
    days: int | None


def numbering(organ: Organ) -> Numbering:
    """In which form an organ numbers what it publishes; unless it chose, by its credit code."""
    found = Numbering.objects.filter(organ=organ).first()
    return found or Numbering(organ=organ, form=DEFAULT_FORM, code=organ.credit_code)


# --- for the desk ---


def items() -> QuerySet[Item]:
    """The items that the reader may see, newest first, but for those given up.

    ``by_name`` is who drafted it, where the reader may see that person; ``found`` what the gate still holds.
    """
    open_ones = Finding.objects.filter(item=OuterRef("pk"), justified_by__isnull=True)
    counted = open_ones.order_by().values("item").annotate(count=Count("pk")).values("count")
    people = User.objects.filter(pk=OuterRef("drafted_by_id"))
    return (
        Item.objects.exclude(state=State.DISCARDED)
        .select_related("organ", "column")
        .annotate(by_name=Subquery(people.values("name")[:1]), found=Subquery(counted))
        .order_by("-drafted_on", "-pk")
    )


def on_the_way(organ: int) -> QuerySet[Item]:
    """What of an organ is to be published and is not out yet, the most pressing first."""
    return items().filter(organ=organ, state__in=ON_THE_WAY, attribute=Attribute.ACTIVE).order_by("due_on")


def waiting(organ: int, stages: Iterable[str]) -> QuerySet[Item]:
    """What of an organ waits at one of these stages."""
    return items().filter(organ=organ, state__in=list(stages)).order_by("due_on", "pk")


def to_assess(organ: int, on: date) -> QuerySet[Item]:
    """What was kept back and is to be looked at again by now (条例 18)."""
    return items().filter(organ=organ, state=State.FILED, review_on__lte=on).order_by("review_on")


def due_to_publish(organ: int, at: datetime) -> QuerySet[Item]:
    """What was to be published by a moment."""
    return Item.objects.filter(organ=organ, state=State.SCHEDULED, publish_at__lte=at).order_by("publish_at")


def with_due(organ: int) -> QuerySet[Item]:
    """What of an organ is on its way and has a last day, locked."""
    rows = Item.objects.select_for_update().filter(organ=organ, state__in=ON_THE_WAY, due_on__isnull=False)
    return rows.order_by("pk")


def organs_with_due(at: datetime) -> list[int]:
    """The ids of the organs that have something to publish by a moment."""
    due = Item.objects.filter(state=State.SCHEDULED, publish_at__lte=at).order_by()
    return list(due.values_list("organ_id", flat=True).distinct())


def open_findings(item: Item) -> QuerySet[Finding]:
    """What the gate found that was neither removed nor justified."""
    return item.findings.filter(justified_by__isnull=True)


def findings(item: Item) -> QuerySet[Finding]:
    """All that the gate found, the open ones first, with ``by_name``."""
    return _named(item.findings.all(), "justified_by").order_by("justified_on", "kind", "pk")


def remarks(item: Item) -> QuerySet[Remark]:
    """What reviewers said of all versions, newest first, with ``by_name``."""
    return _named(item.remarks.all(), "by").order_by("-pk")


def versions(item: Item) -> QuerySet[Version]:
    """All versions, newest first, with ``by_name``."""
    return _named(item.versions.all(), "made_by").order_by("-number")


def holders_of(file: int) -> QuerySet[Item]:
    """The items of which a file is an attachment, now or as the public reads them."""
    attached = Attachment.objects.filter(file=file, item=OuterRef("pk"))
    out = PublishedFile.objects.filter(file=file, publication=OuterRef("pk"))
    kept = Item.objects.exclude(state__in=(State.DISCARDED, State.WITHDRAWN))
    return kept.filter(Exists(attached) | Exists(out)).order_by("pk")


def uses_of_file(file: int) -> Iterable[str]:
    """What the catalogue uses a file for, and what to do first."""
    for item in holders_of(file):
        yield f"公开条目“{item.title}”的附件（请先在条目中去掉或者撤回条目）"


def is_at_review(item: Item) -> bool:
    """Whether it waits for a reviewer."""
    return item.state in UNDER_REVIEW


def _named(rows: QuerySet[T], person: str) -> QuerySet[T]:
    people = User.objects.filter(pk=OuterRef(f"{person}_id"))
    return rows.annotate(by_name=Subquery(people.values("name")[:1]))


# --- for everybody: these touch only what the public may read ---


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


def guides(organ: int) -> QuerySet[GuideVersion]:
    """All versions of what an organ wrote for its guide, newest first."""
    return GuideVersion.objects.filter(organ=organ).order_by("-number")


def stale(organ: int, at: datetime) -> list[Staleness]:
    """Columns in use that hold nothing, or nothing new for longer than they may; those above others apart."""
    has_children = Exists(Column.objects.filter(parent=OuterRef("pk"), is_active=True))
    leaves = counted(columns(organ)).filter(~has_children)
    found = [_staleness(column, at) for column in leaves]
    return [one for one in found if one is not None]


def _staleness(column: Column, at: datetime) -> Staleness | None:
    newest: datetime | None = column.__dict__["newest"]
    days = None if newest is None else (at - newest).days
    wanted = column_fault(days=days, limit=column.stale_after)
    return Staleness(column, newest, days) if wanted else None


def _deepen(branch: Branch, depth: int) -> None:
    branch.depth = depth
    for below in branch.below:
        _deepen(below, depth + 1)


def search(found: QuerySet[Item], words: str) -> QuerySet[Item]:
    """Items whose title, numbers or keywords hold all the words."""
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(document_number__icontains=word)
            | Q(keywords__icontains=word)
        )
    return found
