"""Credit codes, organisation codes and citizens' numbers, by published and by invented examples."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from tests.books import book

from gongkai.law.identifiers import (
    IdentifierError,
    Sex,
    citizen_number,
    credit_code,
    organisation_code,
)

CASES = book(Path(__file__).with_name("cases") / "identifiers.yaml")
ON = date(2026, 9, 21)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CHECKS = {
    "credit_code": credit_code,
    "organisation_code": organisation_code,
    "citizen_number": lambda text: citizen_number(text, on=ON),
}
VALID = [(kind, text) for kind, case in CASES.items() for text in case["valid"]]
INVALID = [(kind, text, said) for kind, case in CASES.items() for text, said in case["invalid"]]


@pytest.mark.parametrize(("kind", "text"), VALID)
def test_a_valid_number_is_accepted(kind, text):
    assert str(CHECKS[kind](text)) == text.replace("-", "")


@pytest.mark.parametrize(("kind", "text", "said"), INVALID)
def test_an_invalid_number_is_refused_by_naming_the_mistake(kind, text, said):
    with pytest.raises(IdentifierError, match=said):
        CHECKS[kind](text)


def test_a_credit_code_is_taken_apart():
    code = credit_code("11330881002630911A")
    assert (code.authority, code.category, code.region, code.organisation) == (
        "1",
        "11",
        "330881",
        "002630911",
    )


def test_a_credit_code_with_a_wrong_organisation_code_inside_is_refused():
    outside = "1133088100263091"
    wrong = outside + "2"
    whole = wrong + uscc.calc_check_digit(wrong)
    assert uscc.is_valid(whole)
    with pytest.raises(IdentifierError, match="组织机构代码“002630912”校验码不对"):
        credit_code(whole)


@given(st.sampled_from(CASES["credit_code"]["valid"]), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_one_wrong_place_in_a_credit_code_is_always_found(text, place, other):
    wrong = text[:place] + other + text[place + 1 :]
    if wrong == text:
        return
    with pytest.raises(IdentifierError):
        credit_code(wrong)


@given(st.sampled_from(CASES["citizen_number"]["valid"]), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_in_a_citizens_number_is_always_found(text, place, other):
    wrong = text[:place] + other + text[place + 1 :]
    if wrong == text:
        return
    with pytest.raises(IdentifierError):
        citizen_number(wrong, on=ON)


@given(st.text(max_size=20))
def test_any_text_is_either_an_identifier_or_refused_in_words(text):
    for check in CHECKS.values():
        try:
            said = str(check(text))
        except IdentifierError as error:
            said = str(error)
        assert text.replace("-", "") in said.replace("-", "")


def test_a_citizens_number_tells_birth_sex_and_region():
    woman = citizen_number("11010519491231002X", on=ON)
    assert (woman.born_on, woman.sex, woman.region) == (date(1949, 12, 31), Sex.FEMALE, "110105")
    man = citizen_number("440524188001010014", on=ON)
    assert (man.born_on, man.sex) == (date(1880, 1, 1), Sex.MALE)


def test_a_citizens_number_must_agree_with_the_sex_given():
    assert citizen_number("11010519491231002X", on=ON, sex=Sex.FEMALE).sex is Sex.FEMALE
    with pytest.raises(IdentifierError, match="第17位与性别不符"):
        citizen_number("11010519491231002X", on=ON, sex=Sex.MALE)


def test_the_region_is_checked_where_a_table_of_regions_is_handed_in():
    assert citizen_number("11010519491231002X", on=ON, is_region={"110105"}.__contains__).region == "110105"
    with pytest.raises(IdentifierError, match="前6位440524不是行政区划代码"):
        citizen_number("440524188001010014", on=ON, is_region={"110105"}.__contains__)


def test_nobody_is_born_after_the_day_of_the_check():
    assert citizen_number("130602199001010012", on=date(1990, 1, 1)).born_on == date(1990, 1, 1)
    with pytest.raises(IdentifierError, match="晚于1989-12-31"):
        citizen_number("130602199001010012", on=date(1989, 12, 31))


# Why the library's own validators are not used.


def test_python_stdnum_refuses_a_letter_in_the_second_place_which_the_standard_allows():
    stem = "1A33088100263091"
    stem += organisation_check(stem[8:])
    letter = stem + uscc.calc_check_digit(stem)
    assert str(credit_code(letter)) == letter
    assert not uscc.is_valid(letter)


def test_python_stdnum_refuses_a_region_its_table_lacks_and_accepts_a_birth_to_come():
    assert not ric.is_valid("440524188001010014")
    assert ric.is_valid("130602202701010018")


def organisation_check(stem):
    """The last place of an organisation code, found by trying."""
    for last in "0123456789X":
        try:
            organisation_code(stem + last)
        except IdentifierError:
            continue
        return last
    raise AssertionError(stem)
