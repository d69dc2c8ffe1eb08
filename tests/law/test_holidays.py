"""Reading a notice's file, and which of several arrangements stands."""

from copy import deepcopy
from datetime import date, datetime

import pytest

from gongkai.law.holidays import Holiday, Notice, NoticeFormatError, in_force, notices_from_facts

MORNING = datetime(2026, 11, 5, 8, 0)  # noqa: DTZ001  TOML allows a time where a day is asked for
FACTS = {
    "year": 2027,
    "notice": [
        {
            "number": "示例〔2026〕1号",
            "issued_on": date(2026, 11, 5),
            "holiday": [
                {
                    "name": "劳动节",
                    "first": date(2027, 5, 1),
                    "last": date(2027, 5, 3),
                    "make_up": [date(2027, 5, 8), date(2027, 4, 25)],
                }
            ],
        }
    ],
}


def spoilt(**parts):
    facts = deepcopy(FACTS)
    facts["notice"][0] |= parts
    return facts


def test_a_file_is_read_as_notices():
    assert notices_from_facts(FACTS) == (
        Notice(
            2027,
            "示例〔2026〕1号",
            date(2026, 11, 5),
            date(2026, 11, 5),
            (Holiday("劳动节", date(2027, 5, 1), date(2027, 5, 3), (date(2027, 4, 25), date(2027, 5, 8))),),
        ),
    )


def test_a_holiday_lists_its_days():
    holiday = notices_from_facts(FACTS)[0].holidays[0]
    assert list(holiday.days()) == [date(2027, 5, 1), date(2027, 5, 2), date(2027, 5, 3)]
    assert list(Holiday("倒置", date(2027, 5, 3), date(2027, 5, 1)).days()) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"notice": FACTS["notice"]}, "文件缺少 year"),
        ({"year": "2027", "notice": FACTS["notice"]}, "文件的 year 应当是整数，现在是“2027”"),
        ({"year": True, "notice": FACTS["notice"]}, "文件的 year 应当是整数"),
        ({"year": 2027}, "文件缺少 \\[\\[notice\\]\\]，请至少写一项"),
        ({"year": 2027, "notice": []}, "文件缺少 \\[\\[notice\\]\\]"),
        ({"year": 2027, "notice": ["甲"]}, "文件缺少 \\[\\[notice\\]\\]"),
        ({**FACTS, "yaer": 1}, "文件有不认识的项目：yaer；可用的是：notice、year"),
        (spoilt(holidays=[]), "2027年的通知有不认识的项目：holidays"),
        (spoilt(number=7), "2027年的通知的 number 应当是文字，现在是“7”"),
        (
            spoilt(issued_on="2026-11-05"),
            "issued_on 应当是日期（不加引号，如 2026-02-14），现在是“2026-11-05”",
        ),
        (spoilt(issued_on=MORNING), "issued_on 应当是日期"),
        (spoilt(holiday=[]), "2027年的通知缺少 \\[\\[holiday\\]\\]"),
        (spoilt(holiday=[{"first": date(2027, 5, 1)}]), "节日缺少 name"),
        (spoilt(holiday=[{"name": "元旦"}]), "2027年的通知“元旦”缺少 first"),
        (spoilt(holiday=[{"name": "元旦", "make_up": "周六"}]), "“元旦”的 make_up 应当是日期的列表"),
        (spoilt(holiday=[{"name": "元旦", "make_up": [MORNING]}]), "“元旦”的 make_up 应当是日期的列表"),
        (spoilt(holiday=[{"name": "元旦", "make_up": ["周六"]}]), "“元旦”的 make_up 应当是日期的列表"),
    ],
)
def test_a_wrong_file_is_refused_by_naming_the_entry(facts, said):
    with pytest.raises(NoticeFormatError, match=said):
        notices_from_facts(facts)


def test_of_two_arrangements_of_one_holiday_the_later_known_stands():
    early = notices_from_facts(FACTS)[0]
    longer = Holiday("劳动节", date(2027, 5, 1), date(2027, 5, 5))
    late = Notice(2027, "示例〔2027〕2号", date(2027, 3, 1), date(2027, 3, 2), (longer,), amends=early.number)
    assert in_force([late, early]) == [(late, longer)]


def test_the_same_holiday_of_another_year_stands_beside_it():
    early = notices_from_facts(FACTS)[0]
    other = Notice(2028, "示例〔2027〕3号", date(2027, 11, 1), date(2027, 11, 1), early.holidays)
    assert len(in_force([early, other])) == 2
