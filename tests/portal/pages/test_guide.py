"""The guide that the public reads: outline and contents of article 12, without what staff are told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.catalogue.press import TODAY, moment
from tests.database import as_owner

from gongkai.catalogue.actions.guide import revise_guide
from gongkai.faces.guides import composed
from gongkai.isolation import scope
from gongkai.law.disclosure import GUIDE_ELEMENTS
from gongkai.letters.models import Letterhead
from gongkai.organs.models import Unit

MOST_QUERIES = 5
KNOWN = {
    "contact": "王经办",
    "phone": "0312-3089001",
    "address": "示例路1号",
    "postcode": "071000",
    "fax": "0312-3089002",
    "email": "gongkai@justice.example",
    "hours": "工作日9时至12时、13时30分至17时",
}
OUTLINE = ("一、主动公开", "二、依申请公开", "三、政府信息公开工作机构", "四、监督和救济")


@pytest.fixture
def told(press):
    with as_owner():
        Letterhead.objects.create(organ=press.organ, **KNOWN)
        Unit.objects.create(
            organ=press.organ, name="局办公室", is_disclosure_office=True, phone="0312-3089000"
        )
    return press


@pytest.mark.usefixtures("told")
def test_it_has_the_outline_and_all_that_article_12_lists():
    page = Client().get("/justice/guide/").text
    places = [page.index(heading) for heading in OUTLINE]
    assert places == sorted(places)
    for words in (
        "保定市司法局办公室",
        "0312-3089000",
        *[KNOWN[name] for name in ("address", "fax", "email", "hours")],
    ):
        assert words in page
    assert "信封左下角注明“政府信息公开申请”" in page
    assert "20个工作日内" in page


def test_gaps_are_for_staff_only(press):
    with scope.entered(scope.PUBLIC):
        gaps = composed(press.organ).gaps
    assert gaps == tuple(
        label for code, label in GUIDE_ELEMENTS if code not in ("classes", "arrangement", "ways")
    )
    page = Client().get("/justice/guide/").text
    assert "缺少" not in page
    assert "传真" not in page.partition("<main")[2].partition("</main>")[0]


def test_nothing_is_missing_once_all_is_filled_in(told):
    with scope.entered(scope.PUBLIC):
        assert composed(told.organ).gaps == ()


def test_what_an_organ_wrote_shows_with_its_day_and_is_never_markup(told):
    with told.cast.entered(told.jiang):
        texts = {"places": "<b>市图书馆</b>一层", "fees": ""}
        revise_guide(told.organ, texts, seen=0, on=TODAY, at=moment(), by=told.jiang)
    page = Client().get("/justice/guide/").text
    assert "&lt;b&gt;市图书馆&lt;/b&gt;一层" in page
    assert ">收费<" not in page
    assert "更新时间" in page


@pytest.mark.usefixtures("told")
def test_it_costs_few_queries_and_may_be_kept():
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = Client().get("/justice/guide/")
    assert "public" in answer["Cache-Control"]
    queries = [
        one
        for one in found
        if "catalogue_" in one["sql"] or "organs_" in one["sql"] or "letters_" in one["sql"]
    ]
    assert len(queries) <= MOST_QUERIES


@pytest.mark.usefixtures("told")
def test_the_foot_names_the_site_its_numbers_and_whom_to_call(press):
    with as_owner():
        press.organ.icp_number, press.organ.police_number = (
            "冀ICP备05003054号-1",
            "冀公网安备13060002000123号",
        )
        press.organ.save()
    visitor = Client()
    for address in ("/justice/guide/", "/justice/", "/justice/ask/", "/justice/reports/"):
        foot = visitor.get(address).text.partition('<footer class="site-foot">')[2]
        for words in ("1306000001", "示例路1号", "0312-3089001", "冀ICP备05003054号-1", "我为政府网站找错"):
            assert words in foot, address
        assert "to=https%3A%2F%2Fbeian.mps.gov.cn%2F%23%2Fquery%2FwebSearch%3Fcode%3D13060002000123" in foot
    with as_owner():
        press.organ.icp_number = press.organ.police_number = press.organ.site_code = ""
        press.organ.save()
    foot = visitor.get("/justice/").text.partition('<footer class="site-foot">')[2]
    assert "备案" not in foot
    assert "leaving" not in foot
