"""A notice is taken in or refused: real ones never, wrong ones each with its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.noticecheck import check_notice, statutory_days
from gongkai.law.workdays import Calendar, Holiday, Notice

NOTICES = facts.notices()
CALENDAR = facts.calendar()


def day(month, number, year=2027):
    return date(year, month, number)


NEW = Notice(
    year=2027,
    number="示例〔2026〕1号",
    issued_on=date(2026, 11, 5),
    known_on=date(2026, 11, 6),
    holidays=(
        Holiday("元旦", day(1, 1), day(1, 3)),
        Holiday("春节", day(2, 5), day(2, 12), (day(1, 31), day(2, 13))),
        Holiday("清明节", day(4, 3), day(4, 5)),
        Holiday("劳动节", day(5, 1), day(5, 5), (day(5, 8),)),
        Holiday("端午节", day(6, 9), day(6, 9)),
        Holiday("中秋节", day(9, 15), day(9, 15)),
        Holiday("国庆节", day(10, 1), day(10, 7), (day(9, 26), day(10, 9))),
    ),
)


def changed(name, /, **parts):
    """The notice with one holiday arranged otherwise."""
    holidays = tuple(replace(h, **parts) if h.name == name else h for h in NEW.holidays)
    return replace(NEW, holidays=holidays)


def without(name):
    return replace(NEW, holidays=tuple(holiday for holiday in NEW.holidays if holiday.name != name))


@pytest.mark.parametrize("at", range(len(NOTICES)), ids=[f"{n.year} {n.number}" for n in NOTICES])
def test_every_real_notice_is_taken_in_as_it_came(at):
    earlier = NOTICES[:at] or NOTICES[1:]
    assert check_notice(NOTICES[at], Calendar.from_notices(earlier)) == ()


def test_a_plausible_new_year_is_taken_in():
    assert check_notice(NEW, CALENDAR) == ()


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (replace(NEW, number=""), "缺少文号"),
        (replace(NEW, number="国办发明电[2026]7号"), "年份应当用六角括号〔〕"),
        (replace(NEW, issued_on=date(2025, 11, 5)), "发文日期2025-11-05不在2026年或者2027年"),
        (replace(NEW, known_on=date(2026, 11, 4)), "知悉日期2026-11-04早于发文日期2026-11-05"),
        (replace(NEW, number="国办发明电〔2025〕7号", year=2026), "国办发明电〔2025〕7号已经载入"),
        (replace(NEW, year=2026), "2026年的放假安排已经载入（国办发明电〔2025〕7号）"),
        (
            replace(NEW, amends="国办发明电〔2026〕9号"),
            "所调整的通知“国办发明电〔2026〕9号”不是已载入的2027年通知",
        ),
        (replace(NEW, year=2029), "请先载入2027年的放假安排"),
        (replace(NEW, year=2005), "2005年的放假安排早于已收录的2007年"),
        (changed("春节", first=day(2, 13)), "春节的第一天2027-02-13晚于最后一天2027-02-12"),
        (changed("春节", last=day(2, 20)), "春节放假16天，超过10天"),
        (changed("元旦", make_up=(date(2026, 11, 29),)), "元旦的2026-11-29不在2027年（或者上一年12月）"),
        (changed("国庆节", last=date(2028, 1, 1)), "国庆节的2028-01-01不在2027年"),
        (changed("端午节", first=day(5, 5), last=day(5, 6)), "2027-05-05重复列为放假"),
        (changed("劳动节", make_up=(day(2, 13),)), "2027-02-13重复列为上班"),
        (changed("清明节", name="元旦"), "“元旦”列了2次"),
        (changed("劳动节", make_up=(day(5, 7),)), "调休上班日2027-05-07不是星期六或者星期日"),
        (changed("劳动节", make_up=(day(5, 29),)), "调休上班日2027-05-29离假期24天，超过21天"),
        (changed("劳动节", make_up=(day(5, 1),)), "2027-05-01既列为劳动节放假，又列为劳动节调休上班"),
        (without("端午节"), "缺少端午的安排"),
        (changed("国庆节", first=day(10, 2), last=day(10, 8)), "10月1日是法定节假日，没有列为放假"),
        (changed("劳动节", make_up=()), "周一至周五放假18天，调休上班4天，相差14天，应当等于法定节假日13天"),
        (changed("春节", make_up=(day(1, 30), day(1, 31))), "2027-01-25至2027-02-04连续工作11天，超过6天"),
    ],
)
def test_a_wrong_notice_is_refused_with_its_reason(notice, said):
    assert any(said in mistake for mistake in check_notice(notice, CALENDAR))


def test_each_mistake_is_named():
    wrong = replace(changed("春节", first=day(2, 13)), number="")
    assert len(check_notice(wrong, CALENDAR)) == 2


def test_seven_days_on_end_need_the_mark_of_an_exception():
    week = changed("春节", make_up=(day(2, 13), day(2, 14)))
    assert check_notice(week, CALENDAR) == (
        "2027-02-13至2027-02-19连续工作7天，超过6天，请核对；确属特殊安排的加上 exceptional = true",
    )
    assert check_notice(replace(week, exceptional=True), CALENDAR) == ()


def test_more_than_nine_days_on_end_are_refused_even_as_an_exception():
    eleven = replace(changed("国庆节", make_up=(day(9, 25), day(9, 26))), exceptional=True)
    assert check_notice(eleven, CALENDAR) == ("2027-09-20至2027-09-30连续工作11天，超过9天，请核对",)


def test_before_2025_longer_stretches_were_lawful():

    on_end = [date(2008, 1, 28) + timedelta(days=step) for step in range(9)]
    assert all(map(CALENDAR.is_workday, on_end))


# A change in the course of the year.

TAKEN = Calendar.from_notices((*NOTICES, NEW))
CHANGE = Notice(
    year=2027,
    number="示例〔2027〕1号",
    issued_on=date(2027, 5, 20),
    known_on=date(2027, 5, 20),
    holidays=(Holiday("端午节", day(6, 9), day(6, 12), (day(6, 6), day(6, 13))),),
    amends="示例〔2026〕1号",
)


def test_a_change_names_only_what_changes():
    assert check_notice(CHANGE, TAKEN) == ()
    after = Calendar.from_notices((*TAKEN.notices, CHANGE))
    assert after.why(day(6, 10)).text == "端午节放假（示例〔2027〕1号）"
    assert after.is_workday(day(6, 13))


def test_a_change_calls_the_holiday_by_its_name():
    holidays = (replace(CHANGE.holidays[0], name="端午"),)
    said = check_notice(replace(CHANGE, holidays=holidays), TAKEN)
    assert said == ("“端午”与已载入的“端午节”重叠；如果是调整，名称应当与其一致",)


def test_a_change_may_not_work_on_another_holiday():
    holidays = (replace(CHANGE.holidays[0], make_up=(day(5, 30), day(5, 2))),)
    said = check_notice(replace(CHANGE, holidays=holidays), TAKEN)
    assert "2027-05-02既列为劳动节放假，又列为端午节调休上班" in "".join(said)


@pytest.mark.parametrize(
    ("year", "days"), [(2007, 10), (2008, 11), (2013, 11), (2024, 11), (2025, 13), (2027, 13)]
)
def test_the_number_of_statutory_days_follows_the_law_of_the_year(year, days):
    assert statutory_days(year) == days


@given(
    st.sampled_from(NEW.holidays),
    st.integers(-40, 40),
    st.integers(-3, 12),
    st.lists(st.integers(-40, 40), max_size=3),
)
def test_whatever_is_taken_in_never_works_more_than_six_days_on_end(holiday, shift, length, make_up):
    first = holiday.first + timedelta(days=shift)
    odd = changed(
        holiday.name,
        first=first,
        last=first + timedelta(days=length),
        make_up=tuple(first + timedelta(days=step) for step in make_up),
    )
    if check_notice(odd, CALENDAR):
        return
    after = Calendar.from_notices((*NOTICES, odd))
    starts = [date(2026, 12, 20) + timedelta(days=step) for step in range(380)]
    weeks = [[after.is_workday(start + timedelta(days=step)) for step in range(7)] for start in starts]
    assert not any(all(week) for week in weeks if len(week) == 7)
