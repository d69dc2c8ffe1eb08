"""复议机关 and court: who reviews what an organ of each kind has decided, by the law of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gongkai.law.statutes import LITIGATION, RECONSIDERATION, RECONSIDERATION_2017, Provision, cites


class RemedyError(ValueError):
    """The notice would name a wrong organ, or leave out what the law demands of it."""


class NoReconsiderationLawError(RemedyError):
    """No version of the reconsideration law known here was in force on that day."""


class OrganKind(StrEnum):
    """The kind of organ that replies, as far as reconsideration and courts tell them apart."""

    DEPARTMENT = "department"
    JUSTICE = "justice"
    TOWNSHIP = "township"
    LOCAL_GOVERNMENT = "local_government"
    PROVINCIAL_GOVERNMENT = "provincial_government"
    DISPATCHED = "dispatched"
    FIELD_OFFICE = "field_office"
    CITY_FIELD_OFFICE = "city_field_office"
    AUTHORISED = "authorised"
    VERTICAL = "vertical"
    CUSTOMS = "customs"
    NATIONAL_DEPARTMENT = "national_department"
    NATIONAL_FIELD_OFFICE = "national_field_office"
    NATIONAL_AUTHORISED = "national_authorised"

    @property
    def label(self) -> str:
        return ORGAN_LABELS[self]


ORGAN_LABELS: Mapping[OrganKind, str] = MappingProxyType(
    {
        OrganKind.DEPARTMENT: "县级以上地方人民政府的工作部门",
        OrganKind.JUSTICE: "县级以上地方人民政府的司法行政部门",
        OrganKind.TOWNSHIP: "乡、镇人民政府",
        OrganKind.LOCAL_GOVERNMENT: "县级、市级人民政府",
        OrganKind.PROVINCIAL_GOVERNMENT: "省、自治区、直辖市人民政府",
        OrganKind.DISPATCHED: "地方人民政府的派出机关（如街道办事处）",
        OrganKind.FIELD_OFFICE: "工作部门的派出机构（以自己的名义）",
        OrganKind.CITY_FIELD_OFFICE: "直辖市、设区的市的工作部门按行政区划设立的派出机构（以自己的名义）",
        OrganKind.AUTHORISED: "地方人民政府或者其工作部门管理的授权组织",
        OrganKind.VERTICAL: "金融、外汇管理等垂直领导的机关，税务、国家安全机关",
        OrganKind.CUSTOMS: "海关",
        OrganKind.NATIONAL_DEPARTMENT: "国务院部门",
        OrganKind.NATIONAL_FIELD_OFFICE: "国务院部门的派出机构（以自己的名义）",
        OrganKind.NATIONAL_AUTHORISED: "国务院部门管理的授权组织",
    }
)


class Role(StrEnum):
    """What the reconsideration organ is to the organ that replied."""

    SAME_LEVEL_GOVERNMENT = "same_level_government"
    HIGHER_GOVERNMENT = "higher_government"
    ITSELF = "itself"
    FOUNDING_GOVERNMENT = "founding_government"
    DEPARTMENT_GOVERNMENT = "department_government"
    LOCATION_GOVERNMENT = "location_government"
    MANAGING_GOVERNMENT = "managing_government"
    MANAGING_BODY = "managing_body"
    UPPER_DEPARTMENT = "upper_department"
    UPPER_JUSTICE = "upper_justice"
    FOUNDING_DEPARTMENT = "founding_department"
    NATIONAL_DEPARTMENT = "national_department"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.SAME_LEVEL_GOVERNMENT: "本级人民政府",
        Role.HIGHER_GOVERNMENT: "上一级人民政府",
        Role.ITSELF: "本机关",
        Role.FOUNDING_GOVERNMENT: "设立该派出机关的人民政府",
        Role.DEPARTMENT_GOVERNMENT: "设立该派出机构的部门的本级人民政府",
        Role.LOCATION_GOVERNMENT: "派出机构所在地的人民政府",
        Role.MANAGING_GOVERNMENT: "管理该组织的人民政府，或者管理该组织的部门的本级人民政府",
        Role.MANAGING_BODY: "直接管理该组织的地方人民政府、工作部门或者国务院部门",
        Role.UPPER_DEPARTMENT: "上一级主管部门",
        Role.UPPER_JUSTICE: "上一级司法行政部门",
        Role.FOUNDING_DEPARTMENT: "设立该派出机构的部门",
        Role.NATIONAL_DEPARTMENT: "设立该派出机构或者管理该组织的国务院部门",
    }
)


@dataclass(frozen=True, slots=True)
class ReconsiderationOrgan:
    """Who may review an organ of that kind; where there are several, the applicant chooses."""

    kind: OrganKind
    choices: tuple[Role, ...]
    basis: Provision


def _table(*rows: ReconsiderationOrgan) -> Mapping[OrganKind, ReconsiderationOrgan]:
    return MappingProxyType({row.kind: row for row in rows})


SINCE_2024 = _table(
    ReconsiderationOrgan(OrganKind.DEPARTMENT, (Role.SAME_LEVEL_GOVERNMENT,), RECONSIDERATION.art(24, 1, 1)),
    ReconsiderationOrgan(
        OrganKind.JUSTICE, (Role.SAME_LEVEL_GOVERNMENT, Role.UPPER_JUSTICE), RECONSIDERATION.art(28)
    ),
    ReconsiderationOrgan(OrganKind.TOWNSHIP, (Role.HIGHER_GOVERNMENT,), RECONSIDERATION.art(24, 1, 2)),
    ReconsiderationOrgan(
        OrganKind.LOCAL_GOVERNMENT, (Role.HIGHER_GOVERNMENT,), RECONSIDERATION.art(24, 1, 2)
    ),
    ReconsiderationOrgan(OrganKind.PROVINCIAL_GOVERNMENT, (Role.ITSELF,), RECONSIDERATION.art(24, 2)),
    ReconsiderationOrgan(OrganKind.DISPATCHED, (Role.FOUNDING_GOVERNMENT,), RECONSIDERATION.art(24, 1, 3)),
    ReconsiderationOrgan(OrganKind.FIELD_OFFICE, (Role.DEPARTMENT_GOVERNMENT,), RECONSIDERATION.art(24, 4)),
    ReconsiderationOrgan(
        OrganKind.CITY_FIELD_OFFICE,
        (Role.DEPARTMENT_GOVERNMENT, Role.LOCATION_GOVERNMENT),
        RECONSIDERATION.art(24, 4),
    ),
    ReconsiderationOrgan(OrganKind.AUTHORISED, (Role.MANAGING_GOVERNMENT,), RECONSIDERATION.art(24, 1, 4)),
    ReconsiderationOrgan(OrganKind.VERTICAL, (Role.UPPER_DEPARTMENT,), RECONSIDERATION.art(27)),
    ReconsiderationOrgan(OrganKind.CUSTOMS, (Role.UPPER_DEPARTMENT,), RECONSIDERATION.art(27)),
    ReconsiderationOrgan(OrganKind.NATIONAL_DEPARTMENT, (Role.ITSELF,), RECONSIDERATION.art(25, item=1)),
    ReconsiderationOrgan(
        OrganKind.NATIONAL_FIELD_OFFICE, (Role.NATIONAL_DEPARTMENT,), RECONSIDERATION.art(25, item=2)
    ),
    ReconsiderationOrgan(
        OrganKind.NATIONAL_AUTHORISED, (Role.NATIONAL_DEPARTMENT,), RECONSIDERATION.art(25, item=3)
    ),
)
EITHER_LINE = (Role.SAME_LEVEL_GOVERNMENT, Role.UPPER_DEPARTMENT)
FOUNDERS = (Role.FOUNDING_DEPARTMENT, Role.DEPARTMENT_GOVERNMENT)
UNTIL_2023 = _table(
    ReconsiderationOrgan(OrganKind.DEPARTMENT, EITHER_LINE, RECONSIDERATION_2017.art(12, 1)),
    ReconsiderationOrgan(OrganKind.JUSTICE, EITHER_LINE, RECONSIDERATION_2017.art(12, 1)),
    ReconsiderationOrgan(OrganKind.TOWNSHIP, (Role.HIGHER_GOVERNMENT,), RECONSIDERATION_2017.art(13, 1)),
    ReconsiderationOrgan(
        OrganKind.LOCAL_GOVERNMENT, (Role.HIGHER_GOVERNMENT,), RECONSIDERATION_2017.art(13, 1)
    ),
    ReconsiderationOrgan(OrganKind.PROVINCIAL_GOVERNMENT, (Role.ITSELF,), RECONSIDERATION_2017.art(14)),
    ReconsiderationOrgan(
        OrganKind.DISPATCHED, (Role.FOUNDING_GOVERNMENT,), RECONSIDERATION_2017.art(15, 1, 1)
    ),
    ReconsiderationOrgan(OrganKind.FIELD_OFFICE, FOUNDERS, RECONSIDERATION_2017.art(15, 1, 2)),
    ReconsiderationOrgan(OrganKind.CITY_FIELD_OFFICE, FOUNDERS, RECONSIDERATION_2017.art(15, 1, 2)),
    ReconsiderationOrgan(OrganKind.AUTHORISED, (Role.MANAGING_BODY,), RECONSIDERATION_2017.art(15, 1, 3)),
    ReconsiderationOrgan(OrganKind.VERTICAL, (Role.UPPER_DEPARTMENT,), RECONSIDERATION_2017.art(12, 2)),
    ReconsiderationOrgan(OrganKind.CUSTOMS, (Role.UPPER_DEPARTMENT,), RECONSIDERATION_2017.art(12, 2)),
    ReconsiderationOrgan(OrganKind.NATIONAL_DEPARTMENT, (Role.ITSELF,), RECONSIDERATION_2017.art(14)),
    ReconsiderationOrgan(
        OrganKind.NATIONAL_FIELD_OFFICE, (Role.FOUNDING_DEPARTMENT,), RECONSIDERATION_2017.art(15, 1, 2)
    ),
    ReconsiderationOrgan(
        OrganKind.NATIONAL_AUTHORISED, (Role.MANAGING_BODY,), RECONSIDERATION_2017.art(15, 1, 3)
    ),
)


@cites(
    RECONSIDERATION.art(24),
    RECONSIDERATION.art(25),
    RECONSIDERATION.art(27),
    RECONSIDERATION.art(28),
    *(RECONSIDERATION_2017.art(number) for number in (12, 13, 14, 15)),
)
def reconsideration_organ(kind: OrganKind, *, on: date) -> ReconsiderationOrgan:
    """Who reviews a decision that an organ of that kind made on that day.

    Since 2024 the upper department no longer reviews an ordinary department.

    >>> reconsideration_organ(OrganKind.DEPARTMENT, on=date(2023, 12, 31)).choices[1].label
    '上一级主管部门'
    >>> [role.label for role in reconsideration_organ(OrganKind.DEPARTMENT, on=date(2024, 1, 1)).choices]
    ['本级人民政府']

    Raises:
        NoReconsiderationLawError: the day is before the oldest version known here.
    """
    if RECONSIDERATION.is_in_force(on):
        return SINCE_2024[kind]
    if RECONSIDERATION_2017.is_in_force(on):
        return UNTIL_2023[kind]
    raise NoReconsiderationLawError(
        f"{on.isoformat()}适用的行政复议法未收录，最早为{RECONSIDERATION_2017.in_force.isoformat()}起施行的文本"
    )


class Court(StrEnum):
    """The level of the court of first instance."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"

    @property
    def label(self) -> str:
        return "中级人民法院" if self is Court.INTERMEDIATE else "基层人民法院"


@cites(LITIGATION.art(14), LITIGATION.art(15), LITIGATION.art(18))
def court_level(kind: OrganKind) -> Court:
    """The court that first hears a suit against an organ of that kind, where the organ is seated.

    It follows the body that signs: a government's office signing in its own name is sued as a
    department. Local rules on centralised jurisdiction may name another court of that level.

    >>> court_level(OrganKind.JUSTICE).label, court_level(OrganKind.LOCAL_GOVERNMENT).label
    ('基层人民法院', '中级人民法院')
    """
    high = {
        OrganKind.LOCAL_GOVERNMENT,
        OrganKind.PROVINCIAL_GOVERNMENT,
        OrganKind.NATIONAL_DEPARTMENT,
        OrganKind.CUSTOMS,
    }
    return Court.INTERMEDIATE if kind in high else Court.BASIC
