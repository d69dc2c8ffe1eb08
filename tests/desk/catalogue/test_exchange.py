"""Bringing items in at the desk."""

import io

import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.catalogue.importing.test_word import official
from tests.catalogue.press import FORMED

from gongkai.catalogue.importing.sheet import titles
from gongkai.catalogue.models import Attachment, Item

WORD, SHEET = "/desk/catalogue/from-word/", "/desk/catalogue/from-sheet/"


def upload(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def workbook(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(([*titles()], *rows)):
            sheet.write_row(number, 0, row)
    return upload(out.getvalue(), "表.xlsx")


def row(press, **change):
    filled = {"标题": "通知", "栏目": press.column.path, "成文日期": "2026-09-21", "公开属性": "主动公开"}
    return [(filled | change).get(title, "") for title in titles()]


def test_a_word_document_becomes_a_draft(desks):
    data = {"column": desks.press.column.pk, "formed_on": FORMED, "keep": "on"}
    page = desks.wang.post(WORD, data | {"file": upload(official(), "通知.docx")}, follow=True).text
    assert "已导入为草稿" in page
    item = Item.objects.get()
    assert (item.title, item.document_number) == (
        "示例市司法局关于加强公共法律服务工作的通知",
        "示司〔2026〕12号",
    )
    assert Attachment.objects.get().name == "通知.docx"


def test_what_is_no_word_document_is_refused_in_words(desks):
    data = {"column": desks.press.column.pk, "formed_on": FORMED}
    answer = desks.wang.post(WORD, data | {"file": upload(b"text only", "x.txt")})
    assert answer.status_code == 422
    assert "只能导入 Word" in answer.text
    assert "还没有选择Word 文档" in desks.wang.post(WORD, data).text


def test_a_table_becomes_drafts(desks):
    page = desks.wang.post(
        SHEET, {"file": workbook(row(desks.press), row(desks.press, 标题="第二件"))}, follow=True
    ).text
    assert "已导入 2 条" in page
    assert Item.objects.count() == 2


def test_each_mistake_of_a_table_is_told_with_its_cell(desks):
    answer = desks.wang.post(
        SHEET, {"file": workbook(row(desks.press), row(desks.press, 标题="", 成文日期="去年"))}
    )
    assert answer.status_code == 422
    for words in ("有 2 处需要改正", "A3", "H3", "去年"):
        assert words in answer.text
    assert not Item.objects.exists()


def test_the_template_is_what_is_brought_in(desks):
    answer = desks.wang.get("/desk/catalogue/template/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [cell.rstrip("*") for cell in rows[0]] == titles()


def test_what_is_exported_can_be_brought_in_again(desks):
    desks.press.draft(summary="概述")
    content = desks.wang.get("/desk/catalogue/export/").content
    page = desks.wang.post(SHEET, {"file": upload(content, "导出.xlsx")}, follow=True).text
    assert "已导入 1 条" in page
    assert Item.objects.count() == 2
