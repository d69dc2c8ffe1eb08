"""What the desk reads: items on their way, with all that is said and found about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

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
    PublishedFile,
    Remark,
    Version,
)
from gongkai.catalogue.queries.public import columns, counted
from gongkai.law.disclosure import Attribute
from gongkai.law.websites import column_fault
from gongkai.organs.models import Organ, User

DEFAULT_FORM = "credit_code"
T = TypeVar("T", Finding, Remark, Version)


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


def guides(organ: int) -> QuerySet[GuideVersion]:
    """All versions of what an organ wrote for its guide, newest first."""
    return GuideVersion.objects.filter(organ=organ).order_by("-number")


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
