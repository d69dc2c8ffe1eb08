"""Holds the pages of a walk against the rules for government websites."""

from collections.abc import Callable, Iterator

from gongkai.law.websites import (
    Page,
    Tier,
    WebsiteRules,
    entry_faults,
    foot_faults,
    outline_faults,
    tag_faults,
    tier_of,
)
from gongkai.websites.walking import Fault, Walk

TierOf = Callable[[str, Page, WebsiteRules], Tier]


def by_its_tags(address: str, page: Page, rules: WebsiteRules) -> Tier:  # noqa: ARG001  others look at the address
    """Take a page for what its tags say that it is."""
    return tier_of(page, rules)


def judge(walk: Walk, rules: WebsiteRules, tier: TierOf = by_its_tags) -> Iterator[Fault]:
    """What is wrong with the pages, one after the other; ``tier`` tells what each has to carry."""
    for address, found in walk.pages.items():
        if found.page is not None:
            for what in _of_page(found.page, tier(address, found.page, rules), rules):
                yield Fault(address, what)


def _of_page(page: Page, tier: Tier, rules: WebsiteRules) -> Iterator[str]:
    yield from tag_faults(page, tier, rules)
    yield from foot_faults(page, rules).values()
    if set(page.entries) & set(rules.entries):
        yield from entry_faults(page, rules)
    if ("ColumnType", rules.guide) in page.tags:
        yield from outline_faults(page.outline, rules)
