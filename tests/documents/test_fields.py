"""Reading a file field by field: every mistake is told with place, what stands there, what should."""

from decimal import Decimal

import pytest

from gongkai.documents.fields import Field, FieldError, load, shown


def mistakes(field):
    with pytest.raises(FieldError) as caught:
        field.finish()
    return list(caught.value.mistakes)


def test_decimals_are_kept_exact():
    assert load("[0.1, 59237.2449, 3]") == [Decimal("0.1"), Decimal("59237.2449"), 3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,}', "第 1 行第 9 列"),
        ('{\n"a" 1}', "第 2 行第 5 列"),
        ("", "第 1 行第 1 列"),
        ("NaN", "NaN 不是数"),
        ("[Infinity]", "Infinity 不是数"),
        ('{"a": 1, "a": 2}', "“a”这一项写了两次"),
        ("[" * 100_000, "括号层数太多"),
        ("9" * 5000, "有一个数太长"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place(text, message):
    with pytest.raises(FieldError, match=message):
        load(text)


def test_missing_and_unknown_members_are_named_and_the_nearest_name_is_offered():
    field = Field({"organ": "甲", "yaer": 2025, "自造": 1})
    found = field.members(("organ", "year"), ("website",))

    assert list(found) == ["organ"]
    assert mistakes(field) == [
        "year：没有这一项，请补上",
        "yaer：不认识这一项，是不是“year”？",
        "自造：不认识这一项，请删去",
    ]


def test_each_mistake_has_its_whole_path():
    field = Field({"tables": {"requests": {"new": [1, "二", 3]}}})
    requests = field.members(("tables",))["tables"].members(("requests",))["requests"]
    values = [item.whole() for item in requests.members(("new",))["new"].items(3)]

    assert values == [1, 0, 3]
    assert mistakes(field) == ["tables.requests.new[1]：应为从 0 到 999999999 的整数，现为“二”"]


@pytest.mark.parametrize("value", [-1, 1.5, True, "3", None, 10**9, Decimal("3.0")])
def test_a_count_is_a_whole_number_from_zero(value):
    field = Field(value, "数")
    field.whole()
    assert mistakes(field)


def test_a_change_may_be_negative():
    field = Field(-5)
    assert field.whole(None) == -5
    field.finish()


@pytest.mark.parametrize("value", [0, 12, Decimal("0.01"), Decimal("59237.2449"), Decimal("0.123456")])
def test_an_amount_may_have_decimals(value):
    field = Field(value)
    assert field.amount() == value
    field.finish()


@pytest.mark.parametrize(
    "value", [-1, Decimal("-0.1"), Decimal("0.1234567"), 10**9, Decimal("1E+20"), "1", True]
)
def test_an_amount_is_not_negative_and_not_finer_than_a_hundredth_of_a_yuan(value):
    field = Field(value, "款")
    field.amount()
    assert mistakes(field)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "应为一段文字，现为“”"),
        ("  ", "应为一段文字"),
        (None, "现为空（null）"),
        ("一\n二", "不换行的文字"),
        ("坏\x00", "U+0000"),
        ("坏\ud800", "U+D800"),
    ],
)
def test_a_text_is_one_printable_line(value, message):
    field = Field(value, "organ")
    field.text()
    (found,) = mistakes(field)
    assert message in found


@pytest.mark.parametrize(
    "value", ["20260120", "2026-1-20", "2026-02-30", "2026-W01-1", 20260120, None, "２０２６-01-20"]
)
def test_a_day_is_written_in_one_way(value):
    field = Field(value, "signed_on")
    assert field.day() is None
    assert "写成 2026-01-20 的样子" in mistakes(field)[0]


@pytest.mark.parametrize("value", ["sfj.example", "https://a b", "javascript:alert(1)", 1])
def test_an_address_is_one_of_the_web(value):
    field = Field(value, "website")
    field.address()
    assert "以 http:// 或 https:// 开头" in mistakes(field)[0]


def test_a_choice_names_what_there_is():
    field = Field("2020", "form")
    assert field.choice(("2021", "2019")) is None
    assert mistakes(field) == ["form：应为“2021”或“2019”，现为“2020”"]


@pytest.mark.parametrize(
    ("value", "text"),
    [([1, 2], "有2项的列表"), ({}, "一组字段"), (True, "true"), ("长" * 30, f"“{'长' * 24}…”"), (12, "12")],
)
def test_a_value_is_shown_short(value, text):
    assert shown(value) == text


def test_many_mistakes_are_told_up_to_a_dozen():
    error = FieldError([f"第{number}处" for number in range(20)])

    assert len(str(error).splitlines()) == 13
    assert "另有 8 处" in str(error)


def test_the_whole_file_has_a_name_too():
    field = Field([])
    field.members(("a",))
    assert mistakes(field) == ["整个文件：应为一组字段（花括号），现为有0项的列表"]
