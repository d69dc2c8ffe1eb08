"""The settings of the real ones, with the jobs of the tests."""

from gongkai.settings import *  # noqa: F403  every one of them

PROCRASTINATE_IMPORT_PATHS = ["tests.jobs.probes"]
