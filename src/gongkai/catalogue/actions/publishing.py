"""Publishing now or at a time, correcting what is out, and withdrawing it with a trace."""

from datetime import date, datetime

from django.db.models import Max

from gongkai import facts
from gongkai.catalogue.actions.drafting import draft_again
from gongkai.catalogue.changes import take_turn
from gongkai.catalogue.choices import State, Validity
from gongkai.catalogue.events import (
    CorrectionBegun,
    CorrectionDropped,
    ItemCorrected,
    ItemPublished,
    ItemScheduled,
    ItemUnscheduled,
    ItemWithdrawn,
    ValidityMarked,
)
from gongkai.catalogue.models import Column, IndexSeries, Item, Publication, PublishedFile
from gongkai.catalogue.queries.desk import numbering, open_findings
from gongkai.catalogue.wordings import as_fields, digest, wording_of
from gongkai.law.numbers import IndexNumber, IndexNumberError, index_number
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import User

HIDDEN_TITLE = "（标题不再显示）"


class PublishingError(RefusedError):
    """It cannot be published, corrected or withdrawn like that; the message says what to do."""


@action
def publish(item: Item, *, on: date, at: datetime, by: User) -> Publication:
    """Let the public read an item that has passed every review and the gate.

    The index number is taken in this transaction: if anything fails, it is free again, and no gap is left.

    Raises:
        PublishingError: it is not ready, or what the gate found was neither removed nor justified.
    """
    take_turn()
    lock(item)
    _check_gate(item, (State.READY, State.SCHEDULED))
    before = Publication.objects.filter(pk=item.pk).first()
    if not item.number:
        item.number = _take_number(item, on)
    publication = before or Publication(item=item, organ=item.organ, published_at=at)
    _fill(publication, item, at, is_correction=before is not None)
    publication.save()
    _replace_files(publication, item)
    item.state, item.publish_at, item.correction = State.PUBLISHED, None, ""
    item.first_published_on = item.first_published_on or on
    item.save()
    sha256 = digest(wording_of(publication))
    if before is None:
        event: object = ItemPublished(
            number=item.number, version=item.version, sha256=sha256, due_on=item.due_on
        )
    else:
        event = ItemCorrected(number=item.number, version=item.version, sha256=sha256)
    record(event, about=item, on=on, by=by)
    return publication


@action
def schedule(item: Item, publish_at: datetime, *, on: date, at: datetime, by: User) -> Item:
    """Let an item be published at a time; it passes the gate now, and again then.

    Raises:
        PublishingError: as ``publish``, or the time is past.
    """
    lock(item)
    _check_gate(item, (State.READY, State.SCHEDULED))
    if publish_at <= at:
        raise PublishingError("定时发布的时间已经过去。请填写以后的时间，或者选择“立即发布”。")
    item.state, item.publish_at = State.SCHEDULED, publish_at
    item.save(update_fields=["state", "publish_at"])
    record(ItemScheduled(publish_at=publish_at), about=item, on=on, by=by)
    return item


@action
def unschedule(item: Item, *, on: date, by: User) -> Item:
    """Publish it at no fixed time.

    Raises:
        PublishingError: no time was fixed.
    """
    lock(item)
    if item.state != State.SCHEDULED:
        raise PublishingError("条目没有设定发布时间，或者已经发布。请刷新页面核对。")
    item.state, item.publish_at = State.READY, None
    item.save(update_fields=["state", "publish_at"])
    record(ItemUnscheduled(), about=item, on=on, by=by)
    return item


@action
def begin_correction(item: Item, *, why: str, on: date, at: datetime, by: User) -> Item:
    """Begin a newer version of what is out; the public reads the old one until the new one is published.

    Args:
        item: published, or withdrawn.
        why: what the page will say was corrected.
        on: the day.
        at: the moment.
        by: who corrects it.

    Raises:
        PublishingError: it is not out, or nothing is said about the correction.
    """
    lock(item)
    if item.state not in (State.PUBLISHED, State.WITHDRAWN):
        raise PublishingError(f"条目现在是“{item.get_state_display()}”，不能更正。请刷新页面核对。")
    if not why.strip():
        raise PublishingError("请写明更正说明，它会显示在公开页面上，例如“更正第二段中的日期”。")
    item.correction = why.strip()
    draft_again(item, at=at, by=by)
    record(CorrectionBegun(version=item.version), about=item, on=on, by=by)
    return item


@action
def drop_correction(item: Item, *, on: date, at: datetime, by: User) -> Item:
    """Give a correction up: what is out stays as it is.

    Raises:
        PublishingError: no correction is being drafted.
    """
    lock(item)
    publication = Publication.objects.filter(pk=item.pk).first()
    if item.state != State.DRAFT or publication is None:
        raise PublishingError("条目没有正在起草的更正。请刷新页面核对。")
    if not publication.is_withdrawn:
        for name, value in as_fields(wording_of(publication)).items():
            setattr(item, name, value)
        item.column = publication.column
        _restore_files(item, publication)
    item.correction = ""
    draft_again(item, at=at, by=by)
    item.state = State.WITHDRAWN if publication.is_withdrawn else State.PUBLISHED
    item.save(update_fields=["state"])
    record(CorrectionDropped(version=item.version), about=item, on=on, by=by)
    return item


