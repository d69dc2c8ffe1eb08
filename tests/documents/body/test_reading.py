"""A body in HTML as blocks, and what the writers make of them, opened again."""

import io
import zipfile
from base64 import b64encode
from datetime import date

import docx
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from gongkai.documents import docx as word
from gongkai.documents import html as page
from gongkai.documents import pdf
from gongkai.documents.body.reading import UNREADABLE, blocks
from gongkai.documents.model import Alignment, Heading, OfficialDocument, Paragraph, Picture, Table

WIDE_PIXELS, TALL_PIXELS = 1920, 480


def picture(kind, size=(WIDE_PIXELS, TALL_PIXELS)):
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return made.getvalue()


def inline(content, kind):
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


def table(rows):
    (found,) = blocks(f"<table>{rows}</table>")
    return found


def texts(found):
    return [[each.cell.text for each in row] for row in found.grid]


BODY = f"""<h2>一、总体要求</h2><p>　　第一段　有空格<br>第二行</p><p class="center">居中</p>
<p class="right">示例市司法局</p>
<h3>（一）要点</h3><ol start="3"><li>甲<ul><li>甲之一</li></ul>甲后</li><li>乙</li></ol>
<blockquote><p>引文，见<a href="https://example.org/a">另一份文件</a></p></blockquote>
<table><caption>补贴标准</caption><thead><tr><th rowspan="2">类别</th><th colspan="2">金额（元）</th></tr>
<tr><th>城镇</th><th>乡村</th></tr></thead><tbody><tr><td>简单纠纷</td>
<td class="right">100</td><td>120</td></tr>
<tr><td>复杂纠纷</td>
<td colspan="9">200<img src="{inline(picture("png"), "png")}" alt="流程图"></td></tr></tbody></table>
<p><img src="{inline(picture("jpeg", (96, 96)), "jpeg")}"></p><p><img src="{inline(b"GIF89a", "gif")}"></p>"""


def test_every_kind_of_block_comes_out_in_order():
    found = blocks(BODY)
    assert [getattr(block, "text", type(block).__name__) for block in found] == [
        "一、总体要求",
        "第一段 有空格\n第二行",
        "居中",
        "示例市司法局",
        "（一）要点",
        "3.甲甲后",
        "• 甲之一",
        "4.乙",
        "引文，见另一份文件（https://example.org/a）",
        "Table",
        "Picture",
        "Picture",
        UNREADABLE,
    ]
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2]
    assert [block.align for block in found if isinstance(block, Paragraph)][1:3] == [
        Alignment.CENTER,
        Alignment.RIGHT,
    ]
    wide, small = (block for block in found if isinstance(block, Picture))
    assert (wide.width_mm, wide.height_mm, wide.description) == (156.0, 39.0, "流程图")
    assert small.width_mm == pytest.approx(25.4)


def test_a_table_keeps_its_spans_and_its_headers():
    (found,) = (block for block in blocks(BODY) if isinstance(block, Table))
    assert found.caption == "补贴标准"
    assert found.header_rows == 2
    assert texts(found) == [
        ["类别", "金额（元）", "金额（元）"],
        ["类别", "城镇", "乡村"],
        ["简单纠纷", "100", "120"],
        ["复杂纠纷", "200", "200"],
    ]
    figure = found.grid[2][2]
    assert [header.cell.text for header in found.headers_of(figure)] == ["金额（元）", "乡村"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>a<td>b</tr><tr><td>c</tr>", [["a", "b"], ["c", ""]]),
        ("<tr><td rowspan=9>a<td>b</tr><tr><td colspan=2>c</tr>", [["a", "b"], ["a", "c"]]),
        ("<tr><td colspan=500>a</tr><tr><td>b<td>c</tr>", [["a", "a"], ["b", "c"]]),
        ("<tr></tr><tr><td>a</tr>", [[""], ["a"]]),
        (
            "<tr><td>a<table><tr><td>x<td>y</tr><tr><td>z</tr></table></tr><tr><td>b</tr>",
            [["a\nx y\nz"], ["b"]],
        ),
    ],
)
def test_a_table_that_does_not_fit_is_set_right(rows, expected):
    assert texts(table(rows)) == expected


def test_what_holds_nothing_gives_nothing():
    assert blocks(" ") == ()
    assert blocks("<table></table><p></p>") == ()


SPANS = st.integers(1, 5)
CELLS = st.lists(st.lists(st.tuples(SPANS, SPANS, st.sampled_from(["td", "th"])), max_size=5), max_size=6)


@given(CELLS)
def test_whatever_the_spans_the_grid_is_full_and_no_cell_is_lost(rows):
    written, number = "", 0
    for row in rows:
        written += "<tr>"
        for down, across, tag in row:
            number += 1
            written += f"<{tag} rowspan={down} colspan={across}>c{number}</{tag}>"
        written += "</tr>"
    found = blocks(f"<table>{written}</table>")
    told = [cell.text for block in found for row in block.rows for cell in row if cell.text]
    assert told == [f"c{place + 1}" for place in range(number)]


@pytest.fixture(scope="module")
def document():
    return OfficialDocument(
        title="关于补贴的通知", blocks=blocks(BODY), organ="示例市司法局", dated=date(2026, 1, 20)
    )


def test_word_holds_words_table_and_pictures(document):
    content = word.render(document)
    opened = docx.Document(io.BytesIO(content))
    told = [paragraph.text for paragraph in opened.paragraphs]
    assert {"一、总体要求", "• 甲之一", UNREADABLE} <= set(told)
    assert opened.tables[0].cell(1, 2).text == "乡村"
    assert [shape.width.mm for shape in opened.inline_shapes] == pytest.approx([156.0, 25.4])
    parts = [one.blob for one in opened.part.package.iter_parts() if one.content_type.startswith("image/")]
    assert parts == [one.content for one in document.pictures]
    assert b'descr="\xe6\xb5\x81\xe7\xa8\x8b\xe5\x9b\xbe"' in zipfile.ZipFile(io.BytesIO(content)).read(
        "word/document.xml"
    )


def test_pdf_holds_words_table_and_pictures_with_their_descriptions(document):
    content = pdf.render(document)
    with pypdfium2.PdfDocument(content) as opened:
        told = "".join("".join(one.get_textpage().get_text_bounded().split()) for one in opened)
        drawn = [one for sheet in opened for one in sheet.get_objects() if one.type == IMAGE]
    assert "（一）要点" in told
    assert "复杂纠纷" in told
    assert len(drawn) == 2
    with pikepdf.open(io.BytesIO(content)) as opened:
        figures = [str(node.Alt) for node in opened.objects if is_figure(node)]
    assert figures == ["流程图", "图片"]


IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def is_figure(node):
    return isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Figure"


def test_a_web_page_holds_the_pictures(document):
    found = html.document_fromstring(page.render(document).decode()).findall(".//img")
    assert [one.get("alt") for one in found] == ["流程图", "图片"]
    assert found[0].get("src") == inline(document.pictures[0].content, "png")
