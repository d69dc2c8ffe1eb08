"""Work on foreign files in a process of its own: what crashes, swells or hangs there harms nothing here."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

import gongkai
from gongkai.files.disk import DiskFullError
from gongkai.ledger.actions import RefusedError

SLOWER = 2  # on a busy machine a second of the processor takes longer
SECONDS = 40  # of the processor
LONGEST_ANSWER = 10_000
SOURCES = str(Path(gongkai.__file__).parent.parent)
# A confined process learns nothing of this one: no keys, no address of the database.
SURROUNDINGS = {"PYTHONPATH": SOURCES, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
log = structlog.get_logger(__name__)


class UnworkableError(RefusedError):
    """The work was not done: the file is not to be kept, or too much for the bounds."""


def work(verb: str, kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Let a confined process do one thing with a file; what it answers.

    Raises:
        UnworkableError: it refused the file, or died of it.
        DiskFullError: there was no room for what it made.
    """
    command = [
        sys.executable,
        "-m",
        "gongkai.files.confined",
        verb,
        kind,
        str(SECONDS),
        str(source),
        str(target),
    ]
    try:
        done = subprocess.run(  # noqa: S603  our own command; the file is named, never run
            command, env=SURROUNDINGS, capture_output=True, timeout=SECONDS * SLOWER, check=False
        )
        answer = json.loads(done.stdout[:LONGEST_ANSWER])
    except (subprocess.TimeoutExpired, ValueError) as error:
        log.warning("confined work died", verb=verb, kind=kind, error=type(error).__name__)
        answer = {"failed": True}
    if answer.get("full"):
        raise DiskFullError
    if "refused" in answer:
        raise UnworkableError(answer["refused"])
    if answer.get("failed"):
        raise UnworkableError("文件过于复杂或已损坏，无法检查，没有保存。请用原来的软件打开后另存，再上传。")
    return answer  # type: ignore[no-any-return]  # JSON of our own process
