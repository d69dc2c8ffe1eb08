"""Judging an annual report that comes by the pipe and is written nowhere: a process of its own, one report.

Run as ``python -m gongkai.files.confined.judging SECONDS``; piped in are the file's name, a line break,
and its content; the answer is a line of JSON.
"""

import json
import sys
from typing import Any

from gongkai.audit.judge import judge
from gongkai.audit.reading import UnreadableError, read_bytes
from gongkai.audit.refusals import OUT_OF_MEMORY, unexpected
from gongkai.audit.values import values
from gongkai.audit.versions import followed
from gongkai.files.confined.bounds import confine

MEGABYTES = 1024  # of addresses, of which most are libraries
LONGEST_PART = 100_000  # characters


def main(seconds: str) -> None:
    """Read, judge, and tell what was found, or in one sentence why nothing was."""
    confine(int(seconds), megabytes=MEGABYTES, largest_file=0)
    try:
        name = sys.stdin.buffer.readline().decode(errors="replace").rstrip("\n")
        answer = judged(name, sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": OUT_OF_MEMORY}
    except Exception as error:  # noqa: BLE001  whatever a hostile file sets off ends in a sentence
        answer = {"refused": unexpected(error)}
    sys.stdout.write(json.dumps(answer))


def judged(name: str, content: bytes) -> dict[str, Any]:
    """What there is to tell of a report: the audit's values, the form of its tables, and its parts.

    Raises:
        UnreadableError: it cannot be read.
    """
    audit = judge(read_bytes(name, content))
    report = audit.report
    return {
        "told": values(audit),
        "is_only_wording": audit.is_only_wording,
        "form": report.tables.form.version,
        "follows": followed(report.tables.form),
        "parts": {str(part): text[:LONGEST_PART] for part, text in report.parts.items()},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
