"""From the draft to the withdrawal, each person at the own desk."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.catalogue.press import moment

from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Finding, Item, Publication

PASS = {"verdict": "passed", "proofread": "on", "text": "同意。"}
LEAK = "<p>值班手机13800138000，请各科室周知。</p>"


def state():
    return Item.objects.get().state


def test_an_item_goes_its_whole_way(desks):
    item = desks.press.draft()
    desks.post("wang", item, "submit")
    for name, stage in (("li", State.FIRST), ("zhou", State.SECOND), ("feng", State.FINAL)):
        assert "已办理" in desks.post(name, item, "review", stage=stage.value, **PASS)
    assert "保密审查已记录" in desks.post("chu", item, "secrecy", conclusion="open")
    assert "已发布" in desks.post("jiang", item, "publish")
    assert state() == State.PUBLISHED
    assert "已建立更正稿" in desks.post("jiang", item, "correct", why="更正办公地址")
    assert "正在更正：更正办公地址" in desks.jiang.get(desks.at(item)).text
    assert "公开页面没有变化" in desks.post("jiang", item, "drop")
    assert "页面上留有撤回说明" in desks.post("jiang", item, "withdraw", why="文件已废止", keep_title="on")
    assert Publication.objects.get().withdrawal == "文件已废止"


@pytest.mark.parametrize(("name", "stage"), [("wang", "first"), ("li", "second"), ("jiang", "final")])
def test_a_stage_is_for_those_whose_turn_it_is(desks, name, stage):
    item = desks.press.submitted()
    answer = getattr(desks, name).post(desks.at(item, "review"), {"stage": stage, **PASS})
    assert answer.status_code == 403
    assert state() == State.FIRST


def test_a_review_without_proofreading_or_reason_keeps_what_was_typed(desks):
    item = desks.press.submitted()
    answer = desks.li.post(
        desks.at(item, "review"), {"stage": "first", "verdict": "passed", "text": "写了很久的意见"}
    )
    assert answer.status_code == 422
    assert "三审三校" in answer.text
    assert "写了很久的意见" in answer.text
    answer = desks.li.post(desks.at(item, "review"), {"stage": "first", "verdict": "rejected", "text": ""})
    assert "请写明" in answer.text or "写明需要修改的地方" in answer.text


def test_a_second_click_after_a_colleague_is_no_error(desks):
    item = desks.press.submitted()
    desks.post("li", item, "review", stage="first", **PASS)
    answer = desks.li.post(desks.at(item, "review"), {"stage": "first", **PASS})
    assert answer.status_code == 422
    assert "可能已由他人办理" in answer.text


def test_the_reviewer_sees_what_changed_since_the_rejection(desks):
    item = desks.press.submitted()
    desks.press.rejected(item, State.FIRST, desks.press.cast.li)
    desks.press.revise(item, body="<p>改过的正文。</p>")
    desks.press.submit(item)
    page = desks.li.get(desks.at(item, "review")).text
    assert "与退回的版本相比" in page
    assert "<ins>改过的正文。</ins>" in page


def test_who_cannot_be_next_is_told_why(desks):
    item = desks.press.submitted()
    desks.press.passes(item, State.FIRST, desks.press.cast.zhou)
    assert "三名不同的人员" in desks.zhou.get(desks.at(item)).text


def test_a_finding_stops_publication_until_somebody_answers_for_it(desks):
    item = desks.press.ready(body=LEAK)
    page = desks.jiang.get(desks.at(item)).text
    assert "还有1处检查发现没有处理" in page
    assert "13800138000" in page
    assert "没有处理" in desks.post("jiang", item, "publish")
    finding = Finding.objects.get()
    assert "说明理由" in desks.li.get(desks.at(item)).text
    address = desks.at(item, f"findings/{finding.pk}/justify")
    assert "13800138000" in desks.li.get(address).text
    assert "请写明保留的理由" in desks.li.post(address, {"reason": "x"}).text
    assert "已记录理由" in desks.li.post(address, {"reason": "系本机关公布的值班手机"}, follow=True).text
    assert desks.wang.get(address).status_code == 403
    assert "已发布" in desks.post("jiang", item, "publish")


def test_the_gate_is_asked_again(desks):
    item = desks.press.ready()
    assert "已重新检查" in desks.post("jiang", item, "inspect")


def test_a_time_is_fixed_and_taken_back(desks):
    item = desks.press.ready()
    later = localtime(moment() + timedelta(days=3650))
    page = desks.post("jiang", item, "schedule", publish_at=f"{later:%Y-%m-%dT%H:%M}")
    assert "已设定发布时间" in page
    assert f"定于 {later.year}年" in page
    assert "已取消定时发布" in desks.post("jiang", item, "unschedule")
    answer = desks.jiang.post(desks.at(item, "schedule"), {"publish_at": "2020-01-01T09:00"})
    assert "已经过去" in answer.text
    assert "2026-03-02 09:00" in desks.jiang.post(desks.at(item, "schedule"), {"publish_at": "x"}).text


def test_the_publisher_sends_back(desks):
    item = desks.press.ready()
    assert "已退回拟稿人" in desks.post("jiang", item, "return", text="请补充附件")
    assert "请补充附件" in desks.wang.get(desks.at(item)).text


def test_what_is_kept_back_is_filed_with_its_next_assessment(desks):
    item = desks.press.passed(desks.press.submitted(attribute="on_request", reason="只涉及特定相对人"))
    address = desks.at(item, "secrecy")
    assert "第十八条" in desks.chu.post(address, {"conclusion": "open"}).text
    page = desks.chu.post(address, {"conclusion": "open", "review_on": "2099-10-09"}, follow=True).text
    assert "已登记（不主动公开）" in page
    assert "下次评估：2099年10月9日" in page


@pytest.mark.parametrize("step", ["correct", "withdraw", "drop", "unschedule", "recall"])
def test_what_is_not_open_now_is_refused_in_words(desks, step):
    item = desks.press.draft()
    name = "wang" if step == "recall" else "jiang"
    answer = getattr(desks, name).post(desks.at(item, step), {"why": "x"}, follow=True)
    assert "请刷新页面核对" in answer.text


def test_a_justification_of_another_item_is_not_found(desks):
    item, other = desks.press.submitted(body=LEAK), desks.press.submitted(title="别的")
    finding = item.findings.get()
    assert desks.li.get(desks.at(other, f"findings/{finding.pk}/justify")).status_code == 404
