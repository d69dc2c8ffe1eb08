"""Word's tables as they read on paper: merged, broken, deleted and boxed."""

import io
import zipfile

from gongkai.audit.readers.docx import read
from gongkai.audit.source import Grid

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def blocks(body: str):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return read(held.getvalue()).blocks


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_a_covered_cell_is_left_out_and_a_wide_blank_one_counts_for_each_column():
    down = cell("三、本年度办理结果", '<w:vMerge w:val="restart"/>')
    found = blocks(table(down + cell("3"), cell("", "<w:vMerge/>") + cell("", '<w:gridSpan w:val="4"/>')))
    assert found == [Grid([["三、本年度办理结果", "3"], ["", "", "", ""]])]


def test_paragraphs_and_breaks_in_a_cell_stay_apart_and_blank_ones_vanish():
    inner = (
        "<w:p/><w:p><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t></w:r></w:p><w:p><w:r><w:t>12</w:t></w:r></w:p>"
    )
    assert blocks(table(f"<w:tc>{inner}</w:tc>")) == [Grid([["商业\n企业\n12"]])]


def test_a_label_split_over_runs_is_one_and_deleted_text_is_gone():
    runs = "<w:r><w:t>予以</w:t></w:r><w:del><w:r><w:t>不予</w:t></w:r></w:del><w:r><w:t>公开</w:t></w:r>"
    assert blocks(table(f"<w:tc><w:p>{runs}</w:p></w:tc>")) == [Grid([["予以公开"]])]


def test_a_table_that_only_lays_out_others_gives_those():
    inner = table(cell("规章") + cell("0"))
    assert blocks(table(f"<w:tc><w:p/>{inner}</w:tc>")) == ["", Grid([["规章", "0"]])]


def test_a_cell_outside_any_row_does_no_harm():
    assert blocks(f"<w:tbl>{cell('x')}<w:tr>{cell('y')}</w:tr></w:tbl>") == [Grid([["y"]])]


def test_monstrous_spans_are_bounded():
    wide = cell("", '<w:gridSpan w:val="100000"/>')
    assert blocks(table(wide)) == [Grid([[""] * 50])]
