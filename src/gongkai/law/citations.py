"""条、款、项: provisions by reference, and the citations in a text judged by the law of its day.

Replies still go out with the article numbers of the regulation of 2007, with an article that does
not exist, or with an interpretation long repealed; such a text is refused here before it is signed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.law import statutes
from gongkai.law.statutes import GIR, GIR_2007, Instrument, NoSuchArticleError, Provision, cites

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {found.code: found for found in vars(statutes).values() if isinstance(found, Instrument)}
)
STATE = "中华人民共和国"
EDITION = re.compile(r"（[0-9]{4}年）$")

NUMBER = r"[零〇一二三四五六七八九十百0-9０-９]+"
TITLE = r"《(?:[^《》]|《[^《》]*》)+》|(?:本|信息公开|(?<=根据)|(?<=依据)|(?<=依照)|(?<=按照))条例(?=第)"
PLACE = rf"第(?P<article>{NUMBER})条(?:第(?P<paragraph>{NUMBER})款)?(?:第?[（(]?(?P<item>{NUMBER})[）)]?项)?"
TOKEN = re.compile(rf"(?P<title>{TITLE})|{PLACE}")
# What may stand between a title and its article, and between two articles of one title.
REMARK = re.compile(r"(?:（[^（）]*）)?")
CONNECTIVE = re.compile(r"[、，和及与或者以\s]*")
GROUND_WORD = re.compile(r"(?:根据|依据|依照|按照|适用)$")
REFERENCE = re.compile(
    r"(?P<code>[A-Z0-9-]+)(?::(?P<article>[0-9]+)(?::(?P<paragraph>[0-9]*)(?::(?P<item>[0-9]+))?)?)?"
)
UNITS = {"十": 10, "百": 100}
VALUES = {"〇": 0} | {digit: value for value, digit in enumerate(statutes.DIGITS)}

# Where the regulation of 2019 has put what the regulation of 2007 had under the number.
MOVED: Mapping[int, tuple[Provision, ...]] = MappingProxyType(
    {
        8: (GIR.art(14),),
        14: (GIR.art(14), GIR.art(15)),
        17: (GIR.art(10, 1),),
        18: (GIR.art(26),),
        20: (GIR.art(29, 2),),
        21: (GIR.art(36),),
        22: (GIR.art(37),),
        23: (GIR.art(32),),
        24: (GIR.art(33),),
        25: (GIR.art(41),),
        26: (GIR.art(40),),
        28: (GIR.art(43),),
    }
)
# Numbers that are a ground today as well, though not of the same paragraphs.
KEPT = (14,)
# Grounds of a reply in 2007 that can be none today, whatever the letter.
NEVER_A_GROUND = (8, 21, 22, 23, 24)
PARAGRAPHS = {10: 3, 14: 1, 15: 1, 16: 2, 30: 1, 32: 1, 33: 3, 34: 1, 35: 1, 36: 1, 37: 1, 38: 1, 39: 2}
ITEMS = {36: 7}


class CitationError(ValueError):
    """A text cites what it must not; the message names each mistake and the right article."""


class UnknownReferenceError(ValueError):
    """A reference such as GIR:36::2 names no provision."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written: its words, the title it belongs to, and the numbers read."""

    text: str
    title: str
    article: int
    paragraph: int | None
    item: int | None

    def is_within(self, provision: Provision) -> bool:
        """Whether it cites that provision or a part of it."""
        return (
            self.article == provision.article
            and provision.paragraph in {None, self.paragraph}
            and provision.item in {None, self.item}
        )


def provision(reference: str) -> Provision:
    """The provision that a reference names: instrument, article, paragraph, item.

    >>> print(provision("GIR:33:2"), provision("GIR:36::2"), provision("AL"))
    《条例》第三十三条第二款 《条例》第三十六条第（二）项 《档案法》

    Raises:
        UnknownReferenceError: the instrument or the article does not exist.
    """
    found = REFERENCE.fullmatch(reference)
    if found is None or found["code"] not in INSTRUMENTS:
        raise UnknownReferenceError(f"条文代号“{reference}”有误，请写成 GIR:33:2 或者 GIR:36::2 的样子")
    instrument = INSTRUMENTS[found["code"]]
    if not found["article"]:
        return instrument.part()
    paragraph, item = (int(found[name]) if found[name] else None for name in ("paragraph", "item"))
    try:
        return instrument.art(int(found["article"]), paragraph, item)
    except NoSuchArticleError as error:
        raise UnknownReferenceError(f"条文代号“{reference}”有误：{error}") from error


def written(provisions: Iterable[Provision]) -> str:
    """Several provisions as a letter cites them: each title once, its articles after it.

    >>> written([GIR.art(36, item=3), GIR.art(14)])
    '《中华人民共和国政府信息公开条例》第三十六条第（三）项、第十四条'
    """
    by_title: dict[str, list[str]] = {}
    for found in provisions:
        by_title.setdefault(found.instrument.title, []).append(found.place)
    return "、".join(f"《{title}》{'、'.join(filter(None, places))}" for title, places in by_title.items())


