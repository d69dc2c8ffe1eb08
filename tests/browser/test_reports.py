"""Disputes and the annual report in a real browser: a bureau of its own with a year behind it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from tests import database
from tests.browser.bureaus import employed, founded
from tests.browser.looking import FITS, HEIGHT, NARROW, WIDE, looked_at
from tests.browser.site import let_in
from tests.disputes.contested import Contested
from tests.reports.year import AFTER, Year
from tests.requests.office import Office

from gongkai import data
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.organs.models import Role
from gongkai.reports import actions

ROLES = (Role.CLERK, Role.HEAD, Role.SUPERVISOR)


@pytest.fixture(scope="module")
def bureau(site, django_db_blocker):
    """A site whose ``archive`` works alone in a bureau with requests, disputes and two reports."""
    with django_db_blocker.unblock(), database.pointed(site.database):
        with database.committed_as_owner(site.database):
            person = opened_with_one(site)
        cast = replace(site.cast, justice=person.organ, wang=person, zhou=person, li=person)
        with cast.entered(person):
            pages = dict(lived(Year(Contested(Office(cast)))))
    usual = site.cast
    object.__setattr__(site, "cast", replace(usual, wang=person))
    yield site, pages
    object.__setattr__(site, "cast", usual)


def opened_with_one(site):
    """The archive, in which one person does everything."""
    organ = founded(
        site, name="保定市档案局", short_name="档案局", slug="archive", credit_code="11130600000000008A"
    )
    return employed(site, organ, "shi@archive.example", "史档案", *ROLES)


def lived(year):
    """Two years of the bureau: one closed and corrected, one just being built; the pages to look at."""
    contested, by = year.contested, year.cast.wang
    requests = [contested.answered(code, on=date(2025, 3, 10)) for code in ("L13", "L16e", "L16e", "L15")]
    came = date(2025, 4, 8)
    corrected = contested.decided(
        requests[1],
        DisputeOutcome.CORRECTED,
        on=date(2025, 5, 20),
        notified_on=came,
        accepted_on=came,
        number="示政行复〔2025〕1号",
    )
    waiting = contested.contest(requests[2], DisputeBlock.SUIT_DIRECT, number="（2026）示0000行初1号")
    closed = year.closed(year.begun())
    again = actions.restate(closed, "漏登纸质申请1件", on=AFTER, by=by)
    for cell in ("requests.new.natural", "requests.granted.natural"):
        actions.enter_figure(again, cell, Decimal(1), "纸质登记簿第3册", on=AFTER, by=by)
    now = year.begun(2026, texts=None, figures=False)
    actions.build(now, on=AFTER, by=by)
    contested.answered("L13", on=date(2026, 2, 10))
    actions.enter_figure(now, "requests.carried_out.company", Decimal(2), "纸质登记簿", on=AFTER, by=by)
    yield from {
        "disputes": "/desk/disputes/",
        "cell": "/desk/disputes/?cell=reconsideration.corrected&year=2025",
        "new": "/desk/disputes/new/",
        "waiting": f"/desk/disputes/{waiting.pk}/",
        "corrected": f"/desk/disputes/{corrected.pk}/",
        "answer": f"/desk/disputes/{waiting.pk}/answer/",
        "conclude": f"/desk/disputes/{waiting.pk}/conclude/",
        "order": f"/desk/disputes/{corrected.pk}/order/",
        "records": "/desk/disputes/records/?year=2025",
        "request": f"/desk/requests/{requests[1].pk}/",
        "reports": "/desk/reports/",
        "report": f"/desk/reports/{now.pk}/",
        "texts": f"/desk/reports/{now.pk}/texts/",
        "offline": f"/desk/reports/{now.pk}/offline/",
        "close": f"/desk/reports/{now.pk}/close/",
        "closed": f"/desk/reports/{closed.pk}/",
        "publish": f"/desk/reports/{closed.pk}/publish/",
        "again": f"/desk/reports/{again.pk}/",
        "closable": f"/desk/reports/{again.pk}/close/",
        "differences": f"/desk/reports/{again.pk}/differences/",
        "rollup": "/desk/reports/rollup/2025/",
    }.items()


@pytest.fixture(scope="module")
def opened(browser, bureau):
    """A browser in which the bureau's person has logged in."""
    site, pages = bureau
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    let_in(page, site, "wang")
    yield page, site.url, pages
    context.close()


def test_pages_are_for_everyone_and_fit_their_screen(opened):
    page, root, pages = opened
    for name, path in pages.items():
        response = page.goto(root + path)
        assert response.status == 200, name
        looked_at(page, name)


def test_a_corrected_year_is_closed_and_published(opened, bureau):
    page, root, pages = opened
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.goto(root + pages["closable"])
    page.get_by_role("button", name="年度结账").click()
    page.get_by_role("dialog").get_by_role("button", name="年度结账").click()
    expect(page.get_by_text("数据和文字已经固定")).to_be_visible()
    page.get_by_role("link", name="发布", exact=True).click()
    page.get_by_role("button", name="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("年度报告已发布")).to_be_visible(timeout=30_000)
    with page.expect_download() as handed:
        page.get_by_role("link", name="PDF").first.click()
    assert handed.value.suggested_filename.endswith(".pdf")
    bureau[0].work()
    found_by_everyone(page, root)
    read_by_everyone(page, root)


def found_by_everyone(page, root):
    """Whoever looks for the report, or for what it says, comes to its page."""
    page.goto(f"{root}/search/?q=档案局 2025年 年报")
    looked_at(page, "search-report")
    page.get_by_role("link", name="保定市档案局2025年政府信息公开工作年度报告").click()
    assert page.url.endswith("/archive/reports/2025/")
    page.goto(f"{root}/archive/search/?q=解读材料不够")
    looked_at(page, "search-report-words")
    expect(page.get_by_role("region", name="结果").get_by_role("listitem")).to_have_count(1)


def read_by_everyone(page, root):
    """The published report, its figures beside others and an audit: in large type, and whole on paper."""
    page.context.add_cookies([{"name": "large", "value": "1", "url": root}])
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    for path in ("/archive/reports/2025/", "/archive/reports/compare/", "/reports/", "/reports/compare/"):
        assert page.goto(root + path).status == 200
        is_for_everyone(page, 1000 if path == "/reports/compare/" else 672)
    page.goto(f"{root}/reports/audit/")
    content = data.read_text("demo/baoding-2023.txt").encode()
    page.set_input_files(
        "input[type=file]", {"name": "年报.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.get_by_role("button", name="开始体检").click()
    expect(page.get_by_role("link", name="再体检一份")).to_be_visible(timeout=30_000)
    is_for_everyone(page, 672)


def is_for_everyone(page, sheet):
    looked_at(page, widths=(NARROW,))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": sheet, "height": HEIGHT})
    assert page.evaluate(FITS), f"{page.url} on paper"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
