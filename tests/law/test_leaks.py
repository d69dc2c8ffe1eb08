from datetime import date

import pytest

from gongkai.law.evidence import Datum
from gongkai.law.leaks import scan_publication

ON = date(2026, 10, 19)


def found(text, **more):
    return [(hit.datum, hit.text) for hit in scan_publication(text, on=ON, **more)]


@pytest.mark.parametrize(
    ("text", "datum", "hit"),
    [
        ("身份证号11010519491231002X。", Datum.CITIZEN_NUMBER, "11010519491231002X"),
        ("手机13800138000", Datum.MOBILE, "13800138000"),
        ("家庭电话：0312-5550100", Datum.LANDLINE, "0312-5550100"),
        ("车牌号冀F12345的轿车", Datum.PLATE, "冀F12345"),
        ("驾驶的小客车（冀F·1A2B3）", Datum.PLATE, "冀F·1A2B3"),
        ("新能源车：冀FD12345", Datum.PLATE, "冀FD12345"),
        ("货车 冀F1234挂", Datum.PLATE, "冀F1234挂"),
        ("家庭住址：示例市东风路12号", Datum.ADDRESS, "示例市东风路12号"),
        ("户籍所在地为示例县李庄村3组", Datum.ADDRESS, "示例县李庄村3组"),
        ("某某，住东风街阳光小区2号楼1单元301室", Datum.ADDRESS, "住东风街阳光小区2号楼1单元301室"),
    ],
)
def test_what_names_a_person_is_found(text, datum, hit):
    assert found(text) == [(datum, hit)]


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话：0312-5550100",
        "监督电话：0312-5550100、0312-5550101",
        "局办公室（0312-5550100）",
        "办公地址：示例市东风路12号，邮编071000",
        "冀政办〔2023〕12号",
        "示例市阳光社区矫正中心",
        "全市村（社区）法律顾问全覆盖，12个村评为示范村",
        "依据GB12345标准",
        "住所地在本市的企业",
        "",
    ],
)
def test_what_belongs_on_a_public_page_is_let_pass(text):
    assert found(text) == []


def test_a_number_that_the_organ_makes_known_is_no_secret():
    assert found("电话5550100", public=["5550100"]) == []
    assert found("（0312）5550100", public=["0312-5550100"]) == []


def test_a_long_text_is_scanned_in_reasonable_time():
    assert found("村冀F一二三" * 40_000) == []
