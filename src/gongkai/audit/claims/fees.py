"""What part 六 tells of the processing fee 信息处理费."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.audit.claims.figures import COUNTS, YUAN, Mention, mentions
from gongkai.audit.claims.words import has, pattern, stands_in
from gongkai.law.annual.claims import FeeTold

PART_SIX = 6
QUOTED = 40


def fee_of(parts: Mapping[int, str], text: str) -> FeeTold | None:
    """What is told of the fee, in part 六 if there, else anywhere; None where nothing is."""
    found = _fee_in(parts.get(PART_SIX, ""), in_part_six=True)
    if found:
        return found
    elsewhere = [body for number, body in parts.items() if number != PART_SIX] or [text]
    told = (_fee_in(body, in_part_six=False) for body in elsewhere)
    return next((fee for fee in told if fee), None)


def _fee_in(body: str, *, in_part_six: bool) -> FeeTold | None:
    at = pattern("fee").search(body) if stands_in(body, "fee") else None
    if at is None and in_part_six:
        at = pattern("fee_in_part_six").search(body)
    if at is None:
        return None
    begin = max(body.rfind("。", 0, at.start()), body.rfind("\n", 0, at.start())) + 1
    end = body.find("\n", at.end())
    told = body[begin : end if end >= 0 else len(body)]
    quote = told[:QUOTED]
    figures = [mention for mention in mentions(told) if mention.unit in COUNTS or mention.unit == YUAN]
    if not figures:
        yuan = Decimal(0) if has(told, "fee_none") else None
        return FeeTold(quote, yuan=yuan, in_part_six=in_part_six)
    listed = next((i for i, mention in enumerate(figures) if i and "其中" in mention.gap), len(figures))
    whole, items = figures[:listed], figures[listed:]
    cases = next((int(mention.number) for mention in whole if mention.unit in COUNTS), None)
    yuan = next((mention.number for mention in whole if mention.unit == YUAN), None)
    if yuan is None and has(told, "fee_none"):
        yuan = Decimal(0)
    return FeeTold(quote, cases, yuan, _pairs(items), in_part_six)


def _pairs(items: list[Mention]) -> tuple[tuple[int, Decimal], ...]:
    """Cases and yuan of each item; nothing unless every item has both."""
    cases = [int(mention.number) for mention in items if mention.unit in COUNTS]
    yuan = [mention.number for mention in items if mention.unit == YUAN]
    return tuple(zip(cases, yuan, strict=True)) if len(cases) == len(yuan) else ()
