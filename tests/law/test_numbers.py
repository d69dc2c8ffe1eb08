"""Document numbers and index numbers: what is right, and each mistake by its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.numbers import (
    DocumentNumber,
    DocumentNumberError,
    IndexNumber,
    IndexNumberError,
    document_number,
    document_number_mistakes,
    index_number,
    missing_serials,
    next_document_number,
    next_index_number,
    normative_number,
)

FORMATS = facts.index_formats()
RECOMMENDED = FORMATS["credit_code"]
ORGAN = "11330881002630911A"
NUMBERS = st.builds(
    DocumentNumber,
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=13),
    st.integers(1949, 2099),
    st.integers(1, 9999),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("保政规〔2024〕5号", DocumentNumber("保政规", 2024, 5)),
        ("国办发明电〔2025〕7号", DocumentNumber("国办发明电", 2025, 7)),
        ("国办公开办函〔2021〕30号", DocumentNumber("国办公开办函", 2021, 30)),
        ("法释〔2025〕8号", DocumentNumber("法释", 2025, 8)),
    ],
)
def test_a_right_number_is_read(text, number):
    assert document_number(text) == number
    assert str(number) == text
    assert document_number_mistakes(text) == ()


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("保政规[2024]5号", ("年份应当用六角括号〔〕",)),
        ("保政规（2024）5号", ("年份应当用六角括号〔〕",)),
        ("保政规【2024】5号", ("年份应当用六角括号〔〕",)),
        ("保政规(2024)5号", ("年份应当用六角括号〔〕",)),
        ("保政规20245号", ("年份应当用六角括号〔〕",)),
        ("保政规〔2024〕第5号", ("序号前不加“第”",)),
        ("保政规〔2024〕005号", ("序号不编虚位，应当写5号",)),
        ("保政规〔2024〕0号", ("序号从1开始",)),
        ("保政规〔2024〕5", ("末尾缺少“号”",)),
        ("保政规〔24〕5号", ("年份应当写全四位",)),
        ("保政规〔２０２４〕5号", ("年份应当用半角阿拉伯数字，不写“年”字",)),
        ("保政规〔2024年〕5号", ("年份应当用半角阿拉伯数字，不写“年”字",)),
        ("保政规〔二〇二四〕五号", ("年份应当用半角阿拉伯数字，不写“年”字", "序号应当用半角阿拉伯数字")),
        ("保政规〔2124〕5号", ("年份2124不合理",)),
        ("保政规〔1948〕5号", ("年份1948不合理",)),
        ("保政规〔2024〕12345号", ("序号不应超过四位",)),
        ("〔2024〕5号", ("缺少发文机关代字",)),
        ("BZG〔2024〕5号", ("发文机关代字应当是1至13个汉字",)),
        ("保政规〔2024〕 5号", ("文号中不应有空格",)),
        (
            "保政规（2024）第05",
            ("年份应当用六角括号〔〕", "序号前不加“第”", "序号不编虚位，应当写5号", "末尾缺少“号”"),
        ),
        ("", ("文号是空的，请写成“保政规〔2024〕5号”的样子",)),
        ("一" * 100_000 + "？", ("不是文号，请写成“保政规〔2024〕5号”的样子",)),
        ("关于文号的通知", ("不是文号，请写成“保政规〔2024〕5号”的样子",)),
    ],
)
def test_each_mistake_is_named(text, mistakes):
    assert document_number_mistakes(text) == mistakes
    with pytest.raises(DocumentNumberError, match=r"有误"):
        document_number(text)


@given(NUMBERS)
def test_a_number_written_is_read_back(number):
    assert document_number(str(number)) == number


@given(
    st.one_of(st.text(max_size=15), st.from_regex(r"[保政规]{0,3}[〔\[]?[0-9]{2,5}[〕\]]?第?[0-9]{0,5}号?"))
)
def test_a_text_is_a_number_exactly_where_no_mistake_is_found(text):
    try:
        number = document_number(text)
    except DocumentNumberError:
        assert document_number_mistakes(text)
    else:
        assert not document_number_mistakes(text)
        assert str(number) == text


def test_a_normative_document_shows_it_in_its_code():
    assert normative_number("保政办规〔2024〕5号").is_normative
    assert not document_number("保政办〔2024〕5号").is_normative
    for text in ("保政办〔2024〕5号", "规〔2024〕5号"):
        with pytest.raises(DocumentNumberError, match="应当以“规”结尾"):
            normative_number(text)


def test_serials_run_by_code_and_year_without_a_gap():
    given_out = [DocumentNumber("保司规", 2026, n) for n in (1, 2, 4)]
    given_out += [DocumentNumber("保司规", 2025, 9), DocumentNumber("保政规", 2026, 7)]
    assert next_document_number("保司规", 2026, given_out) == DocumentNumber("保司规", 2026, 5)
    assert next_document_number("保司规", 2027, given_out) == DocumentNumber("保司规", 2027, 1)
    assert missing_serials("保司规", 2026, given_out) == (3,)
    assert missing_serials("保司规", 2027, given_out) == ()


# Index numbers.


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("credit_code", "11370322004222241N/2021-5135380"),
        ("credit_code", "11330881002630911A/2025-161507"),
        ("credit_code", "11500236008658157Y/2024-00001"),
        ("organisation_code", "000014349/2017-00110"),
        ("organisation_code", "005252717/2023-00005"),
        ("organisation_code", "014235097/2020-00047"),
        ("organisation_code", "640501008/2017-66588"),
        ("letters", "TCXXGK-2020-011721"),
    ],
)
def test_index_numbers_in_use_are_read_and_written_back(key, text):
    assert str(index_number(text, FORMATS[key])) == text


@pytest.mark.parametrize(
    "text",
    ["11370322004222241N/2021-135", "11370322004222241I/2021-00135", "11370322004222241N-2021-00135", ""],
)
def test_another_form_is_refused_by_showing_the_right_one(text):
    with pytest.raises(IndexNumberError, match=r"不符合“统一社会信用代码/年份-序号”的格式"):
        index_number(text, RECOMMENDED)


def test_the_next_index_number_is_one_that_was_never_given():
    used = [IndexNumber(RECOMMENDED, ORGAN, 2026, n) for n in (1, 7)]
    used.append(IndexNumber(RECOMMENDED, ORGAN, 2025, 300))
    assert str(next_index_number(RECOMMENDED, ORGAN, 2026, used)) == f"{ORGAN}/2026-00008"
    assert str(next_index_number(RECOMMENDED, ORGAN, 2027, used)) == f"{ORGAN}/2027-00001"


def test_an_organ_that_does_not_fit_the_form_gets_no_number():
    with pytest.raises(IndexNumberError, match="不符合"):
        next_index_number(RECOMMENDED, "保定市司法局", 2026, [])


@given(st.sets(st.integers(1, 200_000), max_size=20))
def test_a_serial_may_outgrow_its_width_and_is_never_reused(serials):
    used = [IndexNumber(RECOMMENDED, ORGAN, 2026, serial) for serial in serials]
    following = next_index_number(RECOMMENDED, ORGAN, 2026, used)
    assert following not in used
    assert index_number(str(following), RECOMMENDED) == following
