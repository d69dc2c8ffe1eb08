"""Which bytes a range asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.files.ranges import UnsatisfiableError, asked


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=990-2000", (990, 1000)),
        ("bytes=990-", (990, 1000)),
        ("bytes=-1", (999, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=0-1,5-6", None),
        ("bytes=20-10", None),
        ("items=0-1", None),
        ("bytes=-", None),
        ("", None),
    ],
)
def test_one_range_is_understood_and_all_else_is_the_whole(header, expected):
    assert asked(header, 1000) == expected


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_outside_the_file_is_told_so(header):
    with pytest.raises(UnsatisfiableError):
        asked(header, 1000)


@given(
    st.text(max_size=40) | st.from_regex(r"bytes=[0-9]{0,25}-[0-9]{0,25}", fullmatch=True),
    st.integers(0, 10**12),
)
def test_whatever_is_asked_the_answer_lies_within_the_file(header, size):
    try:
        found = asked(header, size)
    except UnsatisfiableError:
        return
    if found:
        assert 0 <= found[0] < found[1] <= size
