"""What must be so before anything is imported: no inherited width of the screen."""

import os

os.environ.pop("COLUMNS", None)

from gongkai.cli import screen

assert screen.out.width

pytest_plugins = ["tests.database", "tests.cast", "tests.requests.office", "tests.catalogue.press"]
