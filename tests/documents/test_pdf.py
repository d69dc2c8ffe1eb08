"""PDF files: the standards they claim, their tags, their text, their fonts; and that text is only text."""

import io
import struct
from collections import Counter
from datetime import date

import pikepdf
import pypdfium2
import pytest
from pylopdf_fonts_zh_cn import serif_path

from gongkai.documents import annual_report
from gongkai.documents.model import Cell, Heading, OfficialDocument, Paragraph, Table
from gongkai.documents.pdf import FontPathError, TypesettingError, UndatedError, font_set, render

DAY = date(2026, 1, 20)


def text_of(content):
    with pypdfium2.PdfDocument(content) as found:
        return [page.get_textpage().get_text_bounded() for page in found]


def folded(text):
    return "".join(text.split())


def headers_of(node):
    attributes = node.get("/A", ())
    each = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return [name for one in each if "/Headers" in one for name in one.Headers]


def tags(content):
    """Every element of the structure tree, in reading order: its kind and how many headers it names."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S), len(headers_of(node))
            if "/K" in node:
                yield from walk(node.K)

    with pikepdf.open(io.BytesIO(content)) as found:
        return list(walk(found.Root.StructTreeRoot))


@pytest.fixture(scope="module")
def demo_pdf(demo):
    return render(demo)


def test_the_file_claims_the_archive_and_the_accessible_standard(demo_pdf):
    with pikepdf.open(io.BytesIO(demo_pdf)) as found, found.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "示例市司法局2025年政府信息公开工作年度报告"
        assert told["dc:creator"] == ["示例市司法局"]
        assert found.Root.Lang == "zh-CN"
        assert found.Root.MarkInfo.Marked
        assert found.Root.ViewerPreferences.DisplayDocTitle


def test_the_dates_in_the_file_are_the_documents(demo_pdf):
    with pikepdf.open(io.BytesIO(demo_pdf)) as found:
        assert str(found.docinfo.CreationDate).startswith("D:20260120000000")
        assert str(found.docinfo.ModDate).startswith("D:20260120000000")


def test_the_same_document_gives_the_same_bytes(demo, demo_pdf):
    assert render(demo) == demo_pdf


def test_headings_and_tables_are_tagged(demo, demo_pdf):
    counted = Counter(kind for kind, _ in tags(demo_pdf))
    levels = Counter(block.level for block in demo.blocks if isinstance(block, Heading))

    assert counted["/Title"] == 1
    assert (counted["/H1"], counted["/H2"]) == (levels[1], levels[2])
    assert counted["/Table"] == 3
    headers = sum(
        table.is_header_row(found.row) or found.row < table.header_rows
        for table in demo.tables
        for found in table.placed
    )
    assert counted["/TH"] == headers
    assert counted["/TH"] + counted["/TD"] == sum(len(table.placed) for table in demo.tables)


def test_every_figure_of_table_four_names_its_headers(demo_pdf):
    headers = [count for kind, count in tags(demo_pdf) if kind == "/TD"][-15:]

    assert headers == [2] * 5 + [3] * 10


def test_all_text_is_in_the_file_and_no_figure_is_broken(numbered):
    document = annual_report.build(numbered)
    text = folded("".join(text_of(render(document))))
    lines = {line.strip() for page in text_of(render(document)) for line in page.splitlines()}
    words = {word for line in lines for word in line.split()}

    for block in document.blocks:
        if isinstance(block, Table):
            figures = {cell.cell.text for cell in block.placed if cell.cell.text.isdigit()}
            assert figures <= words
        else:
            assert folded(block.text) in text


def test_pages_are_numbered(demo_pdf):
    pages = text_of(demo_pdf)

    assert [f"— {number} —" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_page_has_22_lines_of_28_characters():
    pages = text_of(
        render(OfficialDocument(title="题", signed_on=DAY, blocks=(Paragraph("公" * 2000, indent=0),)))
    )

    lines = pages[1].splitlines()[:-1]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "#panic()",
        "*粗* _斜_ $x^2$ \\ ` ``` <a> @b",
        "= 标题",
        "- 项",
        "// 注释 /* x */",
        "\"引\" '号' -- --- ~ ...",
        "#{ sys.inputs }",
        "https://example.org/a_b*c",
    ],
)
def test_text_is_never_run_or_read_as_markup(text):
    blocks = (Heading(text), Paragraph(text), Table(((Cell(text),),), (150,), caption=text))
    document = OfficialDocument(
        title=text, organ=text, number=text, recipient=text, blocks=blocks, signature=text, signed_on=DAY
    )

    (page,) = text_of(render(document))

    assert folded(page).count(folded(text)) == 8


def test_a_letter_has_all_its_parts(letter):
    text = folded("".join(text_of(render(letter))))

    for part in (
        "示例市司法局",
        "示司公复〔2026〕12号",
        "张三：",
        "材料清单",
        "附件：1.清单",
        "2.回执",
        "2026年1月20日",
    ):
        assert folded(part) in text


def test_a_document_may_go_without_page_numbers():
    (page,) = text_of(render(OfficialDocument(title="甲", signed_on=DAY, numbers_pages=False)))

    assert "— 1 —" not in page


def test_a_table_longer_than_a_page_is_broken_and_its_header_repeated():
    rows = tuple((Cell(f"第{number}项"),) for number in range(60))
    table = Table(((Cell("项目"),), *rows), (100,), on_one_page=True)

    pages = text_of(render(OfficialDocument(title="甲", signed_on=DAY, blocks=(table,))))

    assert len(pages) > 1
    assert all("项目" in page for page in pages)


def test_an_undated_document_is_refused_and_dated_properties_are_enough():
    with pytest.raises(UndatedError, match="必须有日期"):
        render(OfficialDocument(title="甲"))
    assert render(OfficialDocument(title="甲", dated=DAY)).startswith(b"%PDF-1.7")


def test_a_character_no_font_has_is_named():
    with pytest.raises(TypesettingError, match=r"字体里没有“𠮷”.*--font-path"):
        render(OfficialDocument(title="𠮷", signed_on=DAY))


def test_a_folder_of_fonts_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FontPathError, match="不存在"):
        render(OfficialDocument(title="甲", signed_on=DAY), tmp_path / "none")


def renamed(font, family):
    """The font under another family name, as an office's own font file would come."""
    head, name_table = bytearray(font), None
    for index in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * index : 28 + 16 * index])
        if tag == b"name":
            name_table = (index, font[offset : offset + length])
    index, names = name_table
    _, count, strings = struct.unpack(">HHH", names[:6])
    records, added = bytearray(names[6 : 6 + 12 * count]), family.encode("utf-16-be")
    for record in range(count):
        fields = list(struct.unpack(">6H", records[12 * record : 12 * record + 12]))
        if fields[3] in {1, 16}:
            fields[4:] = [len(added), len(names) - strings]
            records[12 * record : 12 * record + 12] = struct.pack(">6H", *fields)
    table = names[:6] + bytes(records) + names[6 + 12 * count :] + added
    head[12 + 16 * index + 8 : 12 + 16 * index + 16] = struct.pack(">LL", len(font), len(table))
    return bytes(head) + table


def test_the_offices_own_fonts_are_used_where_given(tmp_path):
    (tmp_path / "office.otf").write_bytes(renamed(serif_path().read_bytes(), "FZXiaoBiaoSong-B05S"))

    own, shipped = font_set(tmp_path), font_set()

    assert own.families["title"] == ["FZXiaoBiaoSong-B05S", "Noto Serif SC"]
    assert not own.embolden
    assert shipped.families["title"] == ["Noto Serif SC"]
    assert shipped.embolden
    assert render(OfficialDocument(title="甲", signed_on=DAY), tmp_path).startswith(b"%PDF")


def test_fonts_are_read_once_in_a_process():
    assert font_set().fonts is font_set().fonts
