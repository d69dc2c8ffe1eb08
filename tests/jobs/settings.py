"""The settings of the real ones, with the jobs of the tests."""

from gongkai.settings import *  # noqa: F403  every one of them

PROCRASTINATE_IMPORT_PATHS = ["tests.jobs.probes"]

# What was due before a test began is not made up for: each would begin with the jobs of a whole night.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 0}
