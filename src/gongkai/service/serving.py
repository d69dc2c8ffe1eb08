"""What runs when an installation serves, in the order in which it is made ready."""

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from gongkai.service import commands
from gongkai.service.database import Access, var
from gongkai.service.supervisor import Child

# Of Bootstrap's many files one is used, with the map that it names.
UNUSED = ("*rtl*", "bootstrap-*", "bootstrap.css*", "bootstrap.*js*")
METRICS = "PROMETHEUS_MULTIPROC_DIR"
PROBE_SECONDS = 2


class NotReadyError(Exception):
    """A step before serving failed; what went wrong is on the screen already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


def prepare(access: Access, *, demo: bool, bare: bool = False) -> Iterator[str]:
    """Make an installation ready, telling each step before it is taken; ``bare`` as in ``demo.steps``.

    Raises:
        NotReadyError: a step failed.
    """
    yield "检查设置"
    if os.environ.get("GONGKAI_ENV") == "production":
        _do(access.processes, "check", "--deploy", "--tag", "production", "--fail-level", "ERROR")
    if demo:
        yield "更新数据库结构，准备示例数据"
        _do(access.maintenance, "demo", *(["--bare"] if bare else []))
    else:
        yield "更新数据库结构"
        _do(access.maintenance, "migrate", "--skip-checks", "--verbosity", "0")
    folder = var(os.environ)
    for name in ("files", "mail", "sms", "metrics"):
        # Nobody else's, though a web server in front may be let into the folder above, for the static files.
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in (folder / "metrics").glob("*.db"):
        old.unlink()
    stamp, wanted = folder / "static.stamp", _fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        yield "整理样式和脚本"
        ignored = [word for pattern in UNUSED for word in ("--ignore", pattern)]
        # Files of the release before stay: baked pages name them until they are baked again.
        _do(access.processes, "collectstatic", "--noinput", "--verbosity", "0", *ignored)
        stamp.write_text(wanted)


def children(access: Access, address: Address, *, workers: int) -> list[Child]:
    """The processes of an installation: web server, worker with its scheduler, keeper of the database.

    A given database has its own keeper.
    """
    metrics = {METRICS: str(var(os.environ) / "metrics")}
    web = (
        *(sys.executable, "-m", "gongkai.service.web", "--host", address.host),
        *("--port", str(address.port), "--workers", str(workers)),
    )
    worker = (*commands.MANAGE, "work")
    started = [Child("web", web, access.processes | metrics), Child("worker", worker, access.processes)]
    if access.cluster:
        keeper = (sys.executable, "-m", "gongkai.service.keeping", str(access.cluster.folder))
        started.append(Child("database", keeper, {}))
    return started


def answers(address: Address) -> bool:
    """Whether the web server answers."""
    try:
        with urlopen(f"{address.url}/healthz", timeout=PROBE_SECONDS) as response:  # noqa: S310  our own address
            return bool(response.status == 200)  # noqa: PLR2004  HTTP's OK
    except (URLError, OSError):
        return False


def _do(environment: dict[str, str], *arguments: str) -> None:
    if commands.run(environment, *arguments):
        raise NotReadyError(f"“{arguments[0]}”这一步没有完成，原因见上")


def _fingerprint() -> str:
    """Changes with the program's version, its static files, and Bootstrap's version."""
    package = Path(__file__).parents[1]
    found = sorted(package.glob("*/static/**/*"))
    parts = [f"{path} {path.stat().st_mtime_ns}" for path in found if path.is_file()]
    parts += [version(name) for name in ("gongkai", "bootstrap-wrapper", "django-allauth")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
