"""Web pages: real tables whose figures name their headers, no script, text that is only text."""

import re
from html.parser import HTMLParser

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.documents import annual_report
from gongkai.documents.html import render
from gongkai.documents.model import Alignment, Cell, Heading, OfficialDocument, Paragraph, Scope, Table

VOID = {"meta", "br", "wbr", "col"}


def opened(document):
    return LexborHTMLParser(render(document).decode())


def grid(table):
    """The text over each place, spans unfolded as a browser does."""
    places = {}
    for row, tr in enumerate(table.css("tr")):
        column = 0
        for cell in tr.css("th, td"):
            while (row, column) in places:
                column += 1
            down, across = (int(cell.attributes.get(name) or 1) for name in ("rowspan", "colspan"))
            for y in range(row, row + down):
                for x in range(column, column + across):
                    places[y, x] = cell.text()
    height, width = max(y for y, _ in places) + 1, max(x for _, x in places) + 1
    return [[places[y, x] for x in range(width)] for y in range(height)]


def test_every_cell_and_merge_of_the_three_tables_is_read_again(numbered):
    document = annual_report.build(numbered)
    shown = [
        [[each.cell.text.replace("\n", "") for each in row] for row in table.grid]
        for table in document.tables
    ]

    assert [grid(table) for table in opened(document).css("table")] == shown


class Balance(HTMLParser):
    """Notes every element that is not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, _attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_every_element_is_closed_in_order(demo, letter):
    for document in (demo, letter):
        checked = Balance()
        checked.feed(render(document).decode())
        assert (checked.open, checked.faults) == ([], [])


def test_the_page_tells_language_title_and_width(demo):
    page = opened(demo)

    assert page.css_first("html").attributes["lang"] == "zh-CN"
    assert page.css_first("title").text() == "示例市司法局2025年政府信息公开工作年度报告"
    assert page.css_first("meta[name=viewport]").attributes["content"].startswith("width=device-width")
    assert page.css_first("meta[name=author]").attributes["content"] == "示例市司法局"


def test_the_page_needs_nothing_from_outside(demo):
    text = render(demo).decode()
    page = opened(demo)

    assert not page.css("script, link, img, iframe, object, form")
    assert "url(" not in text
    assert "@import" not in text
    assert not re.search(r"\son\w+=", text)


def test_headings_follow_one_another_without_a_gap(letter):
    assert [node.tag for node in opened(letter).css("h1, h2, h3, h4, h5, h6")] == [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
    ]


def test_each_table_has_a_caption_a_head_and_a_region_that_can_be_reached(numbered):
    page = opened(annual_report.build(numbered))

    for region in page.css("div.table"):
        assert region.attributes["role"] == "region"
        assert region.attributes["tabindex"] == "0"
        caption = region.css_first("caption")
        assert caption.attributes["id"] == region.attributes["aria-labelledby"]
        assert caption.text()
        assert region.css("thead th[scope=col]")


def test_each_figure_names_headers_that_exist(numbered):
    page = opened(annual_report.build(numbered))
    names = [node.attributes["id"] for node in page.css("[id]")]
    headers = {node.attributes["id"]: node.text() for node in page.css("th")}

    assert len(names) == len(set(names))
    for table in page.css("table"):
        for cell in table.css("tbody td"):
            told = cell.attributes["headers"].split()
            assert told
            assert set(told) <= set(headers)


def test_the_headers_of_a_figure_say_what_it_is(demo):
    page = opened(demo)
    table = page.css("table")[1]
    cell = table.css("tbody tr")[10].css("td")[0]
    told = [page.css_first(f"#{name}").text() for name in cell.attributes["headers"].split()]

    assert told == ["申请人情况", "自然人", "三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"]
    assert cell.text() == "2"


def test_blank_and_zero_differ():
    table = Table(((Cell("0"), Cell("")),), (10, 10), header_rows=0)
    page = opened(OfficialDocument(title="甲", blocks=(table,)))

    assert [cell.text() for cell in page.css("td")] == ["0", ""]
    assert page.css_first("div.table").attributes["aria-label"] == "表格"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onclick="x', "&amp;", "</title><b>", "<!--", "'a'"]
)
def test_text_is_never_read_as_markup(text):
    table = Table(((Cell(text, scope=Scope.COLUMN),), (Cell(text),)), (50,), caption=text)
    document = OfficialDocument(
        title=text,
        organ=text,
        subject=text,
        number=text,
        recipient=text,
        blocks=(Heading(text), Paragraph(text), table),
    )
    page = opened(document)

    assert page.css_first("title").text() == text
    assert page.css_first("h1").text() == text
    assert page.css_first("h2").text() == text
    assert [node.text() for node in page.css("th, td, caption")] == [text] * 3
    assert page.css_first("meta[name=author]").attributes["content"] == text
    assert not page.css("script, b, [onclick]")


def test_paragraphs_keep_alignment_indent_and_line_breaks():
    blocks = (
        Paragraph("一\n二"),
        Paragraph("中", Alignment.CENTER, 0),
        Paragraph("右", Alignment.RIGHT),
        Paragraph("四", indent=4),
    )
    page = opened(OfficialDocument(title="甲", blocks=blocks))
    looks = [(node.attributes.get("class"), node.attributes.get("style")) for node in page.css("main > p")]

    assert looks == [("i2", None), ("center", None), ("i2 right", None), (None, "text-indent: 4em")]
    assert "一<br>二" in render(OfficialDocument(title="甲", blocks=blocks)).decode()


def test_a_letter_has_its_parts_in_order(letter):
    texts = [node.text() for node in opened(letter).css("main > p, main > h1, .closing p")]

    assert texts[:4] == ["示例市司法局", "示司公复〔2026〕12号", "政府信息公开告知书", "张三："]
    assert texts[-4:] == ["附件：1.清单", "　　　2.回执", "示例市司法局", "2026年1月20日"]


def test_the_same_document_gives_the_same_bytes(demo):
    assert render(demo) == render(demo)


def test_the_print_sheet_is_the_page_of_the_standard(demo):
    style = opened(demo).css_first("style").text()

    assert "size: A4; margin: 37mm 26mm 35mm 28mm" in style
    assert 'content: "— " counter(page) " —' in style
