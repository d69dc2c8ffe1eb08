"""主动公开: what must be published of one's own accord, until when, and why something is not published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.statutes import GIR, Provision, cites
from gongkai.law.workdays import Calendar, Deadline

WORKDAYS = 20
LONGEST_SUMMARY = 100  # characters of an abstract 内容概述, as catalogues are kept in practice


class Attribute(StrEnum):
    """公开属性, fixed while the text is drafted."""

    ACTIVE = "active"
    ON_REQUEST = "on_request"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"active": "主动公开", "on_request": "依申请公开", "closed": "不予公开"}[self.value]


@dataclass(frozen=True, slots=True)
class ClosedGround:
    """A ground on which information is not published; ``is_bound`` where the organ has no choice."""

    code: str
    name: str
    basis: Provision
    is_bound: bool


@dataclass(frozen=True, slots=True)
class DisclosureClass:
    """A class of information that must be published, and by organs of which levels; none is all."""

    code: str
    name: str
    basis: Provision
    levels: tuple[str, ...] = ()


GROUNDS = (
    ClosedGround("secret", "国家秘密", GIR.art(14), is_bound=True),
    ClosedGround("forbidden", "法律、行政法规禁止公开", GIR.art(14), is_bound=True),
    ClosedGround("security", "可能危及国家安全、公共安全、经济安全、社会稳定", GIR.art(14), is_bound=True),
    ClosedGround("third_party", "商业秘密、个人隐私等，公开会损害第三方合法权益", GIR.art(15), is_bound=True),
    ClosedGround("internal", "内部事务信息", GIR.art(16, 1), is_bound=False),
    ClosedGround(
        "process", "过程性信息（讨论记录、过程稿、磋商信函、请示报告）", GIR.art(16, 2), is_bound=False
    ),
    ClosedGround("case_file", "行政执法案卷信息", GIR.art(16, 2), is_bound=False),
)
_ALL = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "行政处罚、行政强制的依据、条件、程序以及有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
_CITY_COUNTY = ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助")
_TOWNSHIP = (
    "贯彻落实农业农村政策",
    "农田水利工程建设运营",
    "农村土地承包经营权流转",
    "宅基地使用情况审核",
    "土地征收、房屋征收",
    "筹资筹劳",
    "社会救助",
)


def _classes() -> Iterable[DisclosureClass]:
    for place, name in enumerate(_ALL, 1):
        yield DisclosureClass(f"20-{place}", name, GIR.art(20, item=place))
    for place, name in enumerate(_CITY_COUNTY, 1):
        yield DisclosureClass(f"21-{place}", name, GIR.art(21), ("city", "county"))
    for place, name in enumerate(_TOWNSHIP, len(_CITY_COUNTY) + 1):
        yield DisclosureClass(f"21-{place}", name, GIR.art(21), ("township",))


CLASSES = tuple(_classes())


def basis_of(code: str) -> Provision | None:
    """Where the law says that a class must be published; None where there is no such class.

    >>> str(basis_of("20-4")), basis_of("")
    ('《条例》第二十条第（四）项', None)
    """
    return next((one.basis for one in CLASSES if one.code == code), None)


@cites(GIR.art(20), GIR.art(21))
def classes_of(level: str) -> tuple[DisclosureClass, ...]:
    """The classes that an organ of that level must publish.

    >>> len(classes_of("province")), len(classes_of("city")), len(classes_of("township"))
    (15, 22, 22)
    """
    return tuple(one for one in CLASSES if not one.levels or level in one.levels)


@cites(GIR.art(26))
def publication_due(formed_on: date, calendar: Calendar) -> Deadline:
    """The last day to publish: 20 working days from the day the information was formed or changed."""
    return calendar.deadline(formed_on, WORKDAYS)


@cites(GIR.art(13), GIR.art(14), GIR.art(15), GIR.art(16))
def attribute_mistake(attribute: Attribute, ground: str, reason: str) -> str:
    """What is wrong with an attribute as it was fixed; nothing where it is sound.

    Everything is published but for the grounds of articles 14 to 16; whatever is kept back, or given on
    request only, says why.

    >>> attribute_mistake(Attribute.CLOSED, "", "")
    '选择“不予公开”的，请指明法定理由（条例第十四条至第十六条）'
    >>> attribute_mistake(Attribute.ACTIVE, "", "")
    ''
    """
    if attribute is Attribute.ACTIVE:
        return "主动公开的信息不需要不公开的理由，请删去" if ground or reason else ""
    if attribute is Attribute.CLOSED and ground not in {one.code for one in GROUNDS}:
        return "选择“不予公开”的，请指明法定理由（条例第十四条至第十六条）"
    if not reason.strip():
        return f"选择“{attribute.label}”的，请写明理由：以公开为常态、不公开为例外"
    return ""


GUIDE_ELEMENTS = (
    ("classes", "政府信息的分类"),
    ("arrangement", "编排体系"),
    ("ways", "获取方式"),
    ("office", "政府信息公开工作机构的名称"),
    ("address", "办公地址"),
    ("hours", "办公时间"),
    ("phone", "联系电话"),
    ("fax", "传真号码"),
    ("online", "互联网联系方式"),
)


@cites(GIR.art(12))
def guide_gaps(known: Iterable[str]) -> tuple[str, ...]:
    """What the guide must tell and does not yet; ``known`` are the codes of what it tells.

    >>> guide_gaps(["classes", "arrangement", "ways", "office", "address", "hours", "phone", "online"])
    ('传真号码',)
    """
    told = frozenset(known)
    return tuple(label for code, label in GUIDE_ELEMENTS if code not in told)
