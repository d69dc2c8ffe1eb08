"""The product's settings, with a place of their own for what a test process writes.

Django reads them before any conftest is loaded, and each test process reads them for itself: none counts
tries, keeps files or mails where another, or the checkout, does. Processes that a test starts inherit it.
"""

import atexit
import os
import shutil
import tempfile

PLACE = tempfile.mkdtemp(prefix="gongkai-tests-")
os.environ["GONGKAI_VAR"] = os.environ["GONGKAI_MEMORY"] = PLACE
atexit.register(shutil.rmtree, PLACE, ignore_errors=True)

from gongkai.settings import *  # noqa: E402, F403  only now that the place is told

PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]

# What was due before a test began is not made up for: each worker would begin with the jobs of a whole night.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 0}
