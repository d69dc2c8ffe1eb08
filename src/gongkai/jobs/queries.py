"""Readers of jobs that did not succeed."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.jobs.models import Failure, TroubledJob

WHY = ("told", "detail", "failed_at")


def troubled() -> QuerySet[TroubledJob]:
    """Jobs that the reader may see and that were given up or wait for another attempt, newest first."""
    why = Failure.objects.filter(job=OuterRef("pk"))
    found: QuerySet[TroubledJob] = (
        TroubledJob.objects.annotate(**{name: Subquery(why.values(name)) for name in WHY})
        .filter(Q(status="failed") | Q(status="todo", failed_at__isnull=False), args__has_key="organ")
        .order_by("-pk")
    )
    return found


def given_up() -> QuerySet[TroubledJob]:
    """Jobs that will not be tried again unless somebody asks for it, newest first."""
    return troubled().filter(status="failed")
