"""The pages of the catalogue: who sees what."""

import io

import pytest
from python_calamine import CalamineWorkbook
from tests.catalogue.press import WORDING, columned
from tests.desk.visitor import logged_in

LIST = "/desk/catalogue/"
PAGES = ("", "figures/", "columns/", "export/")


@pytest.mark.parametrize("page", PAGES)
def test_staff_see_the_pages_of_their_organ(desks, page):
    desks.press.draft()
    assert desks.wang.get(LIST + page).status_code == 200


def test_the_list_shows_state_light_and_what_the_gate_holds(desks):
    desks.press.submitted(body="<p>手机13800138000</p>")
    page = desks.wang.get(LIST).text
    for words in (WORDING.title, "待初审", "检查发现", "政策文件"):
        assert words in page


def test_a_reviewer_is_told_what_waits(desks):
    desks.press.submitted()
    assert "有 1 件等您审核" in desks.li.get(LIST).text
    assert "等您审核" not in desks.wang.get(LIST).text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("words=法律服务", True), ("words=没有", False), ("state=draft", True), ("state=published", False)],
)
def test_the_list_is_filtered(desks, query, is_found):
    desks.press.draft()
    assert (WORDING.title in desks.wang.get(f"{LIST}?{query}").text) is is_found


def test_the_list_is_exported_as_shown(desks):
    desks.press.draft()
    answer = desks.wang.get(f"{LIST}?_export=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["标题", "栏目", "状态", "公开期限"]
    assert rows[1][:4] == [WORDING.title, "政策文件", "草稿", "2026-10-26"]


def test_an_item_of_another_organ_is_not_there(desks):
    item = desks.press.draft()
    stranger = logged_in(desks.press.cast.zhao)
    for step in ("", "change", "review", "compare", "versions/1"):
        assert stranger.get(desks.at(item, step)).status_code in (403, 404)
    for step in ("submit", "publish", "withdraw", "inspect"):
        assert stranger.post(desks.at(item, step), {"why": "x"}).status_code in (403, 404)


def test_a_supervisor_reads_and_changes_nothing(desks):
    item = desks.press.draft()
    assert WORDING.title in desks.sun.get(desks.at(item)).text
    for step in ("change", "submit", "discard", "publish", "review", "secrecy", "inspect", "files/attach"):
        assert desks.sun.post(desks.at(item, step)).status_code == 403


def test_versions_stand_side_by_side(desks):
    item = desks.press.draft()
    desks.press.revise(item, title="改过的标题", body="<p>改过的正文。</p>")
    page = desks.wang.get(desks.at(item, "compare")).text
    for words in (f"<del>{WORDING.title}</del>", "<ins>改过的标题</ins>", "<ins>改过的正文。</ins>"):
        assert words in page
    assert desks.wang.get(f"{desks.at(item, 'compare')}?left=9").status_code == 404
    assert WORDING.title in desks.wang.get(desks.at(item, "versions/1")).text
    assert desks.wang.get(desks.at(item, "versions/9")).status_code == 404


def test_one_version_is_compared_with_itself(desks):
    assert "正文" in desks.wang.get(desks.at(desks.press.draft(), "compare")).text


def test_figures_tell_of_months_stale_columns_and_what_to_assess(desks):
    columned(desks.press.cast, "空栏目", "klm")
    desks.press.published()
    page = desks.wang.get(f"{LIST}figures/?year=2026").text
    for words in ("100%", "空栏目", "10月"):
        assert words in page
    assert desks.wang.get(f"{LIST}figures/?year=x").status_code == 200


def test_what_was_withdrawn_says_so(desks):
    item = desks.press.published()
    desks.press.withdrawn(item)
    assert "撤回：文件已废止。" in desks.wang.get(desks.at(item)).text


def test_nothing_that_people_typed_runs(desks):
    item = desks.press.draft(title="<script>alert(1)</script>", body="<p>甲<script>alert(2)</script></p>")
    page = desks.wang.get(desks.at(item)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
