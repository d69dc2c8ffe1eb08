"""What pages tell programs about themselves is sound JSON-LD, and says what the page says."""

import json

import pytest
from django.test import Client
from lxml import html
from tests.catalogue.press import columned


@pytest.fixture
def visitor():
    return Client()


def told(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200
    found = html.fromstring(answer.content).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(one) for one in found]


def test_the_first_page_and_that_of_an_organ_tell_who_publishes_and_how_to_search(press, visitor, settings):
    (site,) = told(visitor, "/")
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{settings.SITE_URL}/search/?q={{q}}"
    ((organ, own),) = [one["@graph"] for one in told(visitor, "/justice/")]
    assert (organ["@type"], organ["name"]) == ("GovernmentOrganization", "保定市司法局")
    assert organ["identifier"] == press.organ.credit_code
    assert own["potentialAction"]["target"]["urlTemplate"].startswith(f"{settings.SITE_URL}/justice/search/")


def test_an_item_tells_its_numbers_days_and_place(press, visitor):
    below = columned(press.cast, "通知公告", "tzgg", parent=press.column)
    item = press.published(title='</script><b>"甲"&乙', keywords="公证")
    (node,) = told(visitor, f"/justice/items/{item.pk}/")
    assert node["headline"] == '</script><b>"甲"&乙'
    assert node["identifier"] == [f"{press.organ.credit_code}/2026-00001", "示司〔2026〕12号"]
    assert node["datePublished"] == "2026-10-09T09:30:00+08:00"
    assert (node["creativeWorkStatus"], node["keywords"]) == ("现行有效", "公证")
    steps = [step["name"] for step in node["breadcrumb"]["itemListElement"]]
    assert steps == ["保定市司法局", "政策文件", '</script><b>"甲"&乙']
    (column,) = told(visitor, f"/justice/columns/{below.path}/")
    assert (column["@type"], column["name"]) == ("CollectionPage", "通知公告")
    assert [step["position"] for step in column["breadcrumb"]["itemListElement"]] == [1, 2, 3]


def test_of_a_withdrawn_item_nothing_is_told(press, visitor):
    item = press.published()
    press.withdrawn(item)
    assert told(visitor, f"/justice/items/{item.pk}/") == []
