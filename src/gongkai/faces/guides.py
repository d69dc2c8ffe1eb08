"""The guide 指南 as a page: what the organ wrote, and what the platform knows of it (条例 12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from gongkai.catalogue.guide import parts
from gongkai.catalogue.queries.public import guide
from gongkai.law.disclosure import guide_gaps
from gongkai.letters.models import Letterhead
from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ, Unit

OFFICE = "三、政府信息公开工作机构"
CHANNELS = "接收申请的渠道"
ASKING = "二、依申请公开"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph under its own heading; or, where ``facts`` are told, what is known of the organ."""

    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole.

    Attributes:
        sections: in the order of the outline.
        gaps: what the law asks for and nobody has filled in; told to staff only.
        version: of the written paragraphs; 0 where all are as shipped.
        changed_at: when these were written last.
    """

    sections: tuple[Section, ...]
    gaps: tuple[str, ...]
    version: int = 0
    changed_at: datetime | None = None


def composed(organ: Organ) -> Guide:
    """The guide of an organ as it stands."""
    written, head = guide(organ.pk), letterhead(organ.pk)
    office = Unit.objects.filter(organ=organ, is_disclosure_office=True, is_active=True).first()
    texts = written.texts if written else {}
    told = [(part, part.told(texts, organ.name)) for part in parts()]
    facts = _facts(organ, office, head)
    known = [part.element for part, text in told if text] + [code for code, _, value in facts if value]
    sections = []
    for title, group in groupby(told, key=lambda pair: pair[0].section):
        pieces = [Piece(part.title, tuple(text.splitlines())) for part, text in group if text]
        if title == ASKING and head:
            pieces.insert(0, Piece(CHANNELS, tuple(_channels(organ, office, head))))
        sections.append(Section(title, tuple(pieces)))
    shown = tuple((label, value) for _, label, value in facts if value)
    sections.insert(2, Section(OFFICE, (Piece("", facts=shown),)))
    return Guide(
        sections=tuple(one for one in sections if any(piece.lines or piece.facts for piece in one.pieces)),
        gaps=guide_gaps(known),
        version=written.number if written else 0,
        changed_at=written.made_at if written else None,
    )


def _facts(organ: Organ, office: Unit | None, head: Letterhead | None) -> list[tuple[str, str, str]]:
    """What article 12 asks of the office: code, label, value."""
    phone = (office.phone if office else "") or (head.phone if head else "")
    found = [("office", "名称", _named(organ, office) if office else ""), ("phone", "联系电话", phone)]
    if head is None:
        return found
    address = head.address + (f"（邮编{head.postcode}）" if head.postcode else "")
    return [
        *found,
        ("address", "办公地址", address if head.address else ""),
        ("hours", "办公时间", head.hours),
        ("fax", "传真号码", head.fax),
        ("online", "电子邮箱", head.email),
    ]


def _named(organ: Organ, office: Unit | None) -> str:
    """The office with its organ: 某某局 and 局办公室 are 某某局办公室."""
    if office is None:
        return organ.name
    return organ.name + (office.name.removeprefix("局") if organ.name.endswith("局") else office.name)


def _channels(organ: Organ, office: Unit | None, head: Letterhead) -> Iterator[str]:
    """The ways in which a request can be handed in."""
    yield "网上：点本网站“依申请公开”在线填写，提交后即得登记编号和查询码。"
    if head.address:
        yield f"当面：{head.address}" + (f"，{head.hours}。" if head.hours else "。")
        to = _named(organ, office)
        postcode = f"，邮编{head.postcode}" if head.postcode else ""
        yield f"邮寄：{head.address}{postcode}，{to}收；请在信封左下角注明“政府信息公开申请”。"
    if head.fax:
        yield f"传真：{head.fax}；请注明“政府信息公开申请”。"
    if head.email:
        yield f"电子邮件：{head.email}。"
