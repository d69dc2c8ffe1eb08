"""个人信息扫描: identity numbers, telephones, bank cards and known names in a text that goes out."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from gongkai.law.evidence import Datum, Hit
from gongkai.law.identifiers import IdentifierError, citizen_number, credit_code
from gongkai.law.statutes import CITIZEN_NUMBER, GIR, cites

FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－（）＋　：", "0123456789Xx-()+ :")
SEPARATORS = re.compile(r"[\s\-()+（）—]")
SHORTEST_NAME = 2

CITIZEN = re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])")
CARD = re.compile(r"(?<![\dA-Za-z])[3-69](?:[ -]?\d){15,18}(?![\dA-Za-z])")
MOBILE = re.compile(r"(?<![\dA-Za-z])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
LANDLINE = re.compile(
    r"(?<![\dA-Za-z])\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,2}[2-9]\d{6,7}(?!\d)"
    r"|(?:电话|传真|联系方式)[: ]{0,3}(?P<local>[2-9]\d{6,7})(?!\d)"
)


@cites(GIR.art(15), CITIZEN_NUMBER.part())
def scan_personal_data(text: str, *, on: date, known: Iterable[str] = ()) -> tuple[Hit, ...]:
    """The personal data in a text, in order: identity numbers, telephones, bank cards, known names.

    Full-width digits and grouping blanks are read as if they were not there. An identity number
    counts where its check digit holds and nobody would be born after ``on``; a card where its own
    holds. ``known`` are names, addresses and numbers that must not be in this text.

    >>> text = "申请人电话138 0013 8000，答复期限20个工作日"
    >>> [hit.text for hit in scan_personal_data(text, on=date(2026, 11, 2))]
    ['138 0013 8000']
    """
    plain = text.translate(FULL_WIDTH)
    taken: list[range] = []
    hits: list[Hit] = []
    for datum, start, end in _candidates(plain, on, known):
        if not any(start < span.stop and span.start < end for span in taken):
            taken.append(range(start, end))
            hits.append(Hit(datum, text[start:end], start))
    return tuple(sorted(hits, key=lambda hit: hit.at))


def bare(number: str) -> str:
    """A number without blanks, hyphens and brackets and in half width, to compare two writings.

    >>> bare("１３８-0013 8000")
    '13800138000'
    """
    return SEPARATORS.sub("", number.translate(FULL_WIDTH)).upper()


def passes_luhn(number: str) -> bool:
    """Whether the digits satisfy the check digit of bank cards (ISO/IEC 7812).

    >>> passes_luhn("6222021234567890128"), passes_luhn("6222021234567890123")
    (True, False)
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  the sum of the two digits
    return total % 10 == 0


def _candidates(text: str, on: date, known: Iterable[str]) -> Iterator[tuple[Datum, int, int]]:
    """What looks like personal data, the surest kinds first, so that a later kind does not take it."""
    yield from _matches(text, CITIZEN, Datum.CITIZEN_NUMBER, lambda number: _is_citizen(number, on))
    yield from _matches(text, CARD, Datum.BANK_CARD, lambda card: passes_luhn(card) and not _is_credit(card))
    yield from _matches(text, MOBILE, Datum.MOBILE, lambda _: True)
    yield from _matches(text, LANDLINE, Datum.LANDLINE, lambda _: True)
    for name in known:
        if len(name) >= SHORTEST_NAME:
            plain = name.translate(FULL_WIDTH)
            for at in _places(text, plain):
                yield Datum.NAME, at, at + len(plain)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _matches(
    text: str, pattern: re.Pattern[str], datum: Datum, holds: Callable[[str], bool]
) -> Iterator[tuple[Datum, int, int]]:
    for found in pattern.finditer(text):
        group = "local" if "local" in pattern.groupindex and found["local"] else 0
        if holds(bare(found[group])):
            yield datum, found.start(group), found.end(group)


def _is_citizen(number: str, on: date) -> bool:
    try:
        citizen_number(number, on=on)
    except IdentifierError:
        return False
    return True


def _is_credit(number: str) -> bool:
    try:
        credit_code(number)
    except IdentifierError:
        return False
    return True
