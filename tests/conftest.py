"""What must be so before anything is imported: no inherited width of the screen."""

import os

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
    "tests.disputes.contested",
    "tests.reports.year",
    "tests.walks.secrets",
]
