"""Word documents become items: styles, tables and pictures stay, junk goes."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from tests.files import made
from tests.files.leaking import scan_picture

from gongkai.catalogue.importing.word import recognised
from gongkai.files.converting import page
from gongkai.ledger.actions import RefusedError


@pytest.fixture
def brought(press):
    def bring(content, name="通知.docx"):
        return recognised(page(press.organ, name, [content]))

    return bring


def official():
    """As offices write: nothing is a style, everything is by hand."""
    document = docx.Document()
    for text, alignment in (
        ("示例市司法局文件", WD_ALIGN_PARAGRAPH.CENTER),
        ("示司〔2026〕12号", WD_ALIGN_PARAGRAPH.CENTER),
        ("示例市司法局", WD_ALIGN_PARAGRAPH.CENTER),
        ("关于加强公共法律服务工作的通知", WD_ALIGN_PARAGRAPH.CENTER),
        ("各县（市、区）司法局：", None),
        ("一、总体要求", None),
        ("（一）指导思想", None),
        ("坚持以人民为中心。", None),
        ("示例市司法局", WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.name = "仿宋_GB2312"
        paragraph.alignment = alignment
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "任务分工"
    table.cell(1, 0).text = "事项"
    document.add_picture(io.BytesIO(scan_picture()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_official_text_gives_title_number_and_body(brought):
    found = brought(official())
    assert found.title == "示例市司法局关于加强公共法律服务工作的通知"
    assert found.document_number == "示司〔2026〕12号"
    assert found.body.startswith("<p>各县（市、区）司法局：</p><h2>一、总体要求</h2><h3>（一）指导思想</h3>")
    assert '<p class="right">示例市司法局</p>' in found.body
    assert '<td colspan="2"><p>任务分工</p></td>' in found.body
    assert 'src="data:image/png;base64,' in found.body
    assert "仿宋" not in found.body
    assert found.dropped == 0


def test_styles_are_kept_as_headings_lists_and_letters(brought):
    document = docx.Document()
    document.add_heading("公共法律服务指南", 0)
    document.add_heading("办理条件", 1)
    document.add_paragraph("身份证明", style="List Bullet")
    paragraph = document.add_paragraph()
    paragraph.add_run("重要").bold = True
    paragraph.add_run("提示").underline = True
    out = io.BytesIO()
    document.save(out)
    found = brought(out.getvalue())
    assert found.title == "公共法律服务指南"
    assert "<h2>办理条件</h2>" in found.body
    assert "<li>身份证明</li>" in found.body
    assert "<strong>重要</strong><u>提示</u>" in found.body


def test_a_text_without_a_title_keeps_everything(brought):
    document = docx.Document()
    document.add_paragraph("各单位：")
    document.add_paragraph("请按时报送。")
    out = io.BytesIO()
    document.save(out)
    found = brought(out.getvalue())
    assert (found.title, found.body) == ("", "<p>各单位：</p><p>请按时报送。</p>")


def test_a_picture_that_no_browser_shows_is_told_of(brought):
    noise = made.picture("PNG", (900, 900))
    document = docx.Document()
    for _ in range(2):
        document.add_picture(io.BytesIO(noise))
    document.add_picture(io.BytesIO(made.picture("TIFF")))
    out = io.BytesIO()
    document.save(out)
    found = brought(out.getvalue())
    assert found.dropped == 1
    assert "图片" in found.body or found.body.count("<img") == 2


@pytest.mark.parametrize(
    ("content", "name"), [(made.pdf(), "x.pdf"), (b"", "x.docx"), (b"PK\x03\x04broken", "x.docx")]
)
def test_what_is_no_word_document_is_refused_with_advice(brought, content, name):
    with pytest.raises(RefusedError, match="请"):
        brought(content, name)


def test_nothing_of_what_was_brought_stays_on_the_disk(brought, settings):
    brought(official())
    assert not [path for path in settings.FILES_ROOT.rglob("*") if path.is_file()]
