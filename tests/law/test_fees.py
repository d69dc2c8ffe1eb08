"""信息处理费 by the worked examples of the tariff, and what must hold for every sum."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import book

from gongkai import facts
from gongkai.law.events import Tariff
from gongkai.law.fees import (
    ImplausibleCountError,
    NoTariffError,
    check_chargeable,
    fee_choice,
    fee_day,
    item_fee,
    item_rate,
    month_ordinal,
    page_fee,
    page_fee_of_reply,
    page_fees,
)

MODEST = settings(deadline=None)
CASES = book(Path(__file__).with_name("cases") / "fees.yaml")
PRACTICE = facts.practice()
NUMBERS = st.integers(0, 1200)


def cases(tariff):
    found = [case for case in CASES if case["tariff"] == tariff]
    return pytest.mark.parametrize("case", found, ids=[case["it"] for case in found])


def test_there_are_23_worked_examples():
    assert len(CASES) == 23


@cases("items")
def test_by_items(case):
    assert item_fee(case["already"], case["new"]).amount == case["fee"]
    month = item_fee(0, case["already"] + case["new"]).amount
    assert month == case.get("month", month)
    assert month == item_fee(0, case["already"]).amount + case["fee"]


@cases("pages")
def test_by_pages(case):
    assert sum(fee.amount for fee in page_fees(case["pages"], PRACTICE)) == case["fee"]


@cases("choice")
def test_one_tariff_is_chosen_and_the_two_are_never_added(case):
    choice = fee_choice(already=case["already"], new=case["new"], pages=sum(case["pages"]))
    chosen = [choice.choose(tariff).amount for tariff in (Tariff.ITEMS, Tariff.PAGES)]
    assert chosen == case["either"]
    assert choice.choose(Tariff.ITEMS).tariff is Tariff.ITEMS


@MODEST
@given(NUMBERS, NUMBERS)
def test_a_month_in_two_parts_costs_what_it_costs_whole(already, new):
    parts = item_fee(0, already).amount + item_fee(already, new).amount
    assert parts == item_fee(0, already + new).amount


@MODEST
@given(NUMBERS)
def test_the_fee_for_items_is_the_sum_of_the_rates(number):
    assert item_fee(0, number).amount == sum(item_rate(ordinal) for ordinal in range(1, number + 1))


@MODEST
@given(NUMBERS)
def test_the_fee_for_pages_is_the_formula(pages):
    expected = (
        10 * max(0, min(pages, 100) - 30) + 20 * max(0, min(pages, 200) - 100) + 40 * max(0, pages - 200)
    )
    assert page_fee(pages).amount == expected


@MODEST
@given(NUMBERS, NUMBERS)
def test_fees_never_fall_as_items_or_pages_rise(number, more):
    assert item_fee(0, number + more).amount >= item_fee(0, number).amount
    assert page_fee(number + more).amount >= page_fee(number).amount
    assert item_fee(number + more, 3).amount >= item_fee(number, 3).amount


@MODEST
@given(NUMBERS, NUMBERS)
def test_the_working_covers_each_item_once_and_adds_up(already, new):
    fee = item_fee(already, new)
    covered = [number for step in fee.steps for number in range(step.first, step.last + 1)]
    assert covered == list(range(already + 1, already + new + 1))
    assert sum(step.sum for step in fee.steps) == fee.amount


def test_the_working_is_told_line_by_line():
    assert page_fee(256).explanation == (
        "第1页至第30页：30页 × 0元 = 0元",
        "第31页至第100页：70页 × 10元 = 700元",
        "第101页至第200页：100页 × 20元 = 2000元",
        "第201页至第256页：56页 × 40元 = 2240元",
        "合计：4940元",
    )
    assert item_fee(10, 1).explanation == ("第11件：1件 × 100元 = 100元", "合计：100元")


def test_the_pages_of_several_requests_are_added_only_where_practice_says_so():
    added = replace(PRACTICE, pages_of_several_requests_are_added=True)
    assert [fee.amount for fee in page_fees([25, 25], PRACTICE)] == [0, 0]
    assert [fee.amount for fee in page_fees([25, 25], added)] == [0, 200]


def test_pages_are_free_where_the_reply_only_tells_where_to_look():
    free = page_fee_of_reply(68, PRACTICE, told_where=True)
    assert (free.amount, free.explanation[-2]) == (0, "告知已公开信息的获取方式、途径的，不按量计收")
    assert page_fee_of_reply(68, PRACTICE, told_where=False).amount == 380
    charged = replace(PRACTICE, pages_are_free_when_told_where=False)
    assert page_fee_of_reply(68, charged, told_where=True).amount == 380


@pytest.mark.parametrize("number", [-1, 100_001])
def test_an_implausible_number_is_refused(number):
    for compute in (page_fee, lambda n: item_fee(n, 1), lambda n: item_fee(1, n)):
        with pytest.raises(ImplausibleCountError, match="请检查是否输错"):
            compute(number)


def test_ordinals_begin_with_1():
    with pytest.raises(ImplausibleCountError, match="从1起"):
        item_rate(0)


def test_nothing_is_charged_before_the_tariff_took_effect():
    with pytest.raises(NoTariffError, match="自2021-01-01起施行"):
        check_chargeable(date(2020, 12, 31))
    check_chargeable(date(2021, 1, 1))


def test_a_month_is_a_calendar_month_of_one_year():
    earlier = [date(2025, 9, 30), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30)]
    assert month_ordinal(earlier, date(2026, 9, 30)) == 3
    assert month_ordinal(earlier, date(2026, 10, 1)) == 1


def test_the_month_is_that_of_receipt_unless_practice_says_otherwise():
    days = {"received_on": date(2026, 10, 8), "submitted_on": date(2026, 9, 30)}
    by_submission = replace(PRACTICE, fee_month_is_month_of_receipt=False)
    assert fee_day(**days, practice=PRACTICE) == date(2026, 10, 8)
    assert fee_day(**days, practice=by_submission) == date(2026, 9, 30)
