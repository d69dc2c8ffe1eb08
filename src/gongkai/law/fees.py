"""信息处理费: the two tariffs for requests beyond a reasonable number, each sum worked out.

A request is charged by one tariff, which the organ chooses; the two are never added.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from gongkai.law.events import Tariff
from gongkai.law.practice import Practice
from gongkai.law.statutes import FEE_MEASURES, GIR, Provision, cites

FREE_ITEMS, STEP_ITEMS, ITEM_STEP, ITEM_RATE = 10, 30, 10, 100
FREE_PAGES, MIDDLE_PAGES, MANY_PAGES = 30, 100, 200
PAGE_RATES = (0, 10, 20, 40)
MOST = 100_000


class ImplausibleCountError(ValueError):
    """A number of items or pages is negative, or so large that it must be a slip."""


class NoTariffError(ValueError):
    """On that day there was no tariff to charge by."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """The rate in yuan for the items or pages from ``first`` to ``last``; no end where None."""

    first: int
    last: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: the items or pages that fall in one bracket."""

    first: int
    last: int
    rate: int
    unit: str

    @property
    def number(self) -> int:
        return self.last - self.first + 1

    @property
    def sum(self) -> int:
        return self.number * self.rate

    @property
    def text(self) -> str:
        """The line in words, as 第31件至第33件：3件 × 200元 = 600元."""
        span = f"第{self.first}{self.unit}"
        if self.last > self.first:
            span += f"至第{self.last}{self.unit}"
        return f"{span}：{self.number}{self.unit} × {self.rate}元 = {self.sum}元"


@dataclass(frozen=True, slots=True)
class Fee:
    """A sum in yuan with its working and its basis; ``why_free`` says why nothing is charged."""

    tariff: Tariff
    steps: tuple[Step, ...]
    basis: tuple[Provision, ...]
    why_free: str = ""

    @property
    def amount(self) -> int:
        return 0 if self.why_free else sum(step.sum for step in self.steps)

    @property
    def explanation(self) -> tuple[str, ...]:
        """The working, a line a bracket, ending with the total."""
        total = f"合计：{self.amount}元"
        return (*(step.text for step in self.steps), *filter(None, [self.why_free]), total)


@dataclass(frozen=True, slots=True)
class FeeChoice:
    """What each tariff would come to for one request. One is chosen; there is no sum of both."""

    items: Fee
    pages: Fee

    @cites(FEE_MEASURES.art(3))
    def choose(self, tariff: Tariff) -> Fee:
        """The fee by the one tariff the organ picks for the request."""
        return self.items if tariff is Tariff.ITEMS else self.pages


def _item_brackets() -> Iterator[Bracket]:
    yield Bracket(1, FREE_ITEMS, 0)
    yield Bracket(FREE_ITEMS + 1, STEP_ITEMS, ITEM_RATE)
    for step in count(0):
        first = STEP_ITEMS + 1 + step * ITEM_STEP
        yield Bracket(first, first + ITEM_STEP - 1, (step + 2) * ITEM_RATE)


def _page_brackets() -> Iterator[Bracket]:
    ends = (0, FREE_PAGES, MIDDLE_PAGES, MANY_PAGES, None)
    for before, last, rate in zip(ends, ends[1:], PAGE_RATES, strict=False):
        yield Bracket((before or 0) + 1, last, rate)


def _steps(already: int, new: int, unit: str, brackets: Callable[[], Iterator[Bracket]]) -> tuple[Step, ...]:
    """Cut the numbers already + 1 to already + new at the ends of the brackets."""
    for number in (already, new):
        if not 0 <= number <= MOST:
            raise ImplausibleCountError(f"数量应当在0到{MOST}之间，现为{number}，请检查是否输错")
    steps = []
    end = already + new
    for bracket in brackets():
        if bracket.first > end:
            break
        first = max(bracket.first, already + 1)
        last = end if bracket.last is None else min(bracket.last, end)
        if first <= last:
            steps.append(Step(first, last, bracket.rate, unit))
    return tuple(steps)


@cites(FEE_MEASURES.art(4))
def item_rate(ordinal: int) -> int:
    """What the k-th request of an applicant in one calendar month costs, in yuan.

    >>> [item_rate(k) for k in (10, 11, 30, 31, 40, 41)]
    [0, 100, 100, 200, 200, 300]

    Raises:
        ImplausibleCountError: the ordinal is below 1 or implausibly large.
    """
    if ordinal < 1:
        raise ImplausibleCountError(f"件数的序号从1起，现为{ordinal}")
    return _steps(ordinal - 1, 1, "件", _item_brackets)[0].rate


