"""Walks without a mouse, without scripts, on paper and in large type."""

from tests import cast
from tests.browser.looking import FITS
from tests.browser.site import login

STEPS = 40


def test_log_in_desk_and_style_guide_are_walked_by_keyboard(browser, site):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site.url}/desk/")
    reach(page, "input[name=login]")
    page.keyboard.type(site.cast.wang.email)
    reach(page, "input[name=password]")
    page.keyboard.type(cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    reach(page, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{site.url}/desk/styleguide/")
    reach(page, "[data-dialog]", steps=120)
    page.keyboard.press("Enter")
    assert page.locator("dialog[open]").count() == 1
    assert page.evaluate("document.activeElement.textContent.trim()") == "取消"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("'dialog' in document.activeElement.dataset")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tbody tr').rowIndex") == 1
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tbody tr').rowIndex") == 1
    context.close()


def test_the_persons_menu_opens_and_closes_by_keyboard(browser, site):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    login(page, site, "wang")
    reach(page, ".desk-person summary")
    page.keyboard.press("Enter")
    assert page.locator(".desk-person[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".desk-person[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    context.close()


def test_what_has_the_focus_is_seen(browser, site):
    page = browser.new_page()
    page.goto(site.url)
    reach(page, ".masthead-tools a")
    style = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"
    assert page.evaluate(f"{style}.outlineWidth") == "3px"
    page.close()


def test_portal_and_log_in_work_without_scripts(browser, site):
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("link", name="保定市司法局").click()
    assert page.get_by_role("heading", level=1).inner_text() == "保定市司法局"
    page.get_by_role("link", name="大字版").click()
    assert page.get_by_role("link", name="标准字号").count() == 1
    login(page, site, "li")
    assert page.get_by_role("heading", level=1).inner_text() == "今日待办"
    context.close()


def test_large_type_is_22_pixels_and_fits_a_phone(browser, site):
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    for path in ("/justice/", "/ledger/", "/styleguide/"):
        page.goto(f"{site.url}/large/?on=1&next={path}")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
        assert page.evaluate(FITS)
    context.close()


def test_every_page_fits_320_pixels(browser, site):
    page = browser.new_page(viewport={"width": 320, "height": 700})
    for path in ("/", "/justice/", "/ledger/", "/accessibility/", "/styleguide/", "/accounts/login/"):
        page.goto(site.url + path)
        assert page.evaluate(FITS), path
    page.close()


def test_on_paper_only_the_content_is_left(browser, site):
    page = browser.new_page()
    page.goto(f"{site.url}/styleguide/")
    page.emulate_media(media="print")
    for gone in (".masthead-tools", ".skip", ".filters", ".pager", ".btn-primary", ".site-foot nav"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("h1").is_visible()
    assert page.locator("table").first.is_visible()
    page.close()


def test_a_citation_opens_beside_the_page_and_closes_with_escape(browser, site):
    page = browser.new_page()
    page.goto(f"{site.url}/justice/")
    page.locator("button.article").first.press("Enter")
    assert page.locator(".article-gist:popover-open").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".article-gist:popover-open").count() == 0
    page.close()


def reach(page, selector, steps=STEPS):
    """Press Tab until this has the focus."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"not reached by Tab: {selector}")
