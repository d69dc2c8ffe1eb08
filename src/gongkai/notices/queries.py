"""Readers of notices and of how people want to be told."""

from datetime import datetime

from django.db.models import QuerySet

from gongkai import facts
from gongkai.notices.models import ByMail, Kind, Notice, Preference, QuietHours
from gongkai.notices.quiet import Quiet
from gongkai.organs.models import User


def inbox(user: User) -> QuerySet[Notice]:
    """What a person was told, newest first."""
    return Notice.objects.filter(user=user).order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    """How many of a person's notices were not read."""
    return Notice.objects.filter(user=user, read_at__isnull=True).count()


def wish(user: int, kind: str) -> Preference:
    """How a person wants to be told of this kind of thing."""
    found = Preference.objects.filter(user_id=user, kind=kind).first()
    return found or Preference(user_id=user, kind=kind)


def wishes(user: int) -> dict[str, Preference]:
    """How a person wants to be told, by kind."""
    known = {one.kind: one for one in Preference.objects.filter(user_id=user)}
    return {kind: known.get(kind) or Preference(user_id=user, kind=kind) for kind in Kind.values}


def quiet_hours(user: int) -> QuietHours:
    """When a person is left in peace."""
    return QuietHours.objects.filter(user_id=user).first() or QuietHours(user_id=user)


def when_free(user: int | None, at: datetime) -> datetime:
    """The first moment, from this one on, at which a person may be sent something; of local time."""
    if user is None:
        return at
    hours = quiet_hours(user)
    quiet = Quiet(hours.begins, hours.ends, hours.on_days_off)
    return quiet.earliest(at, facts.calendar())


def ungathered(user: int) -> QuerySet[Notice]:
    """Unread notices that a person wants in the daily digest and that were in none yet, oldest first."""
    kinds = [kind for kind, one in wishes(user).items() if one.by_mail == ByMail.DIGEST]
    return Notice.objects.filter(
        user_id=user, kind__in=kinds, read_at__isnull=True, gathered_at__isnull=True
    ).order_by("created_at")
