"""Word files: opened again with another library, cell by cell, and checked part by part."""

import io
import zipfile

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from gongkai.documents import annual_report
from gongkai.documents.docx import render
from gongkai.documents.model import Cell, OfficialDocument, Paragraph, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document):
    return docx.Document(io.BytesIO(render(document)))


def body(document):
    with zipfile.ZipFile(io.BytesIO(render(document))) as package:
        return etree.fromstring(package.read("word/document.xml"))


def shown(table):
    """The text that covers each place of the grid, as the model has it."""
    return [[each.cell.text for each in row] for row in table.grid]


def reread(table):
    return [
        [table.cell(row, column).text for column in range(len(table.columns))]
        for row in range(len(table.rows))
    ]


def test_every_cell_and_merge_of_the_three_tables_is_read_again(numbered):
    document = annual_report.build(numbered)

    assert [reread(table) for table in opened(document).tables] == [shown(table) for table in document.tables]


def test_the_text_is_read_again_in_order(demo):
    paragraphs = [paragraph.text for paragraph in opened(demo).paragraphs if paragraph.text]

    assert paragraphs[0] == demo.title
    wanted = [block.text for block in demo.blocks if not isinstance(block, Table)]
    assert paragraphs[1:] == [*wanted, *(line.text for line in demo.closing)]


def test_the_page_is_that_of_the_standard(demo):
    section = opened(demo).sections[0]

    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(210), abs=700),
        pytest.approx(Mm(297), abs=700),
    )
    assert section.top_margin == pytest.approx(Mm(37), abs=700)
    assert section.left_margin == pytest.approx(Mm(28), abs=700)
    block = section.page_width - section.left_margin - section.right_margin
    assert block == pytest.approx(Mm(156), abs=1400)
    assert section.page_height - section.top_margin - section.bottom_margin == pytest.approx(
        Mm(225), abs=1400
    )


def test_every_part_is_well_formed_and_named_in_the_content_types(demo):
    with zipfile.ZipFile(io.BytesIO(render(demo))) as package:
        names = package.namelist()
        types = etree.fromstring(package.read("[Content_Types].xml"))
        for name in names:
            etree.fromstring(package.read(name))

    overridden = {part.get("PartName").lstrip("/") for part in types if part.get("PartName")}
    assert overridden == {name for name in names if name.endswith(".xml") and not name.startswith("[")}


def test_every_style_used_is_defined(letter):
    with zipfile.ZipFile(io.BytesIO(render(letter))) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {each.get(f"{W}val") for kind in ("pStyle", "tblStyle") for each in body(letter).iter(W + kind)}

    assert used <= defined


def test_headings_are_real_headings_with_levels(letter):
    levels = [
        (paragraph.text, paragraph.style.name)
        for paragraph in opened(letter).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    assert levels == [
        ("一、经过", "Heading 1"),
        ("（一）收到", "Heading 2"),
        ("1.登记", "Heading 3"),
        ("（1）编号", "Heading 4"),
    ]


def test_a_letter_has_its_parts_in_the_order_of_the_standard(letter):
    texts = [paragraph.text for paragraph in opened(letter).paragraphs if paragraph.text]

    assert texts[:4] == ["示例市司法局", "示司公复〔2026〕12号", "政府信息公开\n告知书", "张三："]
    assert texts[-4:] == ["附件：1.清单", "　　　2.回执", "示例市司法局", "2026年1月20日"]


def test_a_number_without_a_masthead_stands_below_the_title():
    texts = [
        paragraph.text
        for paragraph in opened(OfficialDocument(title="告知书", number="〔2026〕1号")).paragraphs
    ]

    assert texts[:2] == ["告知书", "〔2026〕1号"]


def test_page_numbers_stand_outside_on_odd_and_even_pages(demo):
    with zipfile.ZipFile(io.BytesIO(render(demo))) as package:
        settings = package.read("word/settings.xml").decode()
        odd, even = (package.read(f"word/footer-{side}.xml").decode() for side in ("odd", "even"))

    assert "<w:evenAndOddHeaders/>" in settings
    for footer in (odd, even):
        assert "— " in footer
        assert " PAGE " in footer
    assert [each.get(f"{W}type") for each in body(demo).iter(f"{W}footerReference")] == ["default", "even"]


def test_a_document_may_go_without_page_numbers():
    assert not list(body(OfficialDocument(title="甲", numbers_pages=False)).iter(f"{W}footerReference"))


def test_header_rows_repeat_and_rows_do_not_break(numbered):
    document = annual_report.build(numbered)
    tables = list(body(document).iter(f"{W}tbl"))

    assert [len(list(table.iter(f"{W}tblHeader"))) for table in tables] == [2, 3, 3]
    for table in tables:
        assert len(list(table.iter(f"{W}cantSplit"))) == len(list(table.iter(f"{W}tr")))


def test_a_table_kept_on_one_page_keeps_all_rows_but_the_last_with_the_next(numbered):
    for table in body(annual_report.build(numbered)).iter(f"{W}tbl"):
        kept = [row.find(f".//{W}keepNext") is not None for row in table.iter(f"{W}tr")]
        assert kept == [True] * (len(kept) - 1) + [False]


def test_tables_are_as_wide_as_the_text_and_rows_as_wide_as_the_table(numbered):
    for table in body(annual_report.build(numbered)).iter(f"{W}tbl"):
        whole = int(table.find(f".//{W}tblW").get(f"{W}w"))
        assert whole == pytest.approx(156 / 25.4 * 1440, abs=1)
        for row in table.iter(f"{W}tr"):
            assert sum(int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")) == whole


def test_tables_tell_their_names_to_readers_who_cannot_see(demo):
    captions = [each.get(f"{W}val") for each in body(demo).iter(f"{W}tblCaption")]

    assert captions == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    assert all(each.get(f"{W}val") for each in body(demo).iter(f"{W}tblDescription"))


def test_a_caption_is_printed_only_where_asked(letter, demo):
    assert "材料清单" in [paragraph.text for paragraph in opened(letter).paragraphs]
    assert "主动公开政府信息情况" not in [paragraph.text for paragraph in opened(demo).paragraphs]


def test_the_properties_tell_title_organ_language_and_day(demo):
    told = opened(demo).core_properties

    assert told.title == "示例市司法局2025年政府信息公开工作年度报告"
    assert told.author == "示例市司法局"
    assert told.language == "zh-CN"
    assert (told.created.year, told.created.month, told.created.day) == (2026, 1, 20)


def test_the_same_document_gives_the_same_bytes(demo):
    assert render(demo) == render(demo)


@pytest.mark.parametrize("text", ["<w:p/>", "]]>&amp;", "'\"", "{{ 1 }}", "a\tb", "二\n行", "  空格  "])
def test_text_is_never_read_as_markup(text):
    document = OfficialDocument(
        title=text, blocks=(Paragraph(text), Table(((Cell(text),),), (50,), caption=text))
    )
    found = opened(document)

    assert found.paragraphs[0].text == text
    assert found.tables[0].cell(0, 0).text == text
    (caption,) = body(document).iter(f"{W}tblCaption")
    assert caption.get(f"{W}val") == text.replace("\t", " ").replace("\n", " ")
