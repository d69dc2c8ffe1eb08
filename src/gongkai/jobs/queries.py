"""Readers of jobs that did not succeed."""

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from gongkai.jobs.models import Failure, TroubledJob
from gongkai.organs.models import Organ, Role, User

WHY, KEEPER = ("told", "detail", "failed_at"), "keeper"


def troubled(*, keeper: int | None = None) -> QuerySet[TroubledJob]:
    """Jobs that the reader may see and that were given up or wait for another attempt, newest first.

    Args:
        keeper: of ``keeper_for`` the reader; then jobs that belong to no organ are among them.
    """
    why = Failure.objects.filter(job=OuterRef("pk"))
    told = {name: Subquery(why.values(name)) for name in WHY}
    found: QuerySet[TroubledJob] = (
        TroubledJob.objects.annotate(**told, **{KEEPER: Value(keeper, IntegerField())})
        .filter(Q(status="failed") | Q(status="todo", failed_at__isnull=False))
        .order_by("-pk")
    )
    return found if keeper else found.filter(args__has_key="organ")


def keeper_for(user: User) -> int | None:
    """The topmost organ that a person administers, if any: such a person looks after the installation."""
    topmost = Organ.objects.filter(superior__isnull=True).order_by("pk").values_list("pk", flat=True)
    held = user.standing
    return next((organ for organ in topmost if held and held.has(Role.ADMINISTRATOR, organ)), None)


def given_up(*, keeper: int | None = None) -> QuerySet[TroubledJob]:
    """Jobs that will not be tried again unless somebody asks for it, newest first; ``keeper`` as above."""
    return troubled(keeper=keeper).filter(status="failed")
