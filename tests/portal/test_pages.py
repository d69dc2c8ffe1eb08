"""The portal: the same for everyone, without a cookie, kept where it did not change."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.cast import TODAY
from tests.database import as_owner

from gongkai.isolation import scope
from gongkai.ledger.models import Anchor
from gongkai.organs.models import LeadingPost, Organ, Unit

ELSEWHERE = ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "x")
MARKS = ("error-summary", "timeline", "badge-word", "file-picker", "dialog", "pager", "empty", "filters")
PUBLIC_PAGES = ("/", "/justice/", "/ledger/", "/accessibility/")


@pytest.fixture
def visitor(cast):  # noqa: ARG001  the organs stand
    return Client()


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_sets_no_cookie_and_may_be_kept(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=5"
    again = visitor.get(path, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_cannot_be_posted_to(visitor, path):
    assert visitor.post(path).status_code == 405


def test_the_first_page_lists_the_organs_in_use(visitor, cast):
    close(cast.finance)
    page = visitor.get("/").text
    assert "保定市司法局" in page
    assert "保定市财政局" not in page
    assert visitor.get("/finance/").status_code == 404


def test_an_organ_shows_its_codes_leaders_and_disclosure_office_but_no_other_unit(visitor, cast):
    since = date(2025, 1, 1)
    with as_owner():
        Unit.objects.create(organ=cast.justice, name="局办公室", is_disclosure_office=True, phone="0312-1")
        Unit.objects.create(organ=cast.justice, name="法治科", phone="0312-2")
        LeadingPost.objects.create(
            organ=cast.justice, post="leader", holder="吴某", since_on=date(2026, 1, 1)
        )
        LeadingPost.objects.create(
            organ=cast.justice,
            post="deputy",
            holder="冯某",
            since_on=since,
            until_on=date(2025, 12, 31),
        )
    page = visitor.get("/justice/").text
    for told in (cast.justice.credit_code, "1306000001", "局办公室", "0312-1", "吴某", "保定市人民政府"):
        assert told in page
    for kept in ("法治科", "0312-2", "冯某", "王经办"):
        assert kept not in page


def test_an_organ_carries_the_site_tags(visitor):
    page = visitor.get("/justice/").text
    assert '<meta name="SiteName" content="保定市司法局">' in page
    assert '<meta name="SiteDomain" content="127.0.0.1">' in page
    assert '<meta name="SiteIDCode" content="1306000001">' in page


def close(organ):
    with as_owner():
        Organ.objects.filter(pk=organ.pk).update(is_active=False)


def anchored(organ):
    with as_owner():
        return Anchor.objects.create(
            organ=organ,
            day=TODAY,
            number=7,
            hash="ab" * 32,
            recorded_at=datetime(2026, 11, 25, 6, tzinfo=UTC),
        )


def test_anchors_are_shown_and_handed_out(visitor, cast):
    anchor = anchored(cast.justice)
    assert anchor.hash in visitor.get("/ledger/").text
    assert anchor.hash in visitor.get(f"/ledger/?day={TODAY}").text
    (found,) = visitor.get(f"/ledger/{TODAY}.json").json()["anchors"]
    assert (found["organ"], found["number"], found["hash"]) == ("保定市司法局", 7, anchor.hash)


def test_the_anchors_of_a_closed_organ_stay_with_its_name(visitor, cast):
    anchor = anchored(cast.finance)
    close(cast.finance)
    page = visitor.get("/ledger/").text
    assert anchor.hash in page
    assert "保定市财政局（已停用）" in page
    (found,) = visitor.get(f"/ledger/{TODAY}.json").json()["anchors"]
    assert found["organ_id"] == cast.finance.pk
    assert (found["organ"], found["credit_code"]) == ("保定市财政局", cast.finance.credit_code)


def test_who_led_a_closed_organ_and_its_office_are_public_no_more(cast):
    with as_owner():
        LeadingPost.objects.create(
            organ=cast.finance, post="leader", holder="吴某", since_on=date(2026, 1, 1)
        )
        Unit.objects.create(organ=cast.finance, name="办公室", is_disclosure_office=True)
    close(cast.finance)
    with scope.entered(scope.PUBLIC):
        assert not LeadingPost.objects.exists()
        assert not Unit.objects.exists()
        assert Organ.objects.filter(pk=cast.finance.pk).exists()


def test_a_day_without_anchors_and_a_ledger_without_any_teach(visitor, cast):
    assert "还没有公布过锚点" in visitor.get("/ledger/").text
    anchored(cast.justice)
    assert "这一天没有公布锚点" in visitor.get("/ledger/?day=2020-01-01").text


@pytest.mark.parametrize("day", ["yesterday", "2026-13-40", "%00", "２０２６"])
def test_a_day_that_is_none_is_not_found(visitor, day):
    assert visitor.get(f"/ledger/?day={day}").status_code == 404
    assert visitor.get(f"/ledger/{day}.json").status_code == 404


def test_large_type_is_asked_for_and_given_back(visitor):
    answer = visitor.get("/large/?on=1&next=/justice/")
    assert (answer.status_code, answer["Location"]) == (302, "/justice/")
    page = visitor.get("/justice/")
    assert 'class="portal large"' in page.text
    assert "标准字号" in page.text
    visitor.get("/large/?on=0&next=/justice/")
    assert 'class="portal"' in visitor.get("/justice/").text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_the_way_back_never_leaves_the_site(visitor, target):
    assert visitor.get("/large/", {"on": "1", "next": target})["Location"] == "/"


def test_what_an_address_holds_is_escaped(visitor):
    page = visitor.get("/justice/?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_the_style_guide_shows_every_component(visitor):
    page = visitor.get("/styleguide/")
    assert page.status_code == 200
    for mark in (
        "error-summary",
        "timeline",
        "badge-word",
        "file-picker",
        "dialog",
        "pager",
        "empty",
        "filters",
    ):
        assert mark in page.text
