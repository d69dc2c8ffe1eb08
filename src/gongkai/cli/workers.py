"""Work spread over processes: results in the order of the tasks, and one that dies stops no other.

A file to be read may be hostile, so each worker has one task at a time and is replaced when it
dies or takes too long. Workers do not listen to Ctrl-C; leaving the ``with`` ends them all.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic, Self, TypeVar

if sys.platform != "win32":
    import resource

FORKS = sys.platform == "linux"
Task = TypeVar("Task")
Result = TypeVar("Result")

IDLE_SECONDS = 1.0
ENDING_SECONDS = 2.0


class Death(StrEnum):
    """How a worker ended in the middle of its task."""

    CRASHED = "crashed"
    OUT_OF_TIME = "out of time"


class Workers(Generic[Task, Result]):
    """Up to ``jobs`` processes, each calling ``work`` on one task at a time.

    Args:
        work: what to do with a task; both it and its result travel between processes.
        on_death: the result of a task whose worker died, or was ended after ``seconds``.
        jobs: how many processes at most.
        seconds: the longest a task may take.
        megabytes: the most memory a worker may take; beyond it ``work`` meets a MemoryError.
    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        on_death: Callable[[Task, Death], Result],
        *,
        jobs: int,
        seconds: float,
        megabytes: int,
    ) -> None:
        self._work = work
        self._on_death = on_death
        self._jobs = jobs
        self._seconds = seconds
        self._megabytes = megabytes
        self._workers: list[_Worker[Task, Result]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def results(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """The results in the order of the tasks, each given as soon as those before it are known."""
        waiting = deque(enumerate(tasks))
        known: dict[int, Result] = {}
        for wanted in range(len(tasks)):
            while wanted not in known:
                self._hand_out(waiting)
                known.update(self._collect(tasks))
            yield known.pop(wanted)

    def _hand_out(self, waiting: "deque[tuple[int, Task]]") -> None:
        """Give every idle worker a task, and start workers while there is work for them."""
        for worker in self._workers:
            if waiting and worker.task is None:
                worker.give(*waiting.popleft())
        while waiting and len(self._workers) < self._jobs:
            started: _Worker[Task, Result] = _Worker(self._work, self._megabytes)
            self._workers.append(started)
            started.give(*waiting.popleft())

    def _collect(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
        """Wait until a worker has a result, dies, or runs out of time."""
        busy = [worker for worker in self._workers if worker.task is not None]
        first_end = min(worker.since for worker in busy) + self._seconds
        ready = wait([worker.pipe for worker in busy], timeout=max(first_end - time.monotonic(), 0.0))
        for worker in busy:
            number = worker.task
            if number is None or not (worker.pipe in ready or worker.has_worked(self._seconds)):
                continue
            result = worker.take() if worker.pipe in ready else Death.OUT_OF_TIME
            if isinstance(result, Death):
                self._workers.remove(worker)
                worker.end()
                yield number, self._on_death(tasks[number], result)
            else:
                yield number, result


class _Worker(Generic[Task, Result]):
    """One process, the pipe to it, and the number of the task it has."""

    def __init__(self, work: Callable[[Task], Result], megabytes: int) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = _process(_serve, work, theirs, os.getpid(), megabytes)
        self.task: int | None = None
        self.since = 0.0
        self.process.start()
        theirs.close()

    def give(self, number: int, task: Task) -> None:
        self.task, self.since = number, time.monotonic()
        self.pipe.send(task)

    def take(self) -> Result | Death:
        """The result, or how the process died instead of sending one."""
        self.task = None
        try:
            result: Result = self.pipe.recv()
        except (EOFError, OSError):
            return Death.CRASHED
        return result

    def has_worked(self, seconds: float) -> bool:
        return time.monotonic() - self.since >= seconds

    def end(self) -> None:
        self.process.kill()
        self.process.join(ENDING_SECONDS)
        self.pipe.close()


def _process(target: Callable[..., None], *args: object) -> BaseProcess:
    """A process that ends with this one; where it may be a copy of this, nothing is imported anew."""
    if FORKS:
        return multiprocessing.get_context("fork").Process(target=target, args=args, daemon=True)
    return multiprocessing.get_context("spawn").Process(target=target, args=args, daemon=True)


def _serve(work: Callable[[Task], Result], pipe: Connection, parent: int, megabytes: int) -> None:
    """Do what is sent, one task after another, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    while os.getppid() == parent:
        if pipe.poll(IDLE_SECONDS):
            try:
                pipe.send(work(pipe.recv()))
            except (EOFError, BrokenPipeError):
                return
