"""File names are made harmless and stay recognisable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.files.names import DEVICE, LONGEST, LONGEST_BYTES, NAMELESS, neutral, suffix, with_suffix

ANYTHING = st.text(st.characters(codec=None), max_size=300) | st.sampled_from(
    [
        "../../a",
        "a\0.pdf",
        "\u202efdp.exe",
        "CON",
        "com1.txt",
        "a" * 300 + ".pdf",
        "名" * 300 + ".docx",
        ". .",
        "\ud800",
    ]
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\公示\\名单.xlsx", "名单.xlsx"),
        ("/", NAMELESS),
        ("..", NAMELESS),
        ("", NAMELESS),
        ("公示\0.pdf", "公示.pdf"),
        ("公示\u202efdp.exe", "公示fdp.exe"),
        ("a\u200b\u2066b.pdf", "ab.pdf"),
        ("答复\r\nX-Header: 1.pdf", "答复 X-Header： 1.pdf"),
        ("aux.txt", "_aux.txt"),
        ("COM1", "_COM1"),
        ("名单. . ", "名单"),
        (".htaccess", "htaccess"),
        ('a<b>|c?*".pdf', "a《b》｜c？＊”.pdf"),
        ("\ud800坏.pdf", "坏.pdf"),
        ("2026年　预算  公开.pdf", "2026年 预算 公开.pdf"),
    ],
)
def test_a_dangerous_name_becomes_a_harmless_one(written, kept):
    assert neutral(written) == kept


def test_a_very_long_name_keeps_its_suffix():
    name = neutral("名" * 500 + ".docx")
    assert name.endswith("名.docx")
    assert len(name.encode()) <= LONGEST_BYTES


@given(ANYTHING)
def test_whatever_is_written_the_name_is_harmless(written):
    name = neutral(written)
    assert name
    assert len(name) <= LONGEST + 1
    assert len(name.encode()) <= LONGEST_BYTES + 1
    assert not set(name) & set('/\\<>:"|?*\0')
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert not DEVICE.match(name)
    assert not any(unicodedata.category(character)[0] == "C" for character in name)


@given(ANYTHING)
def test_a_harmless_name_stays_as_it_is(written):
    assert neutral(neutral(written)) == neutral(written)


@given(ANYTHING, st.sampled_from([".pdf", ".docx", ".zip"]))
def test_a_name_takes_any_suffix(written, wanted):
    assert suffix(with_suffix(neutral(written), wanted)) == wanted


def test_a_number_of_a_version_is_no_suffix():
    assert with_suffix("制度v1.2", ".pdf") == "制度v1.2.pdf"
    assert with_suffix("公示.pdf.exe", ".pdf") == "公示.pdf"
