"""Annual reports that somebody brings, judged in a confined process; nothing of them touches the disk."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongkai import facts
from gongkai.audit.refusals import CRASHED, out_of_time
from gongkai.audit.report import FormUsed
from gongkai.audit.values import finding_of
from gongkai.audit.versions import mixed
from gongkai.files.confinement import SURROUNDINGS
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.tables import Figure, Tables
from gongkai.ledger.actions import RefusedError

SECONDS = 9  # of the processor
PATIENCE = 80  # of the clock: on a busy machine a second of the processor takes much longer
LONGEST_NAME = 120


class UnjudgedError(RefusedError):
    """A file could not be judged; the message is one Chinese sentence that says what to do."""


@dataclass(frozen=True)
class Judged:
    """A report that was brought, and what the audit says of it.

    Attributes:
        told: the audit as plain values, as ``gongkai audit --json`` tells it.
        form: the version of the form that its tables were read into; ``MIXED`` where they follow both.
        follows: the version of each item of table 2, and that of table 3.
        parts: the text of its parts by number.
        is_only_wording: whether nothing but its wording wants a look.
    """

    told: Mapping[str, Any]
    form: str
    follows: tuple[Mapping[str, str], str]
    parts: Mapping[str, str]
    is_only_wording: bool

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.told["verdict"])

    @property
    def is_mixed(self) -> bool:
        """Whether some of its tables follow the form of 2019 and others that of 2021."""
        return self.form == FormUsed.MIXED.value

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in the order of the rules."""
        return tuple(finding_of(one) for one in self.told["findings"])

    @cached_property
    def tables(self) -> Tables:
        """The figures that were read, on their form; what is unknown is blank."""
        form, told = mixed(*self.follows) if self.is_mixed else facts.form(self.form), self.told["tables"]
        proactive: dict[str, dict[str, Figure]] = {
            row.key: {column: told["proactive"][row.key].get(column) for column in row.columns}
            for row in form.proactive_rows
        }
        requests = {row.key: tuple(told["requests"][row.key]) for row in form.request_rows}
        return Tables(form, proactive, requests, told["disputes"])


def judged(name: str, content: bytes) -> Judged:
    """What the audit says of a report of that name with that content.

    Raises:
        UnjudgedError: it cannot be read, or was too much for the bounds.
    """
    # Piped like the content: others on this machine see what a process is called with.
    line = " ".join(name[-LONGEST_NAME:].split()).encode(errors="replace")
    command = [sys.executable, "-m", "gongkai.files.confined.judging", str(SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603  our own command
            command,
            input=line + b"\n" + content,
            env=SURROUNDINGS,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a trace could hold what somebody wrote
            timeout=PATIENCE,
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnjudgedError(f"{out_of_time(SECONDS)}。") from error
    except ValueError as error:
        raise UnjudgedError(f"{CRASHED}。") from error
    if "refused" in answer:
        raise UnjudgedError(f"{answer['refused']}。")
    return Judged(**answer)
