"""No width is inherited: a screen made while COLUMNS is set keeps that width for ever."""

import os

os.environ.pop("COLUMNS", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")

from gongkai.cli import screen

assert screen.out.width

pytest_plugins = ["tests.database", "tests.cast"]
