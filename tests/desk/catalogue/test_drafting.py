"""Writing items at the desk."""

import io

import pytest
from tests.catalogue.press import FORMED, WORDING
from tests.files import made

from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Attachment, Item
from gongkai.ledger.queries import version

DRAFT = "/desk/catalogue/draft/"


@pytest.fixture
def filled(press):
    return {
        "title": "关于公布服务指南的通知",
        "column": str(press.column.pk),
        "attribute": "active",
        "genre": "circular",
        "validity": "in_force",
        "formed_on": FORMED.isoformat(),
        "body": "<p>现公布服务指南。</p>",
    }


def refused(client, address, data):
    answer = client.post(address, data)
    assert answer.status_code == 422
    return answer.text


def test_an_item_is_drafted(desks, filled):
    page = desks.wang.post(DRAFT, filled, follow=True).text
    for words in ("已保存", "关于公布服务指南的通知", "现公布服务指南", "送审"):
        assert words in page
    assert Item.objects.get().drafted_by == desks.press.cast.wang


def test_a_column_can_be_chosen_before(desks):
    page = desks.wang.get(f"{DRAFT}?column={desks.press.column.pk}").text
    assert f'<option value="{desks.press.column.pk}" selected>' in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "请填写标题"),
        ({"column": ""}, "请选择栏目"),
        ({"formed_on": "x"}, "2026-03-02"),
        ({"formed_on": "2099-01-01"}, "不能晚于今天"),
        ({"attribute": "closed"}, "法定理由"),
        ({"attribute": "on_request"}, "写明理由"),
        ({"interprets": "没有"}, "没有找到这个索引号"),
        ({"source_url": "javascript:x"}, "来源网址不完整"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(desks, filled, change, words):
    page = refused(desks.wang, DRAFT, filled | change)
    assert words in page
    assert "现公布服务指南" in page
    assert not Item.objects.exists()


def test_a_long_abstract_is_kept_and_remarked(desks, filled):
    assert "可以再精简" in desks.wang.post(DRAFT, filled | {"summary": "长" * 101}, follow=True).text


def test_an_interpretation_names_its_text_by_number(desks, filled):
    policy = desks.press.published()
    desks.wang.post(DRAFT, filled | {"interprets": policy.number})
    assert Item.objects.order_by("pk").last().interprets == policy


def test_a_draft_is_changed_and_sees_what_others_did_meanwhile(desks, filled):
    item = desks.press.draft()
    seen = str(version(item))
    assert WORDING.title in desks.wang.get(desks.at(item, "change")).text
    desks.press.revise(item, document_number="示司〔2026〕13号")
    page = refused(desks.wang, desks.at(item, "change"), filled | {"version": seen})
    assert "其他人已经处理过" in page
    assert "示司〔2026〕13号" in page
    desks.post("wang", item, "change", **filled, version=str(version(item)))
    assert Item.objects.get().title == "关于公布服务指南的通知"


def test_what_is_with_the_reviewers_cannot_be_changed(desks, filled):
    item = desks.press.submitted()
    assert "不能修改" in refused(
        desks.wang, desks.at(item, "change"), filled | {"version": str(version(item))}
    )
    assert "收回修改" in desks.wang.get(desks.at(item)).text
    assert "已收回" in desks.post("wang", item, "recall")


def test_a_draft_is_submitted_or_given_up(desks):
    item = desks.press.draft()
    assert "已送审" in desks.post("wang", item, "submit")
    assert "不能修改" in desks.post("wang", item, "discard")
    other = desks.press.draft(title="不要的")
    assert "已作废" in desks.post("wang", other, "discard")
    assert Item.objects.get(pk=other.pk).state == State.DISCARDED


def test_a_file_is_attached_and_detached(desks):
    item = desks.press.draft()
    content = made.docx()
    page = desks.wang.post(
        desks.at(item, "files/attach"), {"file": upload(content, "表.docx")}, follow=True
    ).text
    assert "已添加附件“表.docx”" in page
    attachment = Attachment.objects.get()
    assert "已去掉附件" in desks.post("wang", item, f"files/{attachment.pk}/detach")


def test_a_refused_file_says_why(desks):
    item = desks.press.draft()
    page = refused(desks.wang, desks.at(item, "files/attach"), {"file": upload(b"MZ\x90\0", "x.exe")})
    assert "没有保存" in page
    assert "还没有选择附件" in refused(desks.wang, desks.at(item, "files/attach"), {})


def upload(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_file_that_belongs_to_an_item_is_not_removed(desks):
    item = desks.press.draft()
    file = desks.press.attach(item, made.docx()).file
    page = desks.wang.post(f"/desk/files/{file.pk}/remove/", follow=True).text
    assert "请先在条目中去掉" in page
    file.refresh_from_db()
    assert file.removed_at is None
