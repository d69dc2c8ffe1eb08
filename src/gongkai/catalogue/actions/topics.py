"""Topics 专题: opening, filling, archiving them."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Max

from gongkai.catalogue.events import (
    TopicArchived,
    TopicChanged,
    TopicFilled,
    TopicOpened,
    TopicReopened,
    TopicThinned,
)
from gongkai.catalogue.models import FormerTopicSlug, Publication, Topic, TopicEntry
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class TopicError(RefusedError):
    """A topic cannot be like that; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFacts:
    """What a topic is. ``slug`` is its address."""

    name: str
    slug: str
    description: str = ""
    position: int = 0


@action
def open_topic(organ: Organ, topic: TopicFacts, *, on: date, by: User) -> Topic:
    """Open a topic.

    Raises:
        TopicError: its address is taken, was another's, or is unsound.
    """
    _check(organ, topic)
    row = Topic.objects.create(organ=organ, **asdict(topic))
    record(TopicOpened(name=row.name, path=row.slug), about=row, on=on, by=by)
    return row


@action
def change_topic(row: Topic, topic: TopicFacts, *, on: date, by: User) -> Topic:
    """Change what a topic is; an address that it had leads on to the new one.

    Raises:
        TopicError: as ``open_topic``.
    """
    lock(row)
    _check(row.organ, topic, but=row)
    given = asdict(topic)
    before = {name: str(getattr(row, name)) for name in given}
    changed = [name for name, value in given.items() if str(value) != before[name]]
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    if "slug" in changed:
        FormerTopicSlug.objects.get_or_create(organ=row.organ, topic=row, slug=before["slug"])
    record(
        TopicChanged(
            before={name: before[name] for name in changed},
            after={name: str(given[name]) for name in changed},
        ),
        about=row,
        on=on,
        by=by,
    )
    return row


@action
def archive(row: Topic, *, on: date, by: User) -> Topic:
    """Let nothing more come into a topic; its page stays, and says since when.

    Raises:
        TopicError: it is archived already.
    """
    lock(row)
    if row.is_archived:
        raise TopicError("专题已经归档，无需再次归档。")
    row.archived_on = on
    row.save(update_fields=["archived_on"])
    record(TopicArchived(), about=row, on=on, by=by)
    return row


@action
def reopen(row: Topic, *, on: date, by: User) -> Topic:
    """Fill a topic again.

    Raises:
        TopicError: it is not archived.
    """
    lock(row)
    if not row.is_archived:
        raise TopicError("专题没有归档，无需恢复。")
    row.archived_on = None
    row.save(update_fields=["archived_on"])
    record(TopicReopened(), about=row, on=on, by=by)
    return row


@action
def fill(row: Topic, publications: Iterable[Publication], *, on: date, by: User) -> list[TopicEntry]:
    """Put what is out into a topic, after what is there; what is there already stays where it is.

    Raises:
        TopicError: the topic is archived, something is not out or of another organ, or nothing is new.
    """
    lock(row)
    if row.is_archived:
        raise TopicError("专题已经归档，不能再加入条目。请先恢复专题。")
    given = list(publications)
    if any(one.organ_id != row.organ_id or one.is_withdrawn for one in given):
        raise TopicError("只能加入本机关已经公开的条目，请重新选择。")
    known = set(row.entries.values_list("publication_id", flat=True))
    new = [one for one in given if one.pk not in known]
    if not new:
        raise TopicError("所选条目都已经在专题里了，请选择其他条目。")
    last = row.entries.aggregate(last=Max("position"))["last"] or 0
    made = TopicEntry.objects.bulk_create(
        TopicEntry(topic=row, publication=one, organ=row.organ, position=place)
        for place, one in enumerate(new, last + 1)
    )
    for one in new:
        record(TopicFilled(item=one.pk), about=row, on=on, by=by)
    return made


@action
def thin(entry: TopicEntry, *, on: date, by: User) -> Topic:
    """Take a publication out of a topic; it stays in its column.

    Raises:
        TopicError: the topic is archived, or it is out already.
    """
    row = entry.topic
    lock(row)
    if row.is_archived:
        raise TopicError("专题已经归档，内容不再变化。请先恢复专题。")
    if not row.entries.filter(pk=entry.pk).exists():
        raise TopicError("这个条目已经不在专题里。请刷新页面核对。")
    item = entry.publication_id
    entry.delete()
    record(TopicThinned(item=item), about=row, on=on, by=by)
    return row


def _check(organ: Organ, topic: TopicFacts, *, but: Topic | None = None) -> None:
    if not topic.name.strip():
        raise TopicError("请填写专题名称。")
    if not SLUG.fullmatch(topic.slug):
        raise TopicError("网址名只能用小写英文字母和数字，中间可以用横线，例如 fzxc。")
    if Topic.objects.filter(organ=organ, slug=topic.slug).exclude(pk=but.pk if but else 0).exists():
        raise TopicError(f"已有网址名为“{topic.slug}”的专题，请换一个网址名。")
    kept = FormerTopicSlug.objects.filter(organ=organ, slug=topic.slug).exclude(topic=but).first()
    if kept:
        raise TopicError(
            f"网址名“{topic.slug}”是专题“{kept.topic.name}”用过的，原来的网址要继续通向它，请换一个网址名。"
        )
