"""What is typed finds what was published, and nothing typed is an error."""

from datetime import date

import pytest

from gongkai.search.index import Entry, opened, write
from gongkai.search.queries import MOST_HITS, NOTHING, Filters, Within, find, hint, tally


def entry(id_, title, text="", *, organ=1, column=1, on=date(2023, 5, 8), **more):
    return Entry(
        id=id_,
        organ=organ,
        column=column,
        published_on=on,
        title=title,
        number=f"BD007-2023-{id_:05}",
        text=text,
        **{"document_number": "", **more},
    )


ENTRIES = [
    entry(
        1,
        "行政复议办理情况公告",
        "全年收到申请五十件。",
        document_number="保司发〔2023〕12号",
        genre="notice",
    ),
    entry(
        2, "工作总结", "其中提到行政复议一次。", organ=2, column=7, on=date(2022, 3, 1), validity="repealed"
    ),
    entry(3, "律师执业许可名单", "王建国、欧阳锋 AB123", on=date(2024, 1, 2)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("index"))
    write(found, ENTRIES)
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("行政复议", [1, 2]),
        ("行政複議", [1, 2]),
        ("王建国", [3]),
        ("欧阳锋", [3]),
        ("保司发〔2023〕12号", [1]),
        ("BD007-2023-00003", [3]),
        ("ａｂ123", [3]),
        ("“提到行政复议”", [2]),
        ("“复议行政”", []),
        ("行政复议 律师", []),
    ],
)
def test_what_is_typed_finds_what_holds_it(index, typed, expected):
    found = find(index, typed)
    assert found.ids == expected
    assert found.total == len(expected)


def test_hits_are_narrowed_and_put_in_order_of_their_days(index):
    assert find(index, "行政复议", filters=Filters(organ=2)).ids == [2]
    assert find(index, "行政复议", filters=Filters(column=1)).ids == [1]
    assert find(index, "行政复议", filters=Filters(year=2022)).ids == [2]
    assert find(index, "行政复议", filters=Filters(genre="notice")).ids == [1]
    assert find(index, "行政复议", filters=Filters(validity="repealed")).ids == [2]
    assert find(index, "2023", newest_first=True).ids == [3, 1, 2]


@pytest.mark.parametrize(
    ("typed", "within", "expected"),
    [
        ("行政复议", Within.TITLE, [1]),
        ("“复议办理”", Within.TITLE, [1]),
        ("五十件", Within.TITLE, []),
        ("保司发〔2023〕12号", Within.NUMBER, [1]),
        ("BD007-2023-00002", Within.NUMBER, [2]),
        ("12", Within.NUMBER, [1]),
        ("AB123", Within.NUMBER, []),
    ],
)
def test_words_can_be_looked_for_in_titles_or_numbers_alone(index, typed, within, expected):
    assert find(index, typed, filters=Filters(within=within)).ids == expected


def test_hits_are_counted_by_what_they_can_be_narrowed_to(index):
    counted = tally(index, "行政复议")
    assert counted == {
        "organ": {1: 1, 2: 1},
        "column": {1: 1, 7: 1},
        "year": {2022: 1, 2023: 1},
        "genre": {"notice": 1, "": 1},
        "validity": {"": 1, "repealed": 1},
    }
    assert tally(index, "行政复议", filters=Filters(organ=2))["year"] == {2022: 1}
    assert tally(index, "。", by=["organ"]) == {"organ": {}}


def test_a_hint_is_narrowed_as_the_question_was(index):
    assert hint(index, "行政复义") == "行政复议"
    assert hint(index, "行政复义", filters=Filters(year=2024)) is None
    assert hint(index, "行政复义", filters=Filters(within=Within.NUMBER)) is None


def test_pages_do_not_repeat_hits_and_end(index):
    assert [find(index, "行政复议", offset=at, limit=1).ids for at in range(3)] == [[1], [2], []]
    assert find(index, "行政复议", offset=MOST_HITS) == NOTHING
    assert find(index, "行政复议", offset=-1) == NOTHING


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "?!。、",
        "\0",
        "\ud800",
        '"',
        "“”",
        "(a+)+$" * 1_000,
        "复" * 10_000,
        "AND OR NOT :",
        "[* TO *]",
    ],
)
def test_nothing_typed_is_an_error(index, typed):
    found = find(index, typed)
    assert found.ids == []
    assert found.total == 0
    assert hint(index, typed) is None
