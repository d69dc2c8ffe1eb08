"""The same people in every test: two organs side by side, one above both, and who works there.

保定市人民政府 stands above 市司法局 and 市财政局. 王经办, 李审核 and 周主任 work for the justice bureau,
赵财政 for the bureau of finance; 孙监督 supervises from the government; 钱管理 administers the
justice bureau.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from tests.database import as_owner, committed_as_owner

from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.organs.models import Appointment, Organ, Role, User
from gongkai.organs.queries import standing

TODAY = date(2026, 11, 25)
SINCE = date(2024, 1, 1)
CODES = ("11130600000000000A", "11130600000000001A", "11130600000000002A")
PEOPLE = {
    "wang": ("王经办", "justice", Role.CLERK),
    "li": ("李审核", "justice", Role.REVIEWER),
    "zhou": ("周主任", "justice", Role.HEAD),
    "qian": ("钱管理", "justice", Role.ADMINISTRATOR),
    "zhao": ("赵财政", "finance", Role.CLERK),
    "sun": ("孙监督", "city", Role.SUPERVISOR),
}
PASSWORD = "correct horse battery staple"
HASH = make_password(PASSWORD)  # once: a good hash is slow


@dataclass(frozen=True, slots=True)
class Cast:
    """The organs and people by name, as ``cast.justice`` or ``cast.wang``."""

    city: Organ
    justice: Organ
    finance: Organ
    wang: User
    li: User
    zhou: User
    qian: User
    zhao: User
    sun: User

    def scope_of(self, user: User) -> scope.Scope:
        """The scope in which this person's requests run."""
        with scope.entered(scope.Scope(role=DatabaseRole.GATE, user=user.pk)):
            return standing(user, on=TODAY).scope

    def urging(self, user: User):
        """Urge as this person, for the organ above."""
        with scope.entered(scope.Scope(role=DatabaseRole.GATE, user=user.pk)):
            found = standing(user, on=TODAY)
        return scope.entered(found.urging)

    def entered(self, user: User):
        """Act as this person."""
        return scope.entered(self.scope_of(user))


def enact() -> Cast:
    """Write the cast down; the caller's role must be allowed to."""
    organs = {}
    for key, name, level, kind, code in (
        ("city", "保定市人民政府", "city", "local_government", CODES[0]),
        ("justice", "保定市司法局", "city", "justice", CODES[1]),
        ("finance", "保定市财政局", "city", "department", CODES[2]),
    ):
        organs[key] = Organ.objects.create(
            superior=organs.get("city"),
            name=name,
            short_name=name.removeprefix("保定市"),
            slug=key,
            level=level,
            kind=kind,
            credit_code=code,
            region_code="130600",
            site_code="1306000001",
        )
    people = {
        key: User(organ=organs[organ], email=f"{key}@{organ}.example", name=name, password=HASH)
        for key, (name, organ, _) in PEOPLE.items()
    }
    User.objects.bulk_create(people.values())
    Appointment.objects.bulk_create(
        Appointment(user=people[key], organ=organs[organ], role=role, since_on=SINCE)
        for key, (_, organ, role) in PEOPLE.items()
    )
    return Cast(**organs, **people)


@pytest.fixture
def cast(db):  # noqa: ARG001  a fixture in use
    """The cast, in a database that is as it was once the test is over."""
    with as_owner():
        return enact()


@pytest.fixture
def committed(own_database):
    """The cast, committed in a database that other processes can reach."""
    with committed_as_owner(own_database):
        return enact()
