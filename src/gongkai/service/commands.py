"""Running Django's commands in a process of their own, as the processes or as the owner."""

import os
import subprocess
import sys
from collections.abc import Mapping

ALONE = {"DJANGO_SETTINGS_MODULE": "gongkai.settings"}
MANAGE = (sys.executable, "-m", "django")


def run(environment: Mapping[str, str], *arguments: str) -> int:
    """Run a command to its end, on this screen; its exit code."""
    return subprocess.run([*MANAGE, *arguments], env={**os.environ, **environment}, check=False).returncode  # noqa: S603  commands of our own
