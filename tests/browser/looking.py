"""A page is for everyone and fits its screen: one look at it, as tests of every part take it."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = 1440, 375
HEIGHT = 900
# Where pictures of the pages are to go, if anywhere.
PICTURES = os.environ.get("GONGKAI_PICTURES", "")
AXE = Axe().axe_script
IS_THERE = "typeof axe !== 'undefined'"
# What passes is counted by nobody, and takes longer to bring over than to find.
VIOLATIONS = """
axe.run({resultTypes: ['violations']}).then(
  found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))
"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def violations(page: Page) -> list[list[object]]:
    """What axe objects to on the page as it stands: each rule with the elements that break it."""
    if not page.evaluate(IS_THERE):
        page.evaluate(AXE)
        # Where one is looked at, more will be: the browser keeps it, which is sooner there than sent anew.
        page.add_init_script(AXE)
    return list(page.evaluate(VIOLATIONS))


def looked_at(page: Page, name: str = "", *, widths: tuple[int, ...] = (NARROW, WIDE)) -> None:
    """Nothing stands in anybody's way, on a narrow screen or a wide one; the page is left at the last width.

    Where pictures are wanted, ``name`` is what they are called.
    """
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert violations(page) == [], f"{name or page.url} at {width}"
        assert page.evaluate(FITS), f"{name or page.url} sticks out at {width}"
        if PICTURES and name:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
