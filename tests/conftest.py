"""No width is inherited: a screen made while COLUMNS is set keeps that width for ever."""

import os

os.environ.pop("COLUMNS", None)

from gongkai.cli import screen  # noqa: E402  the screens are made here, with no width set

assert screen.out.width
