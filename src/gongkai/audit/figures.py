"""What a cell's text says as a figure: plain, signed, with a unit or a remark, blank, or no figure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

LONGEST, LONGEST_COUNT = 60, 15
DASHES = str.maketrans("−–—‐‑﹣", "------")
BLANKS = frozenset({"", "-", "--", "---", "/", "\\", "无", "空", "·", "."})
SPLIT = re.compile(r"[\d.,]\s+[\d.,]")
FIGURE = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})"
    r"(?P<part>\.\d{1,8})?"
    r"(?P<unit>万元|元|件次|件|个|项|宗|起|次|条|份|件数)?"
    r"(?P<remark>\([^()]*\))?"
)
YUAN_PER_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure printed with a unit of money, ``元`` or ``万元``."""

    value: int | Decimal
    unit: str

    @property
    def in_wan(self) -> int | Decimal:
        """The amount in 万元.

        >>> Amount(251000, "元").in_wan
        Decimal('25.1')
        """
        return self.value if self.unit == "万元" else Decimal(self.value) / YUAN_PER_WAN


@dataclass(frozen=True, slots=True)
class Noise:
    """A cell that is neither a figure nor a label of the form."""

    text: str


Written = int | Decimal | Amount


def figure(text: str) -> Written | None:
    """The figure that the cell states; None where it states none (see ``is_blank``).

    Two figures in one cell are no figure, nor are digits with white space between them.

    >>> figure("22（其中修订16件）"), figure("+19"), figure("1,234"), figure("007"), figure("1 2")
    (22, 19, 1234, None, None)
    """
    if _is_plain_count(text):
        return int(text)
    if len(text) > LONGEST or SPLIT.search(text):
        return None
    found = FIGURE.fullmatch("".join(normalize("NFKC", text).translate(DASHES).split()))
    if found is None:
        return None
    digits = found["sign"] + found["whole"].replace(",", "")
    value = Decimal(digits + found["part"]) if found["part"] else int(digits)
    return Amount(value, found["unit"]) if (found["unit"] or "").endswith("元") else value


def _is_plain_count(text: str) -> bool:
    """Whether the text is nothing but the digits of a number, as nearly every figure is."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_COUNT:
        return False
    return text[0] != "0" or len(text) == 1


def is_blank(text: str) -> bool:
    """Whether the cell is empty, or holds only a stroke put where there is nothing to say."""
    return "".join(normalize("NFKC", text).translate(DASHES).split()) in BLANKS
