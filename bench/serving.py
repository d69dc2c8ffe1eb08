"""The public pages: behind the shipped nginx, uncached from the app, their weight, and a web worker's memory.

A demo installation of its own is written, indexed and baked; the measuring runs in a process of its own,
because it needs other settings than the other parts. Each rate is told beside one measured
in the same minute:

- the shipped ``deploy/nginx.conf`` against a bare nginx that serves the same files, both in one process, by
  turns, without TLS, which would cost both the same;
- an uncached page against a bare Django view that returns the same bytes, both from granian with one worker;
  what counts is the processor time of server and PostgreSQL together.

The memory of two workers, as ``gongkai serve`` starts them, is looked at while they answer
``GONGKAI_BENCH_VISITS`` mixed requests: what they share is counted once.
"""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

import psutil

if TYPE_CHECKING:
    from bench.serving_site import Site

Figure = tuple[str, float, str]
VISITS = int(os.environ.get("GONGKAI_BENCH_VISITS", "20000"))
SHIPPED = Path(__file__).parents[1] / "deploy" / "nginx.conf"
ROUNDS, SECONDS, CONNECTIONS = 9, 2, 16
ASKED = 200  # uncached pages in a row
# A page may take 6 ms to make where one from memory takes 0.14 ms; machines differ, the ratio hardly does.
MADE_TIMES = 6 / 0.14
WARM = 0.1  # of the visits, after which the memory is looked at for the first time
KILOBYTE, MEGABYTE = 1000, 1 << 20
SHARING = 2  # workers, as ``gongkai serve`` starts
SAME_WORKER = 100  # requests, after which another worker may be asked
FIGURE = re.compile(r"99%\s+([\d.]+)(us|ms|s)\b[\s\S]*?(\d+) requests in[\s\S]*Requests/sec:\s+([\d.]+)")
MILLISECONDS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
FETCHED = re.compile(r"<(?:link|script|img)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"[^>]*>")
SEEN_BY_PROGRAMS = re.compile(r"rel=\"(?:alternate|canonical|license)\"")
OF_THE_SITE = re.compile(r"/(?!/)|data:")
IN_SHEETS = re.compile(rb"url\(\s*['\"]?([^'\")]+)")
BARE = """
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bare")
PAGES = {pages!r}
def page(request, at):
    return HttpResponse(PAGES[at])
urlpatterns = [path("<int:at>/", page)]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
BARE_SERVER = (
    *(sys.executable, "-m", "granian", "--interface", "wsgi", "bare_pages:application", "--no-ws"),
    *("--blocking-threads", "1", "--log-level", "error"),
)
MAIN = """
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    {temporary}
    include /etc/nginx/mime.types;
    include {folder}/gongkai.conf;
    server {{
        listen 127.0.0.1:{bare};
        root {root};
        index index.html;
        gzip_static on;
    }}
}}
"""


class MissingProgramError(SystemExit):
    """A program that is measured with is not on this machine."""


class WrongAnswerError(AssertionError):
    """What was measured did not answer as it should, so its speed says nothing."""


def run() -> list[Figure]:
    """The figures as name, value, and unit with its limit."""
    for program, package in (("nginx", "nginx"), ("wrk", "wrk")):
        if which(program) is None:
            raise MissingProgramError(f"没有 {program}，测不了：请先安装（apt-get install {package}）")
    with TemporaryDirectory(prefix="gongkai-bench-") as folder:
        Path(folder).chmod(0o755)
        environment = os.environ | {
            "GONGKAI_VAR": f"{folder}/var",
            "GONGKAI_SITE_URL": "http://127.0.0.1:8000",
            "GONGKAI_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "gongkai.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.serving_site"], env=environment, stdout=subprocess.PIPE, check=True
        )
    return [(name, value, limit) for name, value, limit in json.loads(done.stdout.splitlines()[-1])]


# --- behind nginx ---


def behind_nginx(pages: Mapping[str, str], root: Path) -> Iterator[Figure]:
    """What the shipped nginx does beside the bare one, as ratios.

    Where other things run on the machine, the processor time of a request is told more truly than the rate.
    """
    with fronts(root) as (nginx, shipped, bare):
        for name, address in pages.items():
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(load(nginx, f"http://127.0.0.1:{shipped}{address}"))
                theirs.append(load(nginx, f"http://127.0.0.1:{bare}{address}"))
            both = list(zip(ours, theirs, strict=True))
            rates = median(one.rate / other.rate for one, other in both)
            yield f"{name}：本系统的 nginx 与裸 nginx 之比", rates, "倍，至少0.9"
            spent = median(one.each for one in ours) / median(one.each for one in theirs)
            yield f"{name}：处理器时间之比", spent, "倍，0.9倍的次数相当于至多1.11"
            yield f"{name}：本系统的 nginx", median(one.rate for one in ours), "次每秒"
            waits = median(one.wait for one in ours) / median(one.wait for one in theirs)
            yield f"{name}：p99 之比", waits, f"倍，至多1.5（{ROUNDS}次的中位数之比）"


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second, the milliseconds within which 99 of 100 were answered, seconds of processor each."""

    rate: float
    wait: float
    each: float


