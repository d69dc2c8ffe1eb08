"""An item as the public reads it: while it is out, after it was corrected, after it was withdrawn."""

import re

import pytest
from django.test import Client
from tests.catalogue.press import BODY
from tests.files import made

NUMBER = re.compile(r"11130600000000001A/2026-\d{5}")


@pytest.fixture
def visitor():
    return Client()


def at(item, rest=""):
    return f"/justice/items/{item.pk}/{rest}"


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
