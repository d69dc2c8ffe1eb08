"""Files sent to a real site as people send them."""

from pathlib import Path

from playwright.sync_api import Page
from tests.browser.site import Site

UPLOAD = "/desk/files/upload/"


def uploaded(page: Page, site: Site, *paths: Path) -> str:
    """Choose files, send them, wait until each was judged; the address of the first that was kept."""
    page.goto(site.url + UPLOAD)
    page.set_input_files("input[type=file]", paths)
    page.get_by_role("button", name="上传", exact=True).click()
    page.wait_for_selector(f".file-list .file-state:text('已保存') >> nth={len(paths) - 1}")
    address = page.locator(".file-list a").first.get_attribute("href")
    assert address
    return address
