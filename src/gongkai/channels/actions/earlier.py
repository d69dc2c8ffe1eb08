"""Bringing in what another counter had counted, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.channels.events import EarlierTotalsImported, EarlierTotalsRevoked
from gongkai.channels.importing import Total
from gongkai.channels.models import EarlierImport, EarlierTotal
from gongkai.channels.queries import overlapped, since
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User


class CountedTwiceError(RefusedError):
    """A day would be counted twice; the message says which span to leave out."""


class RevokedError(RefusedError):
    """It was taken back already."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where totals are from, and why they are brought in."""

    source: str
    reason: str


@action
def bring_in(organ: Organ, totals: Sequence[Total], origin: Origin, *, on: date, by: User) -> EarlierImport:
    """Bring in earlier totals, all or none.

    Raises:
        CountedTwiceError: a day was counted by this system, or stands in an earlier import.
    """
    lock(organ)  # so that two imports at once see each other
    for total in totals:
        _refuse_twice(organ, total)
    batch = EarlierImport.objects.create(
        organ=organ, source=origin.source, reason=origin.reason, imported_on=on, imported_by=by
    )
    EarlierTotal.objects.bulk_create(
        EarlierTotal(
            organ=organ,
            batch=batch,
            since_on=total.since_on,
            until_on=total.until_on,
            views=total.views,
            visitors=total.visitors,
        )
        for total in totals
    )
    event = EarlierTotalsImported(
        source=origin.source,
        reason=origin.reason,
        totals=len(totals),
        views=sum(one.views for one in totals),
        visitors=sum(one.visitors for one in totals),
    )
    record(event, about=batch, on=on, by=by)
    return batch


@action
def revoke(batch: EarlierImport, reason: str, *, on: date, by: User) -> EarlierImport:
    """Take an import back: its totals are counted no more; that there was one stays written down.

    Raises:
        RevokedError: it was taken back already.
    """
    lock(batch)
    if batch.revoked_on is not None:
        raise RevokedError("这次导入已经撤销，不用再次撤销。")
    batch.totals.all().delete()
    batch.revoked_on, batch.revocation = on, reason
    batch.save(update_fields=["revoked_on", "revocation"])
    record(EarlierTotalsRevoked(reason=reason), about=batch, on=on, by=by)
    return batch


def _refuse_twice(organ: Organ, total: Total) -> None:
    counted = since(organ.pk)
    if counted is not None and total.until_on >= counted:
        raise CountedTwiceError(
            f"第{total.number}行（{total.words}）：本系统从{counted:%Y-%m-%d}起自行计数，"
            "这一天及以后的数据不用导入，请删去或者改为到前一日为止。"
        )
    other = overlapped(organ.pk, total.since_on, total.until_on)
    if other is not None:
        raise CountedTwiceError(
            f"第{total.number}行（{total.words}）与{other.batch.imported_on:%Y-%m-%d}导入的“{other.batch.source}”"
            f"中{other}的数据重叠，会重复计算。请删去这一行，或者先撤销那次导入。"
        )
