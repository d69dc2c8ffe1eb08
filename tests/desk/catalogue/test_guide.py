"""The guide at the desk."""

from tests.database import as_owner

from gongkai.catalogue.guide import parts
from gongkai.catalogue.models import GuideVersion
from gongkai.organs.models import Unit

GUIDE = "/desk/catalogue/guide/"


def typed(**changes):
    return {part.key: part.text.strip() for part in parts()} | {"seen": "0"} | changes


def test_what_the_law_asks_for_and_is_missing_is_told_to_staff(desks):
    page = desks.wang.get(GUIDE).text
    assert "指南还缺少法定内容" in page
    assert "办公时间、联系电话、传真号码" in page.replace("办公地址、", "")
    assert "请政府信息公开工作机构负责人" in page
    with as_owner():
        Unit.objects.create(
            organ=desks.press.organ, name="办公室", is_disclosure_office=True, phone="0312-3089000"
        )
    page = desks.wang.get(GUIDE).text
    assert "保定市司法局办公室" in page
    assert "联系电话、传真号码" not in page


def test_paragraphs_are_written_and_only_what_differs_is_kept(desks):
    assert "自政府信息形成或者变更之日起20个工作日内公开" in desks.jiang.get(f"{GUIDE}change/").text
    page = desks.jiang.post(f"{GUIDE}change/", typed(places="市图书馆一层，周一至周五"), follow=True).text
    assert "已保存公开指南" in page
    assert "市图书馆一层" in page
    assert GuideVersion.objects.get().texts == {"places": "市图书馆一层，周一至周五"}


def test_what_somebody_else_wrote_is_not_overwritten_and_nothing_typed_is_lost(desks):
    desks.jiang.post(f"{GUIDE}change/", typed(places="甲处"))
    answer = desks.zhou.post(f"{GUIDE}change/", typed(places="乙处"))
    assert answer.status_code == 422
    assert "其他人已经修改了指南" in answer.text
    assert "乙处" in answer.text
    assert GuideVersion.objects.get().texts == {"places": "甲处"}
