"""The web server."""

import subprocess
import sys

LOADED = """
import os
from gongkai.service import web
web.load()
from django.db import connections
print(len(os.listdir("/proc/self/task")), connections["default"].connection)
"""


def test_what_is_loaded_before_the_fork_holds_no_thread_and_no_connection():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "None"]
