"""What must be so before anything is imported: no inherited width of the screen, a place to write to."""

import os
import tempfile

os.environ.pop("COLUMNS", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
# What the tests write goes to a place of their own.
os.environ["GONGKAI_VAR"] = tempfile.mkdtemp(prefix="gongkai-tests-")

from gongkai.cli import screen

assert screen.out.width

pytest_plugins = ["tests.database", "tests.cast"]
