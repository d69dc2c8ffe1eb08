"""The rendered annual report in a real browser: reachable by everyone, whole on a phone."""

import pytest
from tests.browser.looking import FITS, violations

from gongkai import data
from gongkai.documents import html, report_file
from gongkai.documents.annual_report import build

WIDTHS = (1200, 375)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(html.render(build(report_file.read(data.read_text("demo/report.json")))))
    return path


@pytest.fixture(scope="module", params=WIDTHS)
def page(request, browser, page_file):
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.goto(page_file.as_uri())
    yield opened
    opened.close()


def test_axe_finds_nothing(page):
    assert violations(page) == []


def test_the_page_itself_never_scrolls_sideways(page):
    assert page.evaluate(FITS)


def test_every_figure_of_table_3_has_its_row_and_column_headers(page):
    table = page.locator("table").nth(1)
    assert table.locator("tbody tr").count() == 25
    assert table.locator("tbody td").count() == 25 * 7
    assert table.locator("tbody th").count() >= 25


def test_a_wide_table_is_reached_and_scrolled_by_keyboard(page):
    regions = page.locator("[role=region][tabindex='0']")
    assert regions.count() == 3
    regions.nth(1).focus()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
