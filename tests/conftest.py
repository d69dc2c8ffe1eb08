"""What must be so before anything is imported: no inherited width of the screen."""

import gc
import os

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings

os.environ.pop("COLUMNS", None)
# A busy machine is no fault of the code: speed is measured in bench/, never by a test.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

from gongkai.cli import screen  # noqa: E402  after the width is gone

assert screen.out.width

pytest_plugins = [
    "tests.database",
    "tests.cast",
    "tests.requests.office",
    "tests.catalogue.press",
    "tests.catalogue.corpus",
    "tests.disputes.contested",
    "tests.reports.year",
    "tests.walks.secrets",
]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Thousands of tests are no garbage: without this each process looks through them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path):
    """To look for examples where there are none takes as long as to find the tests."""
    found = yield
    return [
        one for one in found if not isinstance(one, DoctestModule) or ">>> " in file_path.read_text("utf-8")
    ]