@action
def mark_validity(item: Item, validity: str, *, why: str, on: date, at: datetime, by: User) -> Publication:
    """Mark what is out as repealed, amended, lapsed or the like; its words and files stay as reviewed.

    A mark must not wait for three reviews: whoever reads a text that no longer holds is misled. It is kept as
    a version, and the page says since when and why.

    Args:
        item: published, without a correction under way.
        validity: how it stands from now on.
        why: the ground, as the page will say it.
        on: the day.
        at: the moment.
        by: who answers for it.

    Raises:
        PublishingError: it is not out, a correction is under way, nothing changes, or no ground is given.
    """
    take_turn()
    lock(item)
    if item.state != State.PUBLISHED:
        raise PublishingError(
            f"条目现在是“{item.get_state_display()}”，不能标注。正在更正的，请把有效性写进更正稿，或者先放弃更正。"
        )
    if validity not in Validity.values or validity == item.validity:
        raise PublishingError("有效性没有变化，请选择新的有效性。")
    if not why.strip():
        raise PublishingError("请写明依据和说明，它会显示在公开页面上，例如“被示司规〔2026〕3号废止”。")
    publication = Publication.objects.get(pk=item.pk)
    before, item.validity = item.validity, validity
    draft_again(item, at=at, by=by)
    item.state, item.inspected = State.PUBLISHED, item.version
    item.save(update_fields=["state", "inspected"])
    publication.validity, publication.version = validity, item.version
    publication.marked_on, publication.marking = on, why.strip()
    publication.save()
    record(
        ValidityMarked(
            number=item.number,
            version=item.version,
            before={"validity": before},
            after={"validity": validity},
            why=why.strip(),
        ),
        about=item,
        on=on,
        by=by,
    )
    return publication


@action
def withdraw(item: Item, *, why: str, keep_title: bool, on: date, at: datetime, by: User) -> Publication:
    """Take an item from the public; its page stays and says that it was withdrawn, and why.

    Args:
        item: with something out, even while a correction is under way.
        why: as the page will say it.
        keep_title: whether the page still shows the title; not where the title itself must go.
        on: the day.
        at: the moment.
        by: who withdraws it.

    Raises:
        PublishingError: nothing is out, or no reason is given.
    """
    take_turn()
    lock(item)
    publication = Publication.objects.filter(pk=item.pk, withdrawn_at__isnull=True).first()
    if publication is None:
        raise PublishingError("条目没有公开的内容，或者已经撤回。请刷新页面核对。")
    if not why.strip():
        raise PublishingError("请写明撤回的原因，它会显示在公开页面上，例如“文件已废止”。")
    publication.files.all().delete()
    for name in (
        "body",
        "summary",
        "keywords",
        "document_number",
        "source_name",
        "source_url",
        "correction",
        "marking",
    ):
        setattr(publication, name, "")
    publication.interprets_id = None
    if not keep_title:
        publication.title = HIDDEN_TITLE
    publication.withdrawn_at, publication.withdrawal = at, why.strip()
    publication.save()
    item.state, item.publish_at, item.correction = State.WITHDRAWN, None, ""
    item.save(update_fields=["state", "publish_at", "correction"])
    record(ItemWithdrawn(number=item.number, why=why.strip()), about=item, on=on, by=by)
    return publication


def _check_gate(item: Item, allowed: tuple[State, ...]) -> None:
    if item.state not in allowed:
        raise PublishingError(
            f"条目现在是“{item.get_state_display()}”，须经三审三校和保密审查后才能发布。请刷新页面核对。"
        )
    if item.inspected != item.version:
        raise PublishingError("当前版本还没有做隐私和隐藏内容检查，请先点“重新检查”。")
    if count := open_findings(item).count():
        raise PublishingError(
            f"隐私和隐藏内容检查有{count}处没有处理。请退回修改，或者逐处说明保留的理由，再发布。"
        )
    if not item.column.is_active:
        raise PublishingError(f"栏目“{item.column.name}”已经停用。请退回修改，换一个栏目。")


def _take_number(item: Item, on: date) -> str:
    chosen = numbering(item.organ)
    form = facts.index_formats()[chosen.form]
    IndexSeries.objects.get_or_create(organ=item.organ, year=on.year)
    series = IndexSeries.objects.select_for_update().get(organ=item.organ, year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    try:
        number = index_number(str(IndexNumber(form, chosen.code, on.year, series.last)), form)
    except IndexNumberError as error:
        raise PublishingError(f"索引号编不出来：{error}。请先在“栏目”页的索引号设置中更正。") from error
    return str(number)


def _fill(publication: Publication, item: Item, at: datetime, *, is_correction: bool) -> None:
    if publication.validity != item.validity:
        publication.marked_on, publication.marking = None, ""  # it spoke of how the text stood before
    for name, value in as_fields(wording_of(item)).items():
        setattr(publication, name, value)
    if publication.column_id != item.column_id:
        publication.column, publication.place = item.column, _next_place(item.column)
    publication.number, publication.version = item.number, item.version
    publication.unit_name = item.unit.name if item.unit else ""
    publication.withdrawn_at, publication.withdrawal = None, ""
    if is_correction:
        publication.corrected_at, publication.correction = at, item.correction
    else:
        publication.due_on = item.due_on


def _next_place(column: Column) -> int:
    """One after the last place of a column, which is locked until this transaction ends."""
    Column.objects.select_for_update().get(pk=column.pk)
    last = Publication.objects.filter(column=column).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def _replace_files(publication: Publication, item: Item) -> None:
    publication.files.all().delete()
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication,
            organ=item.organ,
            file_id=one.file_id,
            name=one.name,
            position=one.position,
        )
        for one in item.attachments.order_by("position", "pk")
    )


def _restore_files(item: Item, publication: Publication) -> None:
    item.attachments.all().delete()
    for one in publication.files.order_by("position", "pk"):
        item.attachments.create(organ=item.organ, file_id=one.file_id, name=one.name, position=one.position)
