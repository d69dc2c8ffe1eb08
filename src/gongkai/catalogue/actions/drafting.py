"""Drafting an item: its words, its attribute, its files, until it goes to the reviewers."""

from datetime import date, datetime

from gongkai import facts
from gongkai.catalogue.actions.inspecting import look_through
from gongkai.catalogue.choices import State
from gongkai.catalogue.events import (
    FileAttached,
    FileDetached,
    ItemDiscarded,
    ItemDrafted,
    ItemInspected,
    ItemRecalled,
    ItemRevised,
    ItemSubmitted,
)
from gongkai.catalogue.models import UNDER_REVIEW, Attachment, Column, Item, Publication, Version
from gongkai.catalogue.wordings import Wording, as_fields, digest, wording_of
from gongkai.files.models import File
from gongkai.law.disclosure import Attribute, attribute_mistake, publication_due
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, Unit, User

MOST_ATTACHMENTS = 20


class FrozenError(RefusedError):
    """An item is not in a state in which its words can be changed."""


class WordingError(RefusedError):
    """What an item says does not hold together; the message says what to change."""


@action
def draft(
    organ: Organ,
    column: Column,
    wording: Wording,
    *,
    unit: Unit | None = None,
    on: date,
    at: datetime,
    by: User,
) -> Item:
    """Begin an item in a column; without a unit, that of the column answers for it.

    Raises:
        WordingError: the column is closed, a day lies ahead, or the attribute is not sound.
    """
    check_wording(organ, column, wording, unit, on)
    item = Item.objects.create(
        organ=organ,
        column=column,
        unit=unit or column.unit,
        drafted_on=on,
        drafted_by=by,
        due_on=due_day(wording),
        **as_fields(wording),
    )
    _keep_version(item, at=at, by=by)
    record(ItemDrafted(column=column.pk, sha256=digest(wording_of(item))), about=item, on=on, by=by)
    return item


@action
def revise(
    item: Item,
    column: Column,
    wording: Wording,
    *,
    unit: Unit | None = None,
    on: date,
    at: datetime,
    by: User,
    expected: int | None = None,
) -> Item:
    """Change what a draft says; the version before is kept.

    Raises:
        FrozenError: it is with the reviewers, or out.
        WordingError: as ``draft``.
    """
    _lock_draft(item)
    check_wording(item.organ, column, wording, unit, on)
    if wording.interprets_id == item.pk:
        raise WordingError("“解读的文件”不能是本条目自己，请重新选择。")
    for name, value in as_fields(wording).items():
        setattr(item, name, value)
    item.column, item.unit = column, unit or column.unit
    item.due_on = due_day(wording)
    _next_version(item, at=at, by=by)
    record(
        ItemRevised(version=item.version, sha256=digest(wording_of(item))),
        about=item,
        on=on,
        by=by,
        expected=expected,
    )
    return item


@action
def attach(item: Item, file: File, *, name: str = "", on: date, at: datetime, by: User) -> Attachment:
    """Add a file to a draft.

    Raises:
        FrozenError: as ``revise``.
        WordingError: it is of another organ, there already, or there are too many.
    """
    _lock_draft(item)
    if file.organ_id != item.organ_id or file.removed_at is not None:
        raise WordingError("这个文件不属于本机关，或者已经删除，请重新选择。")
    if item.attachments.filter(file__stored=file.stored_id).exists():
        raise WordingError(f"附件“{file.name}”已经添加过了，无需再次添加。")
    count = item.attachments.count()
    if count >= MOST_ATTACHMENTS:
        raise WordingError(f"一个条目最多{MOST_ATTACHMENTS}个附件，请合并后再添加。")
    attachment = Attachment.objects.create(
        item=item, organ=item.organ, file=file, name=name or file.name, position=count
    )
    _next_version(item, at=at, by=by)
    record(FileAttached(file=file.pk, sha256=file.stored.sha256), about=item, on=on, by=by)
    return attachment


@action
def detach(attachment: Attachment, *, on: date, at: datetime, by: User) -> Item:
    """Take a file from a draft; the file itself and the versions that had it stay.

    Raises:
        FrozenError: as ``revise``.
    """
    item = attachment.item
    _lock_draft(item)
    file = attachment.file_id
    attachment.delete()
    _next_version(item, at=at, by=by)
    record(FileDetached(file=file), about=item, on=on, by=by)
    return item


