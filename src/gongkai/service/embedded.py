"""The embedded PostgreSQL: a wheel carries the binaries, initdb and pg_ctl are our own calls.

It listens on 127.0.0.1 only, asks for a password, and keeps every promise of durability. PostgreSQL
refuses to run as root; then it runs as a user of its own, in a place that this user can reach.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from gongkai.service import binaries, osuser

ADMIN = "gongkai_admin"
HERE = "127.0.0.1"
START_SECONDS, STOP_SECONDS = 600, 60
# After a crash the old children hold the shared memory for a moment.
TRIES, PAUSE = 20, 0.5
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {
    "listen_addresses": HERE,
    "unix_socket_directories": "''",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
WHERE_OTHERS_REACH = Path("/var/lib/gongkai")


class EmbeddedError(Exception):
    """The embedded database could not be made or started; the message says in Chinese what to do."""


@dataclass(frozen=True, slots=True)
class _Run:
    """As whom and from where PostgreSQL's programs run."""

    home: Path
    programs: Path
    user: osuser.OsUser | None

    def call(self, program: str, *arguments: str, log: Path) -> int:
        """Run a program to its end; what it says goes to a file, since a started server keeps its streams."""
        with log.open("ab") as said:
            return subprocess.run(  # noqa: S603  our own program
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={"LC_ALL": "C", "PATH": os.defpath},
                cwd="/",
                check=False,
                **(self.user.as_arguments() if self.user else {}),
            ).returncode


class Cluster:
    """A PostgreSQL cluster that belongs to a folder.

    Args:
        folder: where it keeps its data, password and port.
        durable: whether a commit survives a power cut; only tests do without.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.durable = durable
        self.was_running = False

    def start(self) -> str:
        """Start it, or find it running, also after a crash.

        Returns:
            How to reach it as its superuser. ``was_running`` tells whether somebody else started it.

        Raises:
            EmbeddedError: it cannot be made or started.
        """
        with self._alone() as run:
            if not (run.home / "data" / "PG_VERSION").exists():
                self._create(run)
            self.was_running = self._answers(run)
            if not self.was_running:
                self._launch(run)
            return self._reached(run)

    def resume(self) -> None:
        """Start it again where it was, if its server is gone: whoever uses it keeps the way to it.

        Raises:
            EmbeddedError: it cannot be started there.
        """
        with self._alone() as run:
            if not _lives(run):
                self._launch(run, may_move=False)

    def stop(self) -> None:
        """Stop it, undoing what is not committed; nothing happens if it does not run."""
        with self._alone() as run:
            stop = ("stop", "-D", str(run.home / "data"), "-m", "fast", "-w", "-t", str(STOP_SECONDS))
            run.call("pg_ctl", *stop, log=run.home / "log")

    def destroy(self) -> None:
        """Stop it and remove all it kept."""
        self.stop()
        with self._alone() as run:
            shutil.rmtree(run.home, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[_Run]:
        """One starter at a time, in a place that is made ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield self._run()

    def _run(self) -> _Run:
        user = osuser.for_database()
        if user is None:
            return _made(_Run(self.folder, binaries.folder(), None))
        kept = self.folder / "cluster"
        if user.reaches(kept) and user.reaches(binaries.folder()):
            return _made(_Run(kept, binaries.folder(), user))
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        home = WHERE_OTHERS_REACH / name
        return _made(_Run(home / "cluster", binaries.copied_to(home / "postgresql"), user))

    def _create(self, run: _Run) -> None:
        secret = run.home / "password"
        _write(secret, secrets.token_urlsafe(24), run.user)
        shutil.rmtree(run.home / "data", ignore_errors=True)
        done = run.call(
            "initdb",
            *("-D", str(run.home / "data"), "-U", ADMIN, f"--pwfile={secret}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            "--data-checksums",
            log=run.home / "log",
        )
        if done:
            raise EmbeddedError(f"内置数据库没有建成：{_last_line(run)}。日志在“{run.home / 'log'}”。")

    def _launch(self, run: _Run, *, may_move: bool = True) -> None:
        for _ in range(TRIES):
            port = _port(run)
            wanted = SETTINGS | {"port": str(port)} | (DURABLE if self.durable else HASTY)
            options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
            start = ("start", "-D", str(run.home / "data"), "-w", "-t", str(START_SECONDS))
            done = run.call(
                "pg_ctl", *start, "-l", str(run.home / "log"), "-o", options, log=run.home / "log"
            )
            if done == 0 and self._answers(run):
                return
            if may_move:
                (run.home / "port").unlink(missing_ok=True)
            time.sleep(PAUSE)
        raise EmbeddedError(f"内置数据库没有启动：{_last_line(run)}。日志在“{run.home / 'log'}”。")

    def _answers(self, run: _Run) -> bool:
        """Whether our own server answers: another's on the same port would not take the password."""
        if not (run.home / "port").exists():
            return False
        try:
            with psycopg.connect(self._reached(run), connect_timeout=5) as base:
                row = base.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row == (str(run.home / "data"),)

    def _reached(self, run: _Run) -> str:
        return make_conninfo(
            host=HERE,
            port=(run.home / "port").read_text(),
            user=ADMIN,
            password=(run.home / "password").read_text(),
            dbname="postgres",
        )


def _made(run: _Run) -> _Run:
    run.home.mkdir(parents=True, exist_ok=True)
    run.home.chmod(0o700)
    if run.user:
        run.user.own(run.home)
    log = run.home / "log"
    if not log.exists():
        _write(log, "", run.user)
    return run


def _write(path: Path, content: str, user: osuser.OsUser | None) -> None:
    """A new file that nobody else can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
    if user:
        user.own(path)


def _port(run: _Run) -> int:
    """The port it had before, else a free one."""
    kept = run.home / "port"
    if not kept.exists():
        with socket.socket() as probe:
            probe.bind((HERE, 0))
            _write(kept, str(probe.getsockname()[1]), run.user)
    return int(kept.read_text())


def _lives(run: _Run) -> bool:
    """Whether its server runs, however busy it is."""
    try:
        os.kill(int((run.home / "data" / "postmaster.pid").read_text().split()[0]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, IndexError):
        return False
    return True


def _last_line(run: _Run) -> str:
    lines = (run.home / "log").read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "没有留下日志"
