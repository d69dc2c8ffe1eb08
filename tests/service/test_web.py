"""The web server."""

import os
import subprocess
import sys

LOADED = """
import os
from gongkai.service import web
web.load()
web.mend_index()
from django.db import connections
print(len(os.listdir("/proc/self/task")), connections["default"].connection)
"""
NOWHERE = "postgresql://gongkai_app@127.0.0.1:9/gongkai"


def test_what_is_loaded_before_the_fork_holds_no_thread_and_no_connection_even_where_the_database_is_away():
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | {"DATABASE_URL": NOWHERE},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "None"]
    assert "connection refused" in done.stderr.lower()
