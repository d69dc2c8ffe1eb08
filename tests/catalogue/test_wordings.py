"""What an item says: cleaned, told as lines, compared."""

import pytest
from tests.catalogue.press import WORDING

from gongkai.catalogue.models import Version
from gongkai.catalogue.wordings import as_fields, clean_body, compared, digest, lines

PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p style='color:red' class='MsoNormal'><o:p>甲</o:p></p>", "<p>甲</p>"),
        ('<p class="center">甲</p>', '<p class="center">甲</p>'),
        ('<p class="evil">甲</p>', "<p>甲</p>"),
        ("<style>p{}</style><p>甲</p><script>x()</script>", "<p>甲</p>"),
        ('<p><a href="javascript:x()">甲</a></p>', '<p><a rel="noopener noreferrer">甲</a></p>'),
        (f'<img src="{PICTURE}" alt="图">', f'<img src="{PICTURE}" alt="图">'),
        ('<p>甲<img src="https://elsewhere.example/x.png"></p>', "<p>甲</p>"),
        ('<td colspan="2000">甲</td>', "<p>甲</p>"),
        ("各科室：<h2>一</h2>甲<b>乙</b><br>丙", "<p>各科室：</p><h2>一</h2><p>甲<b>乙</b><br>丙</p>"),
        (
            '<table><tbody><tr><td colspan="2" width="9">甲</td></tr></tbody></table>',
            '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
        ),
        ("<p>&nbsp;</p><p><br></p><p>甲</p>", "<p>甲</p>"),
        ("第一条\n\n第二条 5<6", "<p>第一条</p><p>第二条 5&lt;6</p>"),
        ("", ""),
    ],
)
def test_a_body_keeps_what_a_text_needs(given, kept):
    assert clean_body(given) == kept


def test_what_was_cleaned_is_clean():
    once = clean_body('<h2>一</h2><p>甲<br>乙</p><ul><li>丙</li></ul><a href="https://x.example">丁</a>')
    assert clean_body(once) == once


def test_lines_are_paragraphs_cells_and_points():
    body = "<h2>一、总则</h2><p>第一条<strong>甲</strong>乙</p><ul><li>丙</li></ul>"
    assert lines(f"{body}<table><tr><td>丁</td></tr></table>") == ["一、总则", "第一条甲乙", "丙", "丁"]
    assert lines("") == []


def version(body):
    return Version(body=body)


def test_two_versions_stand_side_by_side():
    left = version("<p>一</p><p>二</p><p>三</p>")
    right = version("<p>一</p><p>二改</p><p>三</p><p>四</p>")
    assert [(one.kind, one.left, one.right) for one in compared(left, right)] == [
        ("same", "一", "一"),
        ("changed", "二", "二改"),
        ("same", "三", "三"),
        ("new", "", "四"),
    ]
    assert [one.kind for one in compared(version("<p>一</p><p>二</p>"), version("<p>一</p>"))] == [
        "same",
        "gone",
    ]


def test_the_digest_tells_of_every_change():
    assert digest(WORDING) == digest(WORDING)
    assert as_fields(WORDING)["interprets_id"] is None
