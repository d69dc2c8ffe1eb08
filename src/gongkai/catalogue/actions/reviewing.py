"""三审三校 and the secrecy review: three people pass a version, then the secrecy officer looks at it."""

from datetime import date, datetime

from gongkai.catalogue.chain import REVIEWS, after_review, after_secrecy
from gongkai.catalogue.choices import Conclusion, State, Verdict
from gongkai.catalogue.events import ItemFiled, ItemPassed, ItemRejected, SecrecyExamined
from gongkai.catalogue.models import UNDER_REVIEW, Item, Remark
from gongkai.law.disclosure import Attribute
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import User


class ReviewError(RefusedError):
    """A review cannot be done like that; the message says what to do."""


@action
def pass_review(
    item: Item, stage: str, *, text: str = "", proofread: bool, on: date, at: datetime, by: User
) -> Item:
    """Pass a version at a stage, having proofread it.

    Raises:
        ReviewError: it is not at that stage, it was not proofread, or this person had it in hand before.
    """
    lock(item)
    _check_stage(item, stage, REVIEWS)
    _check_person(item, by, apart=True)
    if not proofread:
        raise ReviewError("三审三校：审核时应当同时校对。请核对文字、数据、人名、日期后，勾选“已校对”。")
    _remark(item, stage, Verdict.PASSED, text, proofread=True, on=on, at=at, by=by)
    item.state = after_review(State(stage))
    item.save(update_fields=["state"])
    record(ItemPassed(stage=stage, version=item.version), about=item, on=on, by=by)
    return item


@action
def reject(item: Item, stage: str, *, text: str, on: date, at: datetime, by: User) -> Item:
    """Send a version back to its drafter, saying what to change.

    Raises:
        ReviewError: it is not at that stage, or nothing is said.
    """
    lock(item)
    _check_stage(item, stage, (*REVIEWS, State.READY))
    if not text.strip():
        raise ReviewError("退回时请写明需要修改的地方，便于拟稿人一次改好。")
    _remark(item, stage, Verdict.REJECTED, text, on=on, at=at, by=by)
    item.state = State.DRAFT
    item.save(update_fields=["state"])
    record(ItemRejected(stage=stage, version=item.version), about=item, on=on, by=by)
    return item


@action
def examine_secrecy(
    item: Item,
    conclusion: Conclusion,
    *,
    text: str,
    review_on: date | None = None,
    on: date,
    at: datetime,
    by: User,
) -> Item:
    """Conclude the secrecy review of this one item.

    Args:
        item: at that stage.
        conclusion: what the review came to.
        text: the opinion, which the record keeps; needed for all but 可以公开.
        review_on: where the item is kept back, the day on which that is looked at again (条例 18).
        on: the day.
        at: the moment.
        by: the secrecy officer.

    Raises:
        ReviewError: it is not at that stage, an opinion or a day is missing, or its submitter examines it.
    """
    lock(item)
    _check_stage(item, State.SECRECY, (State.SECRECY,))
    _check_person(item, by, apart=False)
    if conclusion is not Conclusion.OPEN and not text.strip():
        raise ReviewError("请写明保密审查意见：哪些内容不能公开，依据是什么。")
    goes_to = after_secrecy(Attribute(item.attribute), conclusion)
    if goes_to is State.FILED and (review_on is None or review_on <= on):
        raise ReviewError("不主动公开的信息要定期评估（条例第十八条），请填写今天以后的下次评估日期。")
    verdict = {State.DRAFT: Verdict.REJECTED, State.SECRECY: Verdict.NOTED}.get(goes_to, Verdict.PASSED)
    _remark(item, State.SECRECY, verdict, text, conclusion=conclusion, on=on, at=at, by=by)
    item.state = goes_to
    item.review_on = review_on if goes_to is State.FILED else None
    item.save(update_fields=["state", "review_on"])
    record(SecrecyExamined(version=item.version, conclusion=conclusion.value), about=item, on=on, by=by)
    if item.review_on is not None:
        filed = ItemFiled(attribute=item.attribute, ground=item.ground, review_on=item.review_on)
        record(filed, about=item, on=on, by=by)
    return item


def _check_stage(item: Item, stage: str, allowed: tuple[State, ...]) -> None:
    if stage not in allowed or item.state != stage:
        raise ReviewError(f"条目现在是“{item.get_state_display()}”，可能已由他人办理。请刷新页面核对。")


def _check_person(item: Item, by: User, *, apart: bool) -> None:
    """Three reviews are made by three people, none of whom submitted the text."""
    if by.pk == item.submitted_by_id:
        raise ReviewError("送审人不能审核自己送审的条目，请由其他人员审核。")
    passed = item.remarks.filter(version=item.version, verdict=Verdict.PASSED, stage__in=UNDER_REVIEW, by=by)
    if apart and passed.exists():
        raise ReviewError("三审应当由三名不同的人员完成；您已审核过这个版本，请由其他人员审核。")


def _remark(
    item: Item,
    stage: str,
    verdict: Verdict,
    text: str,
    *,
    conclusion: str = "",
    proofread: bool = False,
    on: date,
    at: datetime,
    by: User,
) -> None:
    Remark.objects.create(
        item=item,
        organ=item.organ,
        version=item.version,
        stage=stage,
        verdict=verdict,
        conclusion=conclusion,
        is_proofread=proofread,
        text=text.strip(),
        by=by,
        on=on,
        at=at,
    )
