from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.checks import scan_personal_data
from gongkai.law.checks.personal_data import bare, passes_luhn
from gongkai.law.evidence import Datum

ON = date(2026, 10, 19)
CARD = "6222021234567890128"


def found(text: str, **more) -> list[tuple[Datum, str]]:
    return [(hit.datum, hit.text) for hit in scan_personal_data(text, on=ON, **more)]


@pytest.mark.parametrize(
    ("text", "datum", "number"),
    [
        ("身份证号11010519491231002X。", Datum.CITIZEN_NUMBER, "11010519491231002X"),
        ("号码440524188001010014", Datum.CITIZEN_NUMBER, "440524188001010014"),
        ("110105 19491231 002x", Datum.CITIZEN_NUMBER, "110105 19491231 002x"),
        (
            "１１０１０５１９４９１２３１００２Ｘ",
            Datum.CITIZEN_NUMBER,
            "１１０１０５１９４９１２３１００２Ｘ",
        ),
        ("手机13800138000", Datum.MOBILE, "13800138000"),
        ("手机138-0013-8000，", Datum.MOBILE, "138-0013-8000"),
        ("+86 13800138000", Datum.MOBILE, "+86 13800138000"),
        ("（0312）5550100", Datum.LANDLINE, "（0312）5550100"),
        ("0312-5550100转801", Datum.LANDLINE, "0312-5550100"),
        ("010 62550100", Datum.LANDLINE, "010 62550100"),
        ("联系方式：5550100", Datum.LANDLINE, "5550100"),
        (f"卡号{CARD}", Datum.BANK_CARD, CARD),
        ("卡号6222 0212 3456 7890 128", Datum.BANK_CARD, "6222 0212 3456 7890 128"),
    ],
)
def test_personal_numbers_are_found_as_people_write_them(text, datum, number):
    assert found(text) == [(datum, number)]


@pytest.mark.parametrize(
    "text",
    [
        "130602199001010013",
        "110105209912310029",
        "6222021234567890123",
        "示政办〔2023〕12号，2026年10月19日，第20261019号",
        "投资13800138万元，长1380013800米",
        "统一社会信用代码11330881002630911A",
        "统一社会信用代码911306021000008172",
        "索引号11370322004222241N/2021-5135380",
        "金额5550100元",
        "",
    ],
)
def test_numbers_that_only_look_alike_are_left_alone(text):
    assert found(text) == []


def test_names_of_the_applicant_are_found_where_they_must_not_be():
    assert found("申请人甲（示例路1号）要求公开", known=["申请人甲", "示例路1号", "甲"]) == [
        (Datum.NAME, "申请人甲"),
        (Datum.NAME, "示例路1号"),
    ]


def test_one_number_is_one_hit_even_where_another_is_inside():
    assert found("11010519491231002X，13800138000") == [
        (Datum.CITIZEN_NUMBER, "11010519491231002X"),
        (Datum.MOBILE, "13800138000"),
    ]
    assert found("13800138000", known=["13800138000"]) == [(Datum.MOBILE, "13800138000")]


def test_a_hit_says_where_it_begins():
    (hit,) = scan_personal_data("电话：13800138000", on=ON)
    assert hit.at == 3


def test_luhn_tells_a_card_from_a_misprint():
    assert passes_luhn(CARD)
    assert not passes_luhn(CARD[:-1] + "9")


@given(st.text())
def test_any_text_can_be_scanned_and_hits_are_where_they_say(text):
    for hit in scan_personal_data(text, on=ON, known=["甲乙"]):
        assert text[hit.at :].startswith(hit.text)


@given(st.integers(0, 10**15 - 1), st.integers(0, 15))
def test_luhn_finds_every_single_wrong_digit(number, place):
    digits = f"{number:015}"
    (check,) = (last for last in "0123456789" if passes_luhn(digits + last))
    card = digits + check
    wrong = card[:place] + str((int(card[place]) + 1) % 10) + card[place + 1 :]
    assert not passes_luhn(wrong)


def test_two_writings_of_a_number_compare_equal():
    assert bare("（0312）555-0100") == bare("0312 5550100") == "03125550100"
