"""Whose report it is, and for which year: from the title, the opening, the page's head, the file's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.audit.source import Source

YEARS = range(2003, 2100)
LONGEST = 90
HEAD = 40
NAME_LENGTHS = range(2, 41)
DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九０１２３４５６７８９", "0000123456789" + "0123456789")
YEAR = r"(?P<{}>(?:20|二[〇○零Ｏ])[\d〇○零一二三四五六七八九０-９]{{2}})"
REPORT = "(?:政府信息|政务信息|信息|政务)公开(?:工作)?(?:情况)?的?(?:年度|年)?(?:工作)?(?:报告|年报)"
TITLE = re.compile(
    "(?P<before>.{0,40}?)"
    f"(?:{YEAR.format('first')}年?度?)?(?P<between>.{{0,40}}?)(?:{YEAR.format('second')}年?度?)?的?"
    f"{REPORT}(?P<after>.{{0,40}})"
)
ANY_YEAR = re.compile(YEAR.format("year"))
PERIOD = re.compile(r"(20\d\d)年?1月1日")
COMPILER = re.compile("本(?:年度)?报告(?:是)?由(.{2,30}?)(?:按照|根据|依据|编制|发布|负责|综合)")
STEPS = re.compile("[>＞»|｜]")
BEFORE_NAME = re.compile(
    r"^(?:.*[:：]|《|关于|【|索引号|标题|首页|名称|[\s_\-—·]|\d+[.、])+|(?:《|关于|的|_|-|—)+$"
)
NAME_END = re.compile(
    "(?:政府|局|厅|委|会|海关|办公室|办事处|办|中心|院|部|处|署|街道|镇|乡|公司|集团|大队|支队|总队|馆|所|站|队|社|校|园|区|县|市|省|州|旗|盟)$"
)
NAME = re.compile("[\u4e00-\u9fff（）()·]{2,40}")
NO_NAME = re.compile(
    "根据|按照|关于|依据|现将|编制|公布|发布|要求|以下|信息公开|本机关|我|附件|年度|关闭|首页"
)
NOT_BROKEN = "：:。；"
MARKS = "《》“”\"'()（）[]【】:：,，、-—_ "


@dataclass(frozen=True, slots=True)
class Heading:
    """What a title says; either may be missing."""

    organ: str | None = None
    year: int | None = None


def find(source: Source, paragraphs: Sequence[str], name: str) -> Heading:
    """The organ and the year, each from the best place that tells it; the file's ``name`` comes last."""
    organ: str | None = None
    year: int | None = None
    for told in _told(source, paragraphs[:HEAD], name):
        organ, year = organ or told.organ, year or told.year
        if organ and year:
            break
    return Heading(organ, year)


@lru_cache(maxsize=1024)
def title(text: str) -> Heading | None:
    """What the text says if it is a report's title; white space must be gone.

    >>> title("保定市司法局2023年政府信息公开工作年度报告")
    Heading(organ='保定市司法局', year=2023)
    >>> title("2022年度蠡县审计局政府信息公开年度报告")
    Heading(organ='蠡县审计局', year=2022)
    """
    found = TITLE.match(STEPS.split(text)[-1])
    if found is None:
        return None
    places = (found["before"], found["between"], found["after"])
    written = found["second"] or found["first"]
    if not written and (after := ANY_YEAR.search(found["after"])):
        written = after["year"]
    organ = next(filter(None, map(organ_in, places)), None) or _only_name(found["before"])
    return Heading(organ, year_of(written) if written else None)


def year_of(text: str) -> int | None:
    """The year written in Arabic or Chinese digits.

    >>> year_of("二〇二三")
    2023
    """
    year = int(text.translate(DIGITS))
    return year if year in YEARS else None


def organ_in(text: str) -> str | None:
    """The organ's name, if the text is one but for marks and words around it."""
    name = BEFORE_NAME.sub("", text).strip(MARKS)
    return name if len(name) in NAME_LENGTHS and NAME_END.search(name) else None


def _only_name(text: str) -> str | None:
    """A name of an unusual kind, if there is nothing else it could be."""
    return text if NAME.fullmatch(text) and not NO_NAME.search(text) else None


def _told(source: Source, head: Sequence[str], name: str) -> Iterator[Heading]:
    yield from _titles(head)
    for hint in source.hints:
        yield title("".join(hint.split())) or Heading()
    for text in head:
        yield _opening(text)
    for told in source.names:
        yield Heading(organ=organ_in("".join(told.split())))
    yield title("".join(name.split())) or Heading()
    if year := ANY_YEAR.search(name):
        yield Heading(year=year_of(year["year"]))


def _titles(head: Sequence[str]) -> Iterator[Heading]:
    """What the title says, on one line or broken over two or three; then whatever a part of one says."""
    for size in (1, 2, 3):
        windows = map("".join, zip(*(head[at:] for at in range(size)), strict=False))
        for text in [text for text in windows if "公开" in text]:
            if size > 1 and any(mark in text for mark in NOT_BROKEN):
                continue
            found = _title_in(text)
            if found and found.organ and found.year:
                yield found
    for text in head:
        yield _title_in(text) or Heading()


def _title_in(text: str) -> Heading | None:
    is_told = "公开" in text and len(text) <= LONGEST and ("报告" in text or "年报" in text)
    return title(text) if is_told else None


def _opening(text: str) -> Heading:
    period, compiler = PERIOD.search(text), COMPILER.search(text)
    return Heading(
        organ=organ_in(compiler[1]) if compiler else None,
        year=int(period[1]) if period else None,
    )
