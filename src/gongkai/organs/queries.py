"""Readers of organs and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.isolation.scope import Scope
from gongkai.organs.models import Appointment, Organ, Role, User
from gongkai.statements import Blank, Statement

READ_BELOW = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
READ_ONLY = frozenset({Role.SUPERVISOR, Role.AUDITOR})
# as ``User.is_awaited``
AWAITED = Q(is_active=True, last_login__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM organs_organ WHERE superior_id = ANY (%s)
    UNION SELECT organ.id FROM organs_organ organ JOIN below ON organ.superior_id = below.id
)
SELECT id FROM below
"""
ABOVE = """
WITH RECURSIVE above(id, step) AS (
    SELECT superior_id, 1 FROM organs_organ WHERE id = %s
    UNION SELECT organ.superior_id, above.step + 1 FROM organs_organ organ JOIN above ON organ.id = above.id
)
SELECT id FROM above WHERE id IS NOT NULL ORDER BY step
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on a day.

    Attributes:
        user: the person.
        roles: by the id of the organ in which they are held.
        kept: ids of the organs that the person looks after: as administrator there, or of one above.
        supervised: the ids of the organs that the person supervises, each with that of the organ above in
            whose name.
        scope: which rows follow from all this.
    """

    user: User
    roles: dict[int, frozenset[Role]]
    kept: frozenset[int]
    supervised: Mapping[int, int]
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

    def looks_after(self, organ_id: int) -> bool:
        return organ_id in self.kept

    def supervises(self, organ_id: int) -> bool:
        return organ_id in self.supervised

    @property
    def urging(self) -> Scope:
        """The scope of the one thing that a supervisor does: writing, for the organ above, that it urges."""
        return replace(self.scope, writes=self.scope.writes | frozenset(self.supervised.values()))


def standing(user: User, *, on: date) -> Standing:
    """A person's running roles on a day, and the scope they give.

    Supervisors and auditors read the organs below and change nothing there; an administrator looks after
    them.
    """
    roles: dict[int, set[Role]] = {}
    for appointment in _held.rows(on=on, user=user.pk):
        roles.setdefault(appointment.organ_id, set()).add(Role(appointment.role))
    reads = below(organ for organ, held in roles.items() if held & READ_BELOW)
    administered = frozenset(organ for organ, held in roles.items() if Role.ADMINISTRATOR in held)
    kept = administered | below(administered)
    writes = frozenset(organ for organ, held in roles.items() if held - READ_ONLY)
    return Standing(
        user,
        {organ: frozenset(held) for organ, held in roles.items()},
        kept,
        {one: organ for organ, held in roles.items() if Role.SUPERVISOR in held for one in below([organ])},
        Scope(
            role=DatabaseRole.DESK,
            user=user.pk,
            organs=frozenset(roles) | reads,
            writes=writes | kept,
        ),
    )


def running(on: date | Blank) -> QuerySet[Appointment]:
    """The appointments that hold on a day, of people and organs still active."""
    return Appointment.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        since_on__lte=on,
        user__is_active=True,
        organ__is_active=True,
    )


# Asked for with every page of the desk.
_held = Statement(lambda: running(Blank("on")).filter(user=Blank("user")).only("organ", "role"))


def below(organs: Iterable[int]) -> frozenset[int]:
    """The ids of all organs below these, however deep."""
    ids = list(organs)
    if not ids:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [ids])
        return frozenset(row[0] for row in cursor.fetchall())


def above(organ: int) -> list[int]:
    """The ids of the organs above one, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [organ])
        return [row[0] for row in cursor.fetchall()]


def lasting(organ: int, *, on: date) -> QuerySet[Appointment]:
    """The roles in an organ that have not ended by a day: they hold, or will begin."""
    return Appointment.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), organ=organ)


def staff(organ: int, *, on: date) -> QuerySet[User]:
    """Who belongs to an organ, and who of another has a role in it, with the roles there as ``held``."""
    held = lasting(organ, on=on)
    roles = Prefetch("appointments", held.select_related("unit").order_by("pk"), to_attr="held")
    return User.objects.filter(Q(organ=organ) | Exists(held.filter(user=OuterRef("pk")))).prefetch_related(
        roles
    )


def organs_below(organ: int) -> QuerySet[Organ]:
    """The organs below one, however deep."""
    return Organ.objects.filter(pk__in=below([organ])).select_related("superior")


def invited(organ: int) -> QuerySet[User]:
    """Who was invited to an organ and has never come, oldest invitation first."""
    return User.objects.filter(AWAITED, organ=organ, invited_at__isnull=False).order_by("invited_at")


def active_organs() -> QuerySet[Organ]:
    """All organs in use, superiors first."""
    return Organ.objects.filter(is_active=True).order_by("region_code", "pk")


def at_slug(known: QuerySet[Organ], slug: str) -> Organ | None:
    """The one of these organs that is at an address, or that had it once."""
    return known.filter(slug=slug).first() or known.filter(former_slugs__slug=slug).first()


def listed() -> QuerySet[Organ]:
    """The organs that the public sees, higher ones first."""
    above = F("superior_id").asc(nulls_first=True)
    return Organ.objects.filter(is_active=True).order_by("region_code", above, "pk")
