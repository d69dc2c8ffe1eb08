"""One process that starts the others, starts them again when they die, and leaves none behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

import structlog

STOP_SECONDS = 15
LONGEST_WAIT = 30.0
STEADY_SECONDS = 60
LOOK_EVERY = 0.2
PR_SET_PDEATHSIG = 1
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Child:
    """A process that is meant to run for ever.

    Attributes:
        name: what it is called in the log.
        command: how it is started.
        environment: what it finds in its environment.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it through us only."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  commands of our own
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  no threads here
        )

    def look(self) -> None:
        """Start it again if it died, later each time it dies soon."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.failures = 1 if now - self.started > STEADY_SECONDS else self.failures + 1
        wait = min(LONGEST_WAIT, 2.0 ** (self.failures - 1))
        log.warning("process ended, starting it again", process=self.name, code=code, seconds=wait)
        self._end_rest()
        self.process, self.again_at = None, now + wait

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """Wait for its end; past the time it is killed with all it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("process did not stop in time", process=self.name)
        self._end_rest()
        self.process.wait()

    def _end_rest(self) -> None:
        """Kill what it started, and itself if it still runs: nothing would look after them."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs children until somebody asks it to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.is_stopping = False

    def run(self, meanwhile: Callable[[], None]) -> None:
        """Start all, look after them, and stop them all on SIGINT or SIGTERM.

        Args:
            meanwhile: called at each look.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            while not self.is_stopping:
                for child in self.children:
                    child.look()
                meanwhile()
                time.sleep(LOOK_EVERY)
        finally:
            self.stop()

    def stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.stop(until)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  a handler's signature
        self.is_stopping = True


def _die_with_parent() -> None:
    """Even if the supervisor is killed outright, its children are told to stop."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
