"""A real Chromium; without one the tests are skipped with a reason, unless REQUIRE_BROWSER is set."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright
from tests.browser.site import site  # noqa: F401  a fixture, by its name here

# Whoever imports it has another clock.
collect_ignore = ["clock.py"]
# The shell has no windows, and needs a fifth of the processor's time for the same page.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
INSTALL = "apt-get install chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    # A page is left before code that was made quick for it has paid for itself.
    "--js-flags=--no-opt --no-maglev --no-flush-bytecode --single-threaded-gc",
]


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"REQUIRE_BROWSER is set, but no Chromium was found: {INSTALL}")
        pytest.skip(f"no Chromium on this machine: {INSTALL}")
    # Playwright keeps a loop in this thread, and Django takes every test after it for one inside that loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
