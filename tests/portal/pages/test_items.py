"""An item as the public reads it: while it is out, after it was corrected, after it was withdrawn."""

import io
import re

import pytest
import typst
import zxingcpp
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.catalogue.press import BODY
from tests.files import made
from tests.walks.contents import text_of

from gongkai.faces.limiting import Limit
from gongkai.portal.pages import items, printing
from gongkai.portal.templatetags.portal_pages import of_item

NUMBER = re.compile(r"11130600000000001A/2026-\d{5}")


@pytest.fixture
def visitor():
    cache.clear()
    return Client()


def read_code(drawn, folder):
    """What a camera reads in a drawing."""
    (folder / "code.svg").write_bytes(drawn)
    sheet = folder / "sheet.typ"
    sheet.write_text('#set page(width: 4cm, height: 4cm, margin: 0pt)\n#image("code.svg", width: 100%)')
    seen = Image.open(io.BytesIO(typst.compile(str(sheet), format="png", ppi=200)))
    (found,) = zxingcpp.read_barcodes(seen)
    return found.text


def at(item, rest=""):
    return f"/justice/items/{item.pk}/{rest}"


@pytest.mark.parametrize("slug", ["justice", "0"])
@pytest.mark.parametrize(
    ("route", "parts"), [("item_document", ("docx",)), ("item_text", ()), ("item_code", ()), ("item", ())]
)
def test_what_is_made_of_an_item_is_linked_where_it_is(slug, route, parts):
    expected = reverse(f"portal:{route}", args=[slug, 1050, *parts])
    assert of_item(f"portal:{route}", slug, 1050, *parts) == expected


def test_an_item_shows_its_directory_elements_and_words(press, visitor):
    item = press.published(summary="概述", keywords="法律服务")
    page = visitor.get(at(item)).text
    assert NUMBER.search(page)
    for word in ("示司〔2026〕12号", "现行有效", "主动公开", "2026-09-21", "2026-10-09 09:30", BODY):
        assert word in page
    assert f'<meta name="ArticleTitle" content="{item.title}">' in page
    assert '<meta name="PubDate" content="2026-10-09 09:30">' in page


def test_what_is_not_out_has_no_page(press, visitor):
    for item in (press.draft(), press.ready()):
        assert visitor.get(at(item)).status_code == 404
        assert visitor.get(at(item, "text.txt")).status_code == 404


def test_an_item_has_no_page_at_another_organ(press, visitor):
    item = press.published()
    assert visitor.get(f"/finance/items/{item.pk}/").status_code == 404


def test_words_without_layout(press, visitor):
    answer = visitor.get(at(press.published(), "text.txt"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "<" not in answer.text
    assert "一、加强组织领导。" in answer.text


TABLE = "<table><tr><th>类别</th><th>标准</th></tr><tr><td>简单纠纷</td><td>一百元</td></tr></table>"


def test_an_item_is_downloaded_as_word_and_pdf_with_its_elements(press, visitor):
    item = press.draft(body=BODY + TABLE)
    press.attach(item, made.docx("附件里的话"), "补贴标准.docx")
    press.publish(press.reviewed(item))
    page = visitor.get(at(item)).text
    told = {}
    for suffix in ("docx", "pdf"):
        assert f'href="{at(item)}document.{suffix}"' in page
        answer = visitor.get(at(item, f"document.{suffix}"))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8")
        told[suffix] = "".join(text_of(answer.content).split())
        assert visitor.get(at(item, f"document.{suffix}")).content == answer.content
    for suffix, text in told.items():
        for word in (
            item.title,
            "示司〔2026〕12号",
            "补贴标准.docx",
            "一、加强组织领导。",
            "简单纠纷",
            at(item),
        ):
            assert word in text, (suffix, word)
        assert "简单纠纷" in text


def test_a_document_follows_a_correction_and_says_so(press, visitor):
    item = press.published()
    visitor.get(at(item, "document.docx"))
    press.correcting(item, "更正第二段。")
    press.revise(item, body="<p>新的正文</p>", validity="repealed")
    press.publish(press.reviewed(item))
    text = text_of(visitor.get(at(item, "document.docx")).content)
    for word in ("2026年10月9日更正：更正第二段。", "新的正文", "本文件废止，仅供查阅"):
        assert word in text
    assert "一、加强组织领导。" not in text


def test_what_cannot_be_set_is_told_and_word_is_offered(press, visitor, monkeypatch):
    item = press.published(body="<p>没有这个字：\U0001f600</p>")
    answer = visitor.get(at(item, "document.pdf"))
    assert answer.status_code == 422
    assert "字体不能显示的字" in answer.text
    assert f'{at(item)}document.docx"' in answer.text
    assert "\U0001f600" in text_of(visitor.get(at(item, "document.docx")).content)
    monkeypatch.setattr(printing, "LONGEST_SET", 5)
    assert "篇幅很长" in visitor.get(at(item, "document.pdf")).text
    monkeypatch.setattr(items, "WRITINGS", Limit("anew", 1, 60))
    assert [visitor.get(at(item, "document.pdf")).status_code for _ in range(2)] == [422, 429]


def test_there_is_no_document_of_what_is_not_out_or_in_another_format(press, visitor):
    out, gone = press.published(), press.published(title="另一件")
    press.withdrawn(gone)
    for address in (at(gone, "document.pdf"), at(press.draft(), "document.pdf"), at(out, "document.exe")):
        assert visitor.get(address).status_code == 404


def test_the_code_leads_to_the_page(press, visitor, tmp_path):
    item = press.published()
    assert f'src="{at(item)}qr.svg"' in visitor.get(at(item)).text
    answer = visitor.get(at(item, "qr.svg"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert read_code(answer.content, tmp_path) == f"{settings.SITE_URL}{at(item)}"


def test_of_a_withdrawn_item_the_trace_is_left(press, visitor):
    item = press.published(body="<p>不再可见的话</p>")
    press.withdrawn(item, why="文件已废止。")
    page = visitor.get(at(item)).text
    assert "文件已废止。" in page
    assert NUMBER.search(page)
    assert "不再可见的话" not in page
    assert visitor.get(at(item, "text.txt")).status_code == 404


def test_a_correction_is_told(press, visitor):
    item = press.published()
    press.correcting(item, "更正第二段。")
    assert "更正第二段。" not in visitor.get(at(item)).text
    press.revise(item, body="<p>新的正文</p>")
    press.publish(press.reviewed(item))
    page = visitor.get(at(item)).text
    assert "更正第二段。" in page
    assert "新的正文" in page


def test_what_is_no_longer_in_force_says_so_first(press, visitor):
    page = visitor.get(at(press.published(validity="repealed"))).text
    assert page.index("本文件废止") < page.index("索引号")


def test_an_attachment_is_sent_while_it_is_out(press, visitor):
    item = press.draft()
    attachment = press.attach(item, made.docx("附件里的话"), "附件.docx")
    press.publish(press.reviewed(item))
    address = at(item, f"files/{attachment.file_id}/附件.docx")
    assert f'href="{at(item)}files/' in visitor.get(at(item)).text
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")
    press.withdrawn(item)
    assert visitor.get(address).status_code == 404


def test_a_text_and_its_interpretation_lead_to_each_other(press, visitor):
    policy = press.published()
    told = press.published(title="一图读懂", interprets_id=policy.pk)
    assert "一图读懂" in visitor.get(at(policy)).text
    assert policy.title in visitor.get(at(told)).text