@contextmanager
def fronts(root: Path) -> Iterator[tuple[psutil.Process, int, int]]:
    """Nginx with the shipped file and beside it a bare server; its one worker, and the ports of both."""
    shipped, bare = free_port(), free_port()
    with TemporaryDirectory(prefix="gongkai-bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "gongkai.conf").write_text(adapted(SHIPPED.read_text(), shipped, root.parent))
        places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        main = MAIN.format(
            user="user root;" if os.geteuid() == 0 else "",
            folder=folder,
            temporary=" ".join(f"{place}_temp_path {folder}/{place};" for place in places),
            bare=bare,
            root=root,
        )
        (folder / "nginx.conf").write_text(main)
        command = [str(which("nginx")), "-p", name, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        with running(command, bare) as master:
            (worker,) = psutil.Process(master.pid).children()
            yield worker, shipped, bare


def adapted(shipped: str, port: int, root: Path) -> str:
    """The shipped file for this machine: plain, on another port, with the tree that was baked.

    Raises:
        WrongAnswerError: the file has changed so that this does not fit it any more.
    """
    _, _, site = shipped.partition("    listen 443 ssl http2;\n")
    head, _, _ = shipped.partition("server {\n    listen 80;")
    site, _, _ = site.rpartition("# 用别的域名")
    if not head or not site:
        raise WrongAnswerError(SHIPPED.name)
    told = f"{head}server {{\n    listen 127.0.0.1:{port};\n{site}"
    told = re.sub(r"(?m)^ *(listen \[::\]|ssl_|server_name).*\n", "", told)
    return told.replace("/var/lib/gongkai/baked", str(root)).replace("/var/lib/gongkai", str(root.parent))


def load(nginx: psutil.Process, address: str) -> Load:
    """As many requests as are answered in some seconds.

    Raises:
        WrongAnswerError: some answers were no pages.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", "Accept-Encoding: gzip"]
    before = spent_by(nginx)
    done = subprocess.run([*command, address], capture_output=True, text=True, check=True)  # noqa: S603  ours
    found = FIGURE.search(done.stdout)
    if found is None or "Non-2xx" in done.stdout:
        raise WrongAnswerError(f"{address}\n{done.stdout}")
    wait, unit, count, rate = found.groups()
    each = (spent_by(nginx) - before) / int(count)
    return Load(float(rate), float(wait) * MILLISECONDS[unit], each)


def spent_by(process: psutil.Process) -> float:
    """Seconds of processor time."""
    return sum(process.cpu_times()[:2])


# --- from the app ---


def uncached(site: "Site") -> Iterator[Figure]:
    """The processor time of a page that is rendered, and of a bare view that returns the same bytes."""
    contents = [site.page(address) for address in site.pages.values()]
    with TemporaryDirectory() as folder:
        (Path(folder) / "bare_pages.py").write_text(BARE.format(pages=contents))
        with served(BARE_SERVER, more={"PYTHONPATH": folder}) as server:
            bare = [server.each(f"/{at}/", ASKED * 5) for at in range(len(contents))]
    with site.served() as server:
        for (name, address), other in zip(site.pages.items(), bare, strict=True):
            spent = server.each(f"{address}?fresh=1", ASKED)
            yield f"{name}：不用静态页面，由程序生成", spent * 1e3, "毫秒处理器时间，含数据库"
            yield f"{name}：只返回同样字节的 Django 页面", other * 1e3, "毫秒处理器时间"
            yield f"{name}：前者与后者之比", spent / other, f"倍，至多{MADE_TIMES:.0f}"
            yield f"{name}：由程序送出静态页面", server.each(address, ASKED * 5) * 1e3, "毫秒处理器时间"
            yield f"{name}：查询", float(site.queries(address)), "次，至多5"


# --- weight ---


def weights(site: "Site") -> Iterator[Figure]:
    """What a browser fetches for an item's page, compressed as it comes: at first, and from then on."""
    page = site.page(site.pages["条目页"])
    own = len(gzip.compress(page, 9)) / KILOBYTE
    fetched = {
        found.group(1)
        for found in FETCHED.finditer(page.decode())
        if not SEEN_BY_PROGRAMS.search(found.group(0))
    }
    foreign = [address for address in fetched if not OF_THE_SITE.match(address)]
    rest = 0.0
    for address in fetched - set(foreign):
        content = site.sent(address)
        foreign += [
            one for one in IN_SHEETS.findall(content) if b"//" in one and not one.startswith(b"data:")
        ]
        rest += len(gzip.compress(content, 9)) / KILOBYTE
    yield "条目页：第一次访问", own + rest, f"KB，压缩后，至多60（含{len(fetched)}个样式、脚本、图标、图片）"
    yield "条目页：以后", own, "KB，压缩后，至多10"
    yield "条目页：向其他主机的请求", float(len(foreign)), "次，必须是0"


# --- memory ---


def memory(site: "Site") -> Iterator[Figure]:
    """The memory of a web worker before and after many mixed requests, all of them rendered."""
    with site.served(workers=SHARING) as server:
        visits = Random(20261126).choices(site.mixed(), k=VISITS)
        first = int(VISITS * WARM)
        server.visit(visits[:first])
        before = server.memory() / SHARING
        server.visit(visits[first:])
        after = server.memory() / SHARING
        largest = server.largest()
    yield f"网页进程的内存，{first:,}次混合访问后", before / MEGABYTE, "MB"
    yield f"网页进程的内存，{VISITS:,}次混合访问后", after / MEGABYTE, f"MB，{SHARING}个进程平均，至多160"
    yield "同上，单看一个进程，与其他进程共用的也全算上", largest / MEGABYTE, "MB"
    yield "其间增长", (after / before - 1) * 100, "%，至多5"


class Server:
    """A web server, and the PostgreSQL behind it."""

    def __init__(self, process: psutil.Process, port: int, others: Sequence[psutil.Process]) -> None:
        self.process, self.port, self.others = process, port, others

    def each(self, address: str, count: int) -> float:
        """Seconds of processor time for one of so many requests in a row."""
        self.visit([address] * (count // 10))
        before = self._spent()
        self.visit([address] * count)
        return (self._spent() - before) / count

    def visit(self, addresses: Sequence[str]) -> None:
        """Ask for one after the other.

        Raises:
            WrongAnswerError: one is not answered with a page.
        """
        rng = Random(len(addresses))
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number, address in enumerate(addresses, 1):
            visitor = ".".join(str(rng.randrange(1, 255)) for _ in range(4))
            headers = {"Host": "127.0.0.1:8000", "Accept-Encoding": "gzip", "X-Forwarded-For": visitor}
            connection.request("GET", quote(address, safe="/?=&%"), headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:  # noqa: PLR2004  HTTP's OK
                raise WrongAnswerError(f"{address} {answer.status}")
            if number % SAME_WORKER == 0:
                connection.close()  # the next one may be another worker's
        connection.close()

    def memory(self) -> int:
        """Bytes that all processes of the server hold together, those that they share counted once."""
        return sum(one.memory_full_info().pss for one in self._processes())

    def largest(self) -> int:
        """Bytes that the largest process sees, those that it shares among them."""
        return max(one.memory_info().rss for one in self._processes())

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def _spent(self) -> float:
        found = self._processes()
        for one in self.others:
            found += [one, *one.children(recursive=True)]
        return sum(map(spent_by, found))


@contextmanager
def served(
    command: Sequence[str],
    *,
    more: Mapping[str, str],
    workers: int = 1,
    others: Sequence[psutil.Process] = (),
) -> Iterator[Server]:
    """A server that is started with a command, which is told where to listen."""
    port = free_port()
    place = ("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers))
    with running([*command, *place], port, more=more) as process:
        yield Server(psutil.Process(process.pid), port, others)


@contextmanager
def running(
    command: Sequence[str], port: int, *, more: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process, from when it listens until the block ends.

    Raises:
        WrongAnswerError: it ended by itself, or did not listen within a minute.
    """
    environment = {**os.environ, **(more or {})}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  ours
    try:
        end = monotonic() + 60
        while not listens(port):
            if process.poll() is not None or monotonic() > end:
                raise WrongAnswerError(command[0])
            sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def which(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
