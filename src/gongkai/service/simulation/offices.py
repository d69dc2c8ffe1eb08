"""Organs, people and letterheads for simulated requests: made up, and marked so in every name."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from stdnum.cn import uscc

from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.letters.actions import Head, set_letterhead
from gongkai.organs.actions import OrganFacts, Person, invite, open_organ, open_unit
from gongkai.organs.models import Organ, Role, Unit, User
from gongkai.service.simulation.odds import Odds
from gongkai.service.simulation.playing import Staff

REGION = "139900"  # no such region exists
SLUG = "simulated"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
HEAD = Head(
    contact="示例联系人",
    phone="0000-5550100",
    address="示例市示例路1号",
    postcode="000000",
    reviewers=(
        {
            "role": "same_level_government",
            "name": "示例市人民政府",
            "address": "示例市示例路1号",
            "phone": "0000-5550101",
        },
    ),
    court="示例市示例区人民法院",
)


class RealOrgansError(Exception):
    """There are organs that are not made up: what is simulated would stand in their installation for ever."""

    def __init__(self) -> None:
        super().__init__(
            "数据库里有不是示例的机关。台账只增不删，模拟的申请写入后不能清除；请在另一个数据库里模拟"
            "（例如 GONGKAI_VAR=模拟 gongkai simulate）"
        )


def refuse_real() -> None:
    """Refuse to go on beside real organs.

    Raises:
        RealOrgansError: there is one.
    """
    if Organ.objects.exclude(region_code=REGION).exists():
        raise RealOrgansError


def offices(count: int, odds: Odds, *, on: date, at: datetime) -> Iterator[Staff]:
    """So many organs with their people, those of an earlier run first; as the owner."""
    system = User.objects.get(email=User.SYSTEM_EMAIL)
    every = frozenset(Organ.objects.values_list("pk", flat=True))
    scope.take(scope.Scope(role=DatabaseRole.OWNER, user=system.pk, organs=every, writes=every))
    password = make_password(None)
    for number in range(1, count + 1):
        organ = Organ.objects.filter(slug=f"{SLUG}-{number}").first()
        yield staff_of(organ) if organ else _opened(number, odds, password, on=on, at=at, by=system)


def staff_of(organ: Organ) -> Staff:
    """Who works in an organ: its first clerk and its first head."""
    units = Unit.objects.filter(organ=organ).order_by("-is_disclosure_office", "pk")
    return Staff(organ, units[0], _holding(organ, Role.CLERK), _holding(organ, Role.HEAD))


def credit_code(number: int) -> str:
    """A code of the right form, in a region that no organ can be in.

    >>> credit_code(1)
    '11139900MN0000010P'
    """
    body = f"MN{number:06}"
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    check = "0123456789X0"[(11 - total % 11) % 12]
    first = f"11{REGION}{body}{check}"
    return first + str(uscc.calc_check_digit(first))


def _opened(number: int, odds: Odds, password: str, *, on: date, at: datetime, by: User) -> Staff:
    organ = open_organ(
        None,
        OrganFacts(
            name=f"示例市第{number}示例局（模拟）",
            short_name=f"第{number}示例局",
            slug=f"{SLUG}-{number}",
            level="city",
            kind="department",
            credit_code=credit_code(number),
            region_code=REGION,
            site_code="",
            document_code=f"示{number}",
        ),
        on=on,
        by=by,
    )
    units: Sequence[str] = odds.words["units"]
    office = open_unit(organ, "局办公室", is_disclosure_office=True, on=on, by=by)
    for name in units:
        open_unit(organ, name, on=on, by=by)
    for role, name in ((Role.CLERK, "经办人"), (Role.HEAD, "负责人")):
        person = Person(email=f"{role.value}-{number}@simulated.example", name=f"示例{name}{number}")
        user = invite(organ, person, roles=[role], unit=office, on=on, at=at, by=by)
        User.objects.filter(pk=user.pk).update(password=password)
    set_letterhead(organ, HEAD, on=on, by=by)
    return staff_of(organ)


def _holding(organ: Organ, role: Role) -> User:
    return User.objects.filter(appointments__organ=organ, appointments__role=role).order_by("pk")[0]
