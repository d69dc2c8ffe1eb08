"""网站标签、页脚和栏目: what the pages of a government website must carry.

What is asked for stands in ``data/websites.toml``, since most of it was read off existing sites and not in
the guidelines themselves; here is how a page is held against it. Each rule answers with Chinese sentences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.law.statutes import GIR, PLATFORM_NOTICE, WEBSITE_GUIDELINES, WEBSITE_INSPECTION, cites


class Tier(StrEnum):
    """How much a page's tags must tell: each tier asks for what those before it ask for, and more."""

    SITE = "site"
    COLUMN = "column"
    ARTICLE = "article"

    @property
    def label(self) -> str:
        return {"site": "首页和一般页面", "column": "栏目页", "article": "内容页"}[self.value]


@dataclass(frozen=True, slots=True)
class FootElement:
    """Something the foot of a page names, in its words or, where ``link`` is given, by a link."""

    code: str
    name: str
    pattern: re.Pattern[str]
    is_link: bool


@dataclass(frozen=True, slots=True)
class WebsiteRules:
    """What is asked of a page; see the data file for each one's source.

    Attributes:
        tags: names of meta tags by tier.
        values: for names of tags, the form of their content, and how to say it.
        worthless: contents, in small letters, that count as empty.
        foot: what the foot names.
        entries: the prescribed entries of the disclosure section, from top to bottom.
        guide: the kind of column that the guide is.
        guide_parts: words in the headings of the guide, in their order.
    """

    tags: Mapping[Tier, tuple[str, ...]]
    values: Mapping[str, tuple[re.Pattern[str], str]]
    worthless: frozenset[str]
    foot: tuple[FootElement, ...]
    entries: tuple[str, ...]
    guide: str
    guide_parts: tuple[str, ...]

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "WebsiteRules":
        """The rules from the data file's entries."""
        return cls(
            tags={Tier(one["tier"]): tuple(one["names"]) for one in facts["tags"]},
            values={one["name"]: (re.compile(one["pattern"]), one["says"]) for one in facts["values"]},
            worthless=frozenset(facts["worthless"]["words"]),
            foot=tuple(_foot_element(one) for one in facts["foot"]),
            entries=tuple(facts["entries"]["names"]),
            guide=facts["guide"]["kind"],
            guide_parts=tuple(facts["guide"]["parts"]),
        )

    def wanted(self, tier: Tier) -> tuple[str, ...]:
        """The names of all tags that a page of a tier must carry."""
        tiers = list(Tier)
        return tuple(name for one in tiers[: tiers.index(tier) + 1] for name in self.tags[one])


@dataclass(frozen=True, slots=True)
class Page:
    """A page as far as the rules look at it.

    Attributes:
        tags: name and content of its meta tags, in their order.
        headings: the texts of its headings of the first rank.
        outline: those of the second rank.
        entries: the texts of the links beside its content, from top to bottom.
        foot: the words of its foot.
        foot_links: the texts of the links there.
    """

    tags: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    outline: tuple[str, ...]
    entries: tuple[str, ...]
    foot: str
    foot_links: tuple[str, ...]


def tier_of(page: Page, rules: WebsiteRules) -> Tier:
    """The highest tier of which the page carries at least one tag."""
    names = {name for name, _ in page.tags}
    for tier in reversed(Tier):
        if names & set(rules.tags[tier]):
            return tier
    return Tier.SITE


@cites(WEBSITE_GUIDELINES.part())
def tag_faults(page: Page, tier: Tier, rules: WebsiteRules) -> tuple[str, ...]:
    """What is wrong with the tags of a page: missing, given twice, empty, in another form, or untrue."""
    found = [fault for name in rules.wanted(tier) for fault in _faults_of_tag(name, page, tier, rules)]
    return (*found, *_untrue_title(page))


@cites(WEBSITE_GUIDELINES.part())
def foot_faults(page: Page, rules: WebsiteRules) -> Mapping[str, str]:
    """What the foot of a page does not name, by the code of each element."""
    return {
        element.code: f"页脚没有{element.name}"
        for element in rules.foot
        if not any(element.pattern.search(text) for text in _texts(element, page))
    }


@cites(PLATFORM_NOTICE.part())
def entry_faults(page: Page, rules: WebsiteRules) -> tuple[str, ...]:
    """Whether the five entries stand beside the content, all of them, in their order."""
    there = [name for name in page.entries if name in rules.entries]
    missing = [f"左侧没有“{name}”入口" for name in rules.entries if name not in there]
    if missing:
        return tuple(missing)
    return () if there == list(rules.entries) else (f"左侧入口的顺序应当是：{'、'.join(rules.entries)}",)


@cites(GIR.art(12))
def outline_faults(headings: Iterable[str], rules: WebsiteRules) -> tuple[str, ...]:
    """Which parts the headings of a guide lack, or whether they stand in another order."""
    found = list(headings)
    places = [_place(part, found) for part in rules.guide_parts]
    missing = [part for part, place in zip(rules.guide_parts, places, strict=True) if place is None]
    if missing:
        return tuple(f"指南没有“{part}”部分" for part in missing)
    known = [place for place in places if place is not None]
    return () if known == sorted(known) else (f"指南各部分的顺序应当是：{'、'.join(rules.guide_parts)}",)


@cites(WEBSITE_INSPECTION.part())
def column_fault(*, days: int | None, limit: int | None) -> str:
    """What is wrong with a column: nothing in it, or nothing new for longer than it may be.

    Args:
        days: since the newest entry; None where there is none.
        limit: after so many days without anything new a column is stale; None where it has no limit.

    >>> column_fault(days=None, limit=None)
    '空栏目'
    >>> column_fault(days=15, limit=14), column_fault(days=14, limit=14), column_fault(days=900, limit=None)
    ('更新不及时', '', '')
    """
    if days is None:
        return "空栏目"
    return "更新不及时" if limit is not None and days > limit else ""


def _foot_element(entry: Mapping[str, Any]) -> FootElement:
    is_link = "link" in entry
    pattern = re.compile(entry["link" if is_link else "pattern"])
    return FootElement(entry["code"], entry["name"], pattern, is_link)


def _texts(element: FootElement, page: Page) -> Iterable[str]:
    return page.foot_links if element.is_link else (page.foot,)


def _faults_of_tag(name: str, page: Page, tier: Tier, rules: WebsiteRules) -> Iterator[str]:
    contents = [content.strip() for key, content in page.tags if key == name]
    if not contents:
        yield f"{tier.label}没有标签 {name}"
        return
    if len(contents) > 1:
        yield f"标签 {name} 写了{len(contents)}次"
    for content in contents:
        if not content or content.lower() in rules.worthless:
            yield f"标签 {name} 没有内容"
        elif name in rules.values and not rules.values[name][0].fullmatch(content):
            yield f"标签 {name} 的“{content}”有误：{rules.values[name][1]}"


def _untrue_title(page: Page) -> Iterator[str]:
    """The title in the tags is the one that readers see."""
    for name, content in page.tags:
        if name == "ArticleTitle" and page.headings and content.strip() not in page.headings:
            yield f"标签 ArticleTitle 的“{content}”与页面上的标题“{page.headings[0]}”不一致"


def _place(part: str, headings: list[str]) -> int | None:
    return next((place for place, heading in enumerate(headings) if part in heading), None)
