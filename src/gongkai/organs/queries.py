"""Readers of organs and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Q, QuerySet

from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.isolation.scope import Scope
from gongkai.organs.models import Appointment, Organ, Role, User

READ_BELOW = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
READ_ONLY = frozenset({Role.SUPERVISOR, Role.AUDITOR})
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM organs_organ WHERE superior_id = ANY (%s)
    UNION SELECT organ.id FROM organs_organ organ JOIN below ON organ.superior_id = below.id
)
SELECT id FROM below
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on a day: roles by organ, and the scope that follows from them."""

    user: User
    roles: dict[int, frozenset[Role]]
    scope: Scope

    @property
    def organ_id(self) -> int | None:
        """The organ that the desk shows first: the person's own, else the first with a role."""
        own = self.user.organ_id
        return own if own in self.roles else next(iter(sorted(self.roles)), None)

    def has(self, role: Role, organ_id: int) -> bool:
        return role in self.roles.get(organ_id, frozenset())

    def has_anywhere(self, role: Role) -> bool:
        return any(role in held for held in self.roles.values())


def standing(user: User, *, on: date) -> Standing:
    """A person's running roles on a day, and the scope they give.

    Supervisors and auditors read the organs below and change nothing there; an administrator looks after
    them.
    """
    roles: dict[int, set[Role]] = {}
    for organ_id, role in running(on).filter(user=user).values_list("organ_id", "role"):
        roles.setdefault(organ_id, set()).add(Role(role))
    reads = below(organ for organ, held in roles.items() if held & READ_BELOW)
    kept = below(organ for organ, held in roles.items() if Role.ADMINISTRATOR in held)
    writes = frozenset(organ for organ, held in roles.items() if held - READ_ONLY)
    return Standing(
        user,
        {organ: frozenset(held) for organ, held in roles.items()},
        Scope(
            role=DatabaseRole.DESK,
            user=user.pk,
            organs=frozenset(roles) | reads,
            writes=writes | kept,
        ),
    )


def running(on: date) -> QuerySet[Appointment]:
    """The appointments that hold on a day, of people and organs still active."""
    return Appointment.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        since_on__lte=on,
        user__is_active=True,
        organ__is_active=True,
    )


def below(organs: Iterable[int]) -> frozenset[int]:
    """The ids of all organs below these, however deep."""
    ids = list(organs)
    if not ids:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [ids])
        return frozenset(row[0] for row in cursor.fetchall())


def invited(organ: int) -> QuerySet[User]:
    """Who was invited to an organ and has not set a password yet, oldest invitation first."""
    return User.objects.filter(
        organ=organ, is_active=True, invited_at__isnull=False, password__startswith=UNUSABLE_PASSWORD_PREFIX
    ).order_by("invited_at")


def active_organs() -> QuerySet[Organ]:
    """All organs in use, superiors first."""
    return Organ.objects.filter(is_active=True).order_by("region_code", "pk")
