"""No width is inherited: a screen made while COLUMNS is set keeps that width for ever."""

import os

os.environ.pop("COLUMNS", None)

from gongkai.cli import screen

assert screen.out.width