@cites(FEE_MEASURES.art(4))
def item_fee(already: int, new: int) -> Fee:
    """The fee for ``new`` requests of an applicant who has made ``already`` this calendar month.

    Every request counts, whatever became of it, withdrawn and refused ones too.

    >>> fee = item_fee(already=28, new=5)
    >>> fee.amount
    800
    >>> fee.explanation
    ('第29件至第30件：2件 × 100元 = 200元', '第31件至第33件：3件 × 200元 = 600元', '合计：800元')

    Raises:
        ImplausibleCountError: a number is negative or implausibly large.
    """
    return Fee(Tariff.ITEMS, _steps(already, new, "件", _item_brackets), (GIR.art(42), FEE_MEASURES.art(4)))


@cites(FEE_MEASURES.art(5))
def page_fee(pages: int, *, already: int = 0) -> Fee:
    """The fee for the pages supplied on one request; a side of A4 or smaller is a page.

    ``already`` is for practice that adds the pages of several requests; see ``page_fees``.

    >>> page_fee(256).amount
    4940

    Raises:
        ImplausibleCountError: a number is negative or implausibly large.
    """
    return Fee(Tariff.PAGES, _steps(already, pages, "页", _page_brackets), (GIR.art(42), FEE_MEASURES.art(5)))


@cites(FEE_MEASURES.art(5), rests_on=("pages_of_several_requests_are_added",))
def page_fees(pages: Sequence[int], practice: Practice) -> tuple[Fee, ...]:
    """The fee of each of an applicant's requests by pages, in the order of receipt."""
    if not practice.pages_of_several_requests_are_added:
        return tuple(page_fee(number) for number in pages)
    before = [sum(pages[:index]) for index in range(len(pages))]
    return tuple(page_fee(number, already=already) for number, already in zip(pages, before, strict=True))


@cites(FEE_MEASURES.art(5), rests_on=("pages_are_free_when_told_where",))
def page_fee_of_reply(pages: int, practice: Practice, *, told_where: bool) -> Fee:
    """The page fee of a reply: nothing where it only tells way and channel of what is public."""
    fee = page_fee(pages)
    if told_where and practice.pages_are_free_when_told_where:
        why = "告知已公开信息的获取方式、途径的，不按量计收"
        return Fee(fee.tariff, fee.steps, fee.basis, why)
    return fee


@cites(FEE_MEASURES.art(3), GIR.art(42))
def fee_choice(*, already: int, new: int, pages: int) -> FeeChoice:
    """What a request costs by either tariff, to choose one.

    >>> choice = fee_choice(already=10, new=1, pages=68)
    >>> choice.choose(Tariff.ITEMS).amount, choice.choose(Tariff.PAGES).amount
    (100, 380)
    """
    return FeeChoice(item_fee(already, new), page_fee(pages))


@cites(GIR.art(42), FEE_MEASURES.part("施行日期"))
def check_chargeable(on: date) -> None:
    """Refuse to charge on a day when no tariff was in force.

    Raises:
        NoTariffError: the day is before the measures took effect.
    """
    if not FEE_MEASURES.is_in_force(on):
        raise NoTariffError(
            f"《{FEE_MEASURES.title}》自{FEE_MEASURES.in_force.isoformat()}起施行，"
            f"{on.isoformat()}不能据以收取信息处理费"
        )


@cites(FEE_MEASURES.art(4), rests_on=("fee_month_is_month_of_receipt",))
def fee_day(*, received_on: date, submitted_on: date, practice: Practice) -> date:
    """The day that says in which calendar month a request is counted.

    ``received_on`` is the first day of receipt: a supplement does not move a request.
    """
    return received_on if practice.fee_month_is_month_of_receipt else submitted_on


@cites(FEE_MEASURES.art(4))
def month_ordinal(earlier: Iterable[date], day: date) -> int:
    """Which request of the calendar month this is: the same applicant, the same organ.

    Args:
        earlier: the ``fee_day`` of each request registered before this one, whatever became of it.
        day: the ``fee_day`` of this request.

    >>> month_ordinal([date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 1)], date(2026, 9, 30))
    3
    """
    month = (day.year, day.month)
    return 1 + sum((other.year, other.month) == month for other in earlier)