@action
def discard(item: Item, *, on: date, by: User) -> Item:
    """Give a draft up that was never published.

    Raises:
        FrozenError: it is not a draft, or it is a correction of something published.
    """
    _lock_draft(item)
    if Publication.objects.filter(pk=item.pk).exists():
        raise FrozenError("这是已发布条目的更正稿，请用“放弃更正”；需要撤下页面的，请用“撤回”。")
    item.state = State.DISCARDED
    item.save(update_fields=["state"])
    record(ItemDiscarded(), about=item, on=on, by=by)
    return item


@action
def submit(item: Item, *, on: date, by: User, expected: int | None = None) -> Item:
    """Send a draft to the first reviewer; the gate looks through it before.

    Raises:
        FrozenError: it is not a draft.
        WordingError: there is nothing to read in it.
    """
    _lock_draft(item)
    if not item.body and not item.attachments.exists():
        raise WordingError("正文和附件都是空的。请填写正文，或者添加附件，再送审。")
    if mistake := attribute_mistake(Attribute(item.attribute), item.ground, item.reason):
        raise WordingError(f"{mistake}。")
    count = look_through(item, on=on)
    item.state, item.submitted_by = State.FIRST, by
    item.save(update_fields=["state", "submitted_by", "inspected"])
    record(ItemInspected(version=item.version, count=count), about=item, on=on, by=by, expected=expected)
    record(ItemSubmitted(version=item.version), about=item, on=on, by=by)
    return item


@action
def recall(item: Item, *, on: date, by: User) -> Item:
    """Take an item back from the reviewers, to change it; what was reviewed is reviewed again.

    Raises:
        FrozenError: it is not with them.
    """
    lock(item)
    if item.state not in UNDER_REVIEW:
        raise FrozenError(f"条目现在是“{item.get_state_display()}”，不在审核中，不能收回。请刷新页面核对。")
    item.state = State.DRAFT
    item.save(update_fields=["state"])
    record(ItemRecalled(version=item.version), about=item, on=on, by=by)
    return item


def draft_again(item: Item, *, at: datetime, by: User) -> None:
    """Let an item that was out be a draft in a new version; part of the acts that correct it."""
    item.state = State.DRAFT
    _next_version(item, at=at, by=by)


def _lock_draft(item: Item) -> None:
    lock(item)
    if item.state != State.DRAFT:
        raise FrozenError(
            f"条目现在是“{item.get_state_display()}”，不能修改。"
            "审核中的请先收回或者等待退回；已发布的请用“更正”。"
        )


def check_wording(organ: Organ, column: Column, wording: Wording, unit: Unit | None, on: date) -> None:
    """Refuse what an item cannot say; part of the acts that write it.

    Raises:
        WordingError: as ``draft``.
    """
    if column.organ_id != organ.pk or not column.is_active:
        raise WordingError("这个栏目不属于本机关，或者已经停用，请重新选择栏目。")
    if unit is not None and unit.organ_id != organ.pk:
        raise WordingError("责任机构属于其他机关，请重新选择。")
    if not wording.title.strip():
        raise WordingError("请填写标题。")
    if wording.counted_from > on:
        raise WordingError("成文日期、变更日期不能晚于今天，请核对。")
    if wording.expires_on and wording.effective_on and wording.expires_on < wording.effective_on:
        raise WordingError("有效期至不能早于施行日期，请核对。")
    if mistake := attribute_mistake(Attribute(wording.attribute), wording.ground, wording.reason):
        raise WordingError(f"{mistake}。")


def due_day(wording: Wording) -> date | None:
    """The last day to publish something; None where it is not to be published."""
    if wording.attribute != Attribute.ACTIVE:
        return None
    return publication_due(wording.counted_from, facts.calendar()).last_day


def _next_version(item: Item, *, at: datetime, by: User) -> None:
    item.version += 1
    item.save()
    _keep_version(item, at=at, by=by)


def _keep_version(item: Item, *, at: datetime, by: User) -> None:
    files = item.attachments.order_by("position", "pk").values_list("file_id", "name")
    Version.objects.create(
        item=item,
        organ=item.organ,
        number=item.version,
        column_name=item.column.name,
        attachments=[{"file": file, "name": name} for file, name in files],
        made_at=at,
        made_by=by,
        **as_fields(wording_of(item)),
    )
