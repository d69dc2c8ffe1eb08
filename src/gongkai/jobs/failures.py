"""Keeping why attempts failed. No acts, so not in the ledger: the machine tells of itself."""

from dataclasses import dataclass

from django.db.models.functions import Now

from gongkai.jobs.acting import acting
from gongkai.jobs.models import Failure

INTERRUPTED = "任务进程多次在办理此任务时中断，可能是内存不足；请先查明原因，再重新办理"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an attempt failed, in a sentence and in detail."""

    told: str
    detail: str = ""


def keep(job: int, organ: int | None, reason: Reason) -> None:
    """Write down why the newest attempt at a job failed, in a transaction of its own."""
    with acting([] if organ is None else [organ]):
        Failure.objects.bulk_create(
            [Failure(job=job, organ_id=organ, told=reason.told, detail=reason.detail, failed_at=Now())],
            update_conflicts=True,
            unique_fields=["job"],
            update_fields=["told", "detail", "failed_at"],
        )
