"""Checks a notice on holidays before it is counted with: each rule gives Chinese sentences."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from gongkai.law.dayindex import WORKING_WEEK
from gongkai.law.holidays import DAY, Holiday, Notice, in_force
from gongkai.law.numbers import document_number_mistakes
from gongkai.law.statutes import HOLIDAYS, HOLIDAYS_1999, HOLIDAYS_2007, HOLIDAYS_2013, cites
from gongkai.law.workdays import Calendar

Rule = Callable[[Notice, Calendar], Iterator[str]]

FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
FARTHEST_MAKE_UP = 21
LONGEST_HOLIDAY = 10
LONGEST_RUN = 6
LONGEST_RUN_EVER = 9


@cites(HOLIDAYS.art(2), HOLIDAYS.art(6), HOLIDAYS.art(7), HOLIDAYS_2013.art(2), HOLIDAYS_2007.art(2))
def check_notice(notice: Notice, calendar: Calendar) -> tuple[str, ...]:
    """Why a notice cannot be counted with on top of a calendar; empty where nothing is wrong.

    The rules agree with every notice from 2007 to 2026.
    """
    broken = tuple(chain.from_iterable(rule(notice, calendar) for rule in SHAPE))
    return broken or tuple(chain.from_iterable(rule(notice, calendar) for rule in ARRANGEMENT))


@cites(HOLIDAYS.art(2), HOLIDAYS_2013.art(2), HOLIDAYS_2007.art(2), HOLIDAYS_1999.art(2))
def statutory_days(year: int) -> int:
    """How many days off all citizens have in a year; those on a weekend are given back (art. 6).

    >>> [statutory_days(year) for year in (2007, 2008, 2024, 2025)]
    [10, 11, 11, 13]
    """
    if year >= HOLIDAYS.in_force.year:
        return 13
    return 11 if year >= HOLIDAYS_2007.in_force.year else 10


def _number(notice: Notice, _: Calendar) -> Iterator[str]:
    if not notice.number:
        yield "缺少文号，请填写通知的文号，例如“国办发明电〔2025〕7号”"
    elif mistakes := document_number_mistakes(notice.number):
        yield f"文号“{notice.number}”有误：{'；'.join(mistakes)}"


def _dates(notice: Notice, _: Calendar) -> Iterator[str]:
    if not notice.year - 1 <= notice.issued_on.year <= notice.year:
        yield f"发文日期{notice.issued_on}不在{notice.year - 1}年或者{notice.year}年，请核对 issued_on"
    if notice.known_on < notice.issued_on:
        yield f"知悉日期{notice.known_on}早于发文日期{notice.issued_on}，请核对 known_on"


def _years(notice: Notice, calendar: Calendar) -> Iterator[str]:
    first, last = calendar.known_from.year, calendar.known_until.year
    if notice.year > last + 1:
        yield f"请先载入{last + 1}年的放假安排，再载入{notice.year}年的"
    elif notice.year < first - 1:
        yield f"{notice.year}年的放假安排早于已收录的{first}年，中间不能有空缺"


def _known(notice: Notice, calendar: Calendar) -> Iterator[str]:
    same_year = [known.number for known in calendar.notices if known.year == notice.year]
    if notice.number in same_year:
        yield f"{notice.number}已经载入，不必再次载入"
    elif notice.amends and notice.amends not in same_year:
        yield f"所调整的通知“{notice.amends}”不是已载入的{notice.year}年通知，请核对 amends"
    elif same_year and not notice.amends:
        yield (
            f"{notice.year}年的放假安排已经载入（{'、'.join(same_year)}）；"
            "如果这是调整通知，请用 amends 写明所调整的通知的文号"
        )


def _spans(notice: Notice, _: Calendar) -> Iterator[str]:
    for holiday in notice.holidays:
        if holiday.first > holiday.last:
            yield f"{holiday.name}的第一天{holiday.first}晚于最后一天{holiday.last}"
        elif (days := (holiday.last - holiday.first).days + 1) > LONGEST_HOLIDAY:
            yield f"{holiday.name}放假{days}天，超过{LONGEST_HOLIDAY}天，请核对"


def _within(notice: Notice, _: Calendar) -> Iterator[str]:
    earliest, latest = date(notice.year - 1, 12, 1), date(notice.year, 12, 31)
    for holiday in notice.holidays:
        for day in sorted({holiday.first, holiday.last, *holiday.make_up}):
            if not earliest <= day <= latest:
                yield f"{holiday.name}的{day}不在{notice.year}年（或者上一年12月）"


def _twice(notice: Notice, _: Calendar) -> Iterator[str]:
    off = Counter(day for holiday in notice.holidays for day in holiday.days())
    yield from (f"{day}重复列为放假" for day, times in sorted(off.items()) if times > 1)
    worked = Counter(day for holiday in notice.holidays for day in holiday.make_up)
    yield from (f"{day}重复列为上班" for day, times in sorted(worked.items()) if times > 1)
    names = Counter(holiday.name for holiday in notice.holidays)
    yield from (f"“{name}”列了{times}次" for name, times in names.items() if times > 1)


def _make_up(notice: Notice, _: Calendar) -> Iterator[str]:
    for holiday in notice.holidays:
        for day in holiday.make_up:
            if day.weekday() < WORKING_WEEK:
                yield f"{holiday.name}的调休上班日{day}不是星期六或者星期日"
            elif (days := _distance(holiday, day)) > FARTHEST_MAKE_UP:
                yield f"{holiday.name}的调休上班日{day}离假期{days}天，超过{FARTHEST_MAKE_UP}天，请核对"


def _distance(holiday: Holiday, day: date) -> int:
    return max((holiday.first - day).days, (day - holiday.last).days, 0)


def _both(notice: Notice, calendar: Calendar) -> Iterator[str]:
    standing = in_force((*calendar.notices, notice))
    off = {day: (source, holiday.name) for source, holiday in standing for day in holiday.days()}
    for source, holiday in standing:
        for day in holiday.make_up:
            if day in off and notice in (source, off[day][0]):
                yield f"{day}既列为{off[day][1]}放假，又列为{holiday.name}调休上班"


def _names(notice: Notice, calendar: Calendar) -> Iterator[str]:
    for source, known in in_force(calendar.notices):
        for holiday in notice.holidays:
            overlap = holiday.first <= known.last and known.first <= holiday.last
            if source.year == notice.year and overlap and known.name != holiday.name:
                yield f"“{holiday.name}”与已载入的“{known.name}”重叠；如果是调整，名称应当与其一致"


def _festivals(notice: Notice, _: Calendar) -> Iterator[str]:
    if notice.amends or notice.year < HOLIDAYS_2007.in_force.year:
        return
    names = "、".join(holiday.name for holiday in notice.holidays)
    yield from (f"缺少{festival}的安排" for festival in FESTIVALS if festival not in names)


def _fixed_days(notice: Notice, _: Calendar) -> Iterator[str]:
    if notice.amends:
        return
    off = {day for holiday in notice.holidays for day in holiday.days()}
    for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
        if date(notice.year, month, day) not in off:
            yield f"{month}月{day}日是法定节假日，没有列为放假"


def _balance(notice: Notice, _: Calendar) -> Iterator[str]:
    if notice.amends or notice.exceptional:
        return
    off = sum(day.weekday() < WORKING_WEEK for holiday in notice.holidays for day in holiday.days())
    worked = sum(len(holiday.make_up) for holiday in notice.holidays)
    if off - worked != (due := statutory_days(notice.year)):
        yield (
            f"周一至周五放假{off}天，调休上班{worked}天，相差{off - worked}天，"
            f"应当等于法定节假日{due}天；请核对有无漏列，确属特殊安排的加上 exceptional = true"
        )


def _runs(notice: Notice, calendar: Calendar) -> Iterator[str]:
    new = Calendar.from_notices((*calendar.notices, notice))
    lawful = (
        LONGEST_RUN if notice.year >= HOLIDAYS.in_force.year and not notice.exceptional else LONGEST_RUN_EVER
    )
    worked = [day for holiday in notice.holidays for day in holiday.make_up if new.is_workday(day)]
    for first, last in sorted({_run(new, day) for day in worked}):
        if (days := (last - first).days + 1) > lawful:
            yield f"{first}至{last}连续工作{days}天，超过{lawful}天，请核对{_exception(lawful)}"


def _exception(lawful: int) -> str:
    return "；确属特殊安排的加上 exceptional = true" if lawful == LONGEST_RUN else ""


def _run(calendar: Calendar, day: date) -> tuple[date, date]:
    """The first and the last of the working days on end that a working day is one of."""
    first = last = day
    while calendar.is_workday(first - DAY):
        first -= DAY
    while calendar.is_workday(last + DAY):
        last += DAY
    return first, last


SHAPE: tuple[Rule, ...] = (_number, _dates, _years, _known, _spans, _within, _twice)
ARRANGEMENT: tuple[Rule, ...] = (_make_up, _both, _names, _festivals, _fixed_days, _balance, _runs)
