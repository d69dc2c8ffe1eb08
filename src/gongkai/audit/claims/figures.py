"""Figures with their units in running Chinese text, each with the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

COUNTS = frozenset("件份例")
YUAN = "元"
PERCENT = frozenset("%％")

NUMERALS = {"零": 0, "两": 2, **{sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}}
SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
DIGIT, NUMERAL = "0-9０-９", "零一二两三四五六七八九十"
# A number with its unit. Its first sign is looked for before anything is asked of the sign before it:
# a pattern that begins with a look back takes several times as long over a long text.
FIGURE = re.compile(
    rf"([{DIGIT}{NUMERAL}](?:(?<=[{DIGIT}])(?<![{DIGIT}百千万亿].)[{DIGIT},.]*+(?<=[{DIGIT}])"
    rf"|(?<=[{NUMERAL}])(?<![{NUMERAL}百千万亿].)[{NUMERAL}]*+))"
    r"([百千万亿]?)([件份例元%％])(?![事套大])",
    re.DOTALL,
)
# A comma parts thousands only; elsewhere it is the comma of the sentence, in half width.
WRITTEN = re.compile(rf"(?<![{DIGIT}])(?:[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}})+|[{DIGIT}]+)(?:\.[{DIGIT}]+)?$")
LAST_CLAUSE_END = re.compile(r".*[，；：（(,;:]", re.DOTALL)
ASIDE = re.compile(r"[（(][^（）()]*[）)]")
TAIL = re.compile(r"[^，；：。、（）(),;:\n0-9０-９]{0,16}")
REACH = 60
ONE = Decimal(1)
ORDINALS = frozenset("第每几同")


@dataclass(slots=True)
class Mention:
    """One figure: its value, unit, and the words before and after it.

    ``gap`` is everything since the figure before, ``context`` the part of it in this sentence,
    asides in brackets left out, and ``head`` its last clause (of counts only). ``sentence`` is
    where the sentence begins. ``step`` is the unit of the last printed digit.
    """

    number: Decimal
    unit: str
    step: Decimal
    start: int
    end: int
    gap: str
    context: str
    head: str
    sentence: int


def mentions(text: str) -> Iterator[Mention]:
    """Every exact figure with a unit we know, in order; 余 and 多 make a figure inexact.

    What goes on after 百, 千, 万 or 亿 (一百二十三件) is not read: its end alone would be another number.
    """
    before = sentence = 0
    for match in FIGURE.finditer(text):
        signs, scale, unit = match.groups()
        start, end = match.span()
        if not signs.isdigit():
            written = _written(signs)
            start += len(signs) - len(written)
            signs = written
        if not signs or text[start - 1 : start] in ORDINALS:
            continue
        gap = text[before:start]
        broken = max(gap.rfind("。"), gap.rfind("\n")) + 1 if "。" in gap or "\n" in gap else 0
        if broken:
            sentence = before + broken
        number, step = _value(signs, scale)
        context = head = gap[broken:][-REACH:]
        if unit in COUNTS:
            context, head = _clauses(context)
            if before and head == gap:
                head = _without_tail_before(gap)
        yield Mention(number, unit, step, start, end, gap, context, head, sentence)
        before = end


def _written(signs: str) -> str:
    """The signs that are the number; none of a date (2023.12.5)."""
    if "," in signs:
        found = WRITTEN.search(signs)
        return found[0] if found else ""
    return signs if signs.count(".") <= 1 else ""


def _clauses(context: str) -> tuple[str, str]:
    """The context without asides in brackets, and its last clause."""
    if "）" in context or ")" in context:
        context = ASIDE.sub("", context)
    clause = LAST_CLAUSE_END.match(context)
    return context, context[clause.end() :] if clause else context


def _without_tail_before(gap: str) -> str:
    """The words of this figure, where no clause ends between it and the one before.

    3件予以公开、2件: what stands before the 、 belongs to the 3.
    """
    before, mark, own = gap.partition("、")
    return own if before and mark else gap


def tail_of(text: str, mention: Mention) -> str:
    """The words after the figure, to the next sign or figure."""
    found = TAIL.match(text, mention.end)
    return found[0] if found else ""


def _value(signs: str, scale: str) -> tuple[Decimal, Decimal]:
    """The number and the unit of its last digit. Chinese numerals are read up to 九十九."""
    if not scale and signs.isdigit():
        return Decimal(signs), ONE
    times = SCALES.get(scale, 1)
    if signs[0] in NUMERALS or signs[0] == "十":
        return Decimal(_numeral(signs) * times), Decimal(times)
    number = Decimal(signs.replace(",", ""))
    point = signs.find(".")
    step = Decimal(times)
    return number * times, step if point < 0 else step.scaleb(point + 1 - len(signs))


def _numeral(signs: str) -> int:
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        return NUMERALS[signs[-1]]
    return 10 * (NUMERALS.get(tens[-1:], 1)) + NUMERALS.get(ones[-1:], 0)