def numeral_value(text: str) -> int:
    """The number that a Chinese or Arabic numeral writes.

    >>> [numeral_value(text) for text in ("十四", "三十六", "一百零一", "36", "３６")]
    [14, 36, 101, 36, 36]
    """
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in UNITS:
            total += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            digit = VALUES[sign] if sign in VALUES else int(sign)
    return total + digit


def citations_in(text: str) -> Iterator[Citation]:
    """The articles a text cites, each with the title it belongs to.

    An article without a title counts only after words such as 根据, and is then one of the
    regulation: 合同第八条 is nobody's law.
    """
    title, anchor = "", 0
    for token in TOKEN.finditer(text):
        gap = text[anchor : token.start()]
        anchor = token.end()
        if token["title"]:
            title = token["title"][1:-1] if token["title"].startswith("《") else GIR.short
            continue
        if not (REMARK.fullmatch(gap) or CONNECTIVE.fullmatch(gap)) or not title:
            title = GIR.short if GROUND_WORD.search(text[: token.start()]) else ""
        if title:
            numbers = (numeral_value(token[name]) if token[name] else None for name in ("paragraph", "item"))
            yield Citation(token.group(), title, numeral_value(token["article"]), *numbers)


@cites(GIR.art(36), GIR.part("施行日期"), GIR_2007.art(21))
def citation_faults(text: str, *, on: date, allowed: Iterable[Provision] | None = None) -> tuple[str, ...]:
    """What is wrong with the citations of a text signed on that day, each in a Chinese sentence.

    Titles unknown here are left to the reader. ``allowed`` is what a letter of the kind may cite
    of the regulation; without it only what no reply may cite is named.

    >>> citation_faults("依照《条例》第二十一条第（二）项，不予公开。", on=date(2026, 9, 21))
    ('《条例》第二十一条第（二）项：这是2007年条例的条文序号，现行条例为第三十六条',)
    """
    permitted = None if allowed is None else tuple(allowed)
    found = (_fault(citation, on, permitted) for citation in citations_in(text))
    return tuple(dict.fromkeys(fault for fault in found if fault))


@cites(GIR.art(36))
def check_citations(text: str, *, on: date, allowed: Iterable[Provision] | None = None) -> None:
    """Refuse a text whose citations are wrong on that day.

    Raises:
        CitationError: naming each wrong citation and, where it is known, the right one.
    """
    if faults := citation_faults(text, on=on, allowed=allowed):
        raise CitationError("；".join(faults))


def _fault(citation: Citation, on: date, allowed: tuple[Provision, ...] | None) -> str:
    editions = _editions(citation.title)
    if not editions:
        return ""
    words = f"《{citation.title}》{citation.text}"
    current = [edition for edition in editions if edition.is_in_force(on)]
    if not current:
        return f"{words}：{_why_not_in_force(editions, on)}"
    instrument = current[0]
    if instrument.articles is not None and not 1 <= citation.article <= instrument.articles:
        return f"{words}：{on.isoformat()}施行的文本只有{instrument.articles}条"
    if instrument is not GIR:
        return ""
    why = _fault_in_regulation(citation, allowed)
    return f"{words}：{why}" if why else ""


def _editions(title: str) -> list[Instrument]:
    wanted = title.removeprefix(STATE)
    return [found for found in INSTRUMENTS.values() if wanted in _names(found)]


def _names(instrument: Instrument) -> tuple[str, str]:
    return (instrument.title.removeprefix(STATE), EDITION.sub("", instrument.short))


def _why_not_in_force(editions: list[Instrument], on: date) -> str:
    later = [edition.in_force for edition in editions if edition.in_force > on]
    if later:
        return f"自{min(later).isoformat()}起施行，{on.isoformat()}尚未施行"
    ended = max(edition.ended for edition in editions if edition.ended)
    return f"已于{ended.isoformat()}废止，不能再引用"


def _fault_in_regulation(citation: Citation, allowed: tuple[Provision, ...] | None) -> str:
    places = PARAGRAPHS.get(citation.article)
    moved = "、".join(found.place for found in MOVED.get(citation.article, ()))
    has_moved = bool(moved) and citation.article not in KEPT
    if places and (citation.paragraph or 1) > places:
        return f"现行条例的该条没有这一款{f'，应当引用{moved}' if moved else ''}"
    is_allowed = allowed is not None and any(citation.is_within(found) for found in allowed)
    if has_moved and not is_allowed and (allowed is not None or citation.article in NEVER_A_GROUND):
        return f"这是2007年条例的条文序号，现行条例为{moved}"
    if missing := _missing_place(citation):
        return missing
    if allowed is None or is_allowed:
        return ""
    known = "、".join(found.place for found in allowed if found.instrument is GIR)
    return f"本文书不能引用该条，可以引用的是{known}"


def _missing_place(citation: Citation) -> str:
    if PARAGRAPHS.get(citation.article, 1) > 1 and citation.paragraph is None:
        return f"应当写明第几款（该条有{PARAGRAPHS[citation.article]}款）"
    if citation.article in ITEMS and citation.item is None:
        return f"应当写明第几项（该条有{ITEMS[citation.article]}项）"
    return ""
