"""The installation that ``bench.serving`` measures: the demo organs, their items, index and baked pages."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote
from uuid import uuid4

import psutil
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import conninfo_to_dict

from bench import server
from bench.serving import Figure, Server, WrongAnswerError, behind_nginx, memory, served, uncached, weights
from gongkai.catalogue.actions import publishing
from gongkai.catalogue.choices import Validity
from gongkai.catalogue.models import Column, Item, Publication, PublishedFile
from gongkai.isolation.roles import Role
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.jobs.acting import acting, system_id
from gongkai.opendata import places
from gongkai.opendata.writing import write_everything
from gongkai.organs.models import User
from gongkai.portal.baking import tree
from gongkai.portal.baking.keeping import everything
from gongkai.search.keeping import rebuild

HOST = "127.0.0.1:8000"
ACTS, PATIENCE = 5, 180
WORDS = ("通知", "行政复议", "法律援助", "2023", "公共法律服务", "人民调解")
OF_ALL = ("/", "/sitemap.xml", "/feed.xml", "/reports/", "/ledger/")
OF_ORGAN = ("", "guide/", "systems/", "catalogue/", "topics/", "map/", "reports/")
OF_PROGRAMS = ("feed.xml", "sitemap.xml", "sitemap-0.xml")


@dataclass(frozen=True)
class Site:
    """An installation with baked pages.

    Attributes:
        count: how many pages were baked.
        baked_each: seconds that one took.
        slug: the organ that has the items.
        database: how a web server reaches the database.
        postmaster: the process of the database.
    """

    count: int
    baked_each: float
    slug: str
    database: str
    postmaster: psutil.Process

    @property
    def root(self) -> Path:
        """The folder that a web server hands out."""
        return tree.site()

    @property
    def pages(self) -> Mapping[str, str]:
        """The pages that are measured, by name: the longest list and an item of middling length."""
        with entered(PUBLIC):
            out = Publication.objects.filter(organ__slug=self.slug, withdrawn_at__isnull=True)
            item = sorted(out.values_list("body", "pk"), key=lambda one: len(one[0]))[out.count() // 2][1]
            column = Column.objects.get(pk=out.order_by("-place").values_list("column", flat=True)[0])
        return {
            "条目页": f"/{self.slug}/items/{item}/",
            "栏目页": f"/{self.slug}/columns/{column.path}/",
            "首页": f"/{self.slug}/",
        }

    def page(self, address: str) -> bytes:
        """What a page says."""
        return tree.place_of(address).read_bytes()

    def sent(self, address: str) -> bytes:
        """What a browser is sent that asks for an address as it stands in a page."""
        if address.startswith(settings.STATIC_URL):
            return Path(settings.STATIC_ROOT / address.removeprefix(settings.STATIC_URL)).read_bytes()
        return Client(headers={"host": HOST}).get(unescape(address)).content

    def queries(self, address: str) -> int:
        """How often a page asks the database, the taking of its scope left out."""
        client = Client(headers={"host": HOST})
        client.get(f"{address}?fresh=1")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{address}?fresh=1")
        plain = [one["sql"] for one in found if "set_config" not in one["sql"]]
        return sum(sql.lstrip().startswith(("SELECT", "WITH")) for sql in plain)

    def mixed(self) -> list[str]:
        """Addresses of every kind of public page, each of which the app has to make."""
        with entered(PUBLIC):
            out = Publication.objects.filter(organ__slug=self.slug)
            items = [f"/{self.slug}/items/{pk}/" for pk in out.values_list("pk", flat=True)]
            columns = Column.objects.filter(organ__slug=self.slug).values_list("path", flat=True)
            lists = [f"/{self.slug}/columns/{path}/" for path in columns]
            files = PublishedFile.objects.values_list("publication", "file", "name")
            downloads = [
                f"/{self.slug}/items/{item}/files/{file}/{quote(name)}" for item, file, name in files
            ]
        plain = [
            *OF_ALL,
            *(f"/{self.slug}/{page}" for page in OF_ORGAN + OF_PROGRAMS),
            *items,
            *lists,
            *downloads,
            *self._data_files(),
        ]
        asked = [f"/search/?q={quote(word)}" for word in WORDS] * 10
        return [f"{address}?fresh=1" for address in plain] + asked

    def _data_files(self) -> Iterator[str]:
        """Addresses of the files with all that was published, which are made here: an act took them away."""
        write_everything(datetime.now(UTC), _untold)  # noqa: TID251  a command, whose moment this is
        for slug, folder in ((places.EVERYWHERE, "/data"), (self.slug, f"/{self.slug}/data")):
            found = places.manifest(slug)
            yield from (f"{folder}/{one.name}" for one in (found.files if found else ()))

    def latencies(self) -> Iterator[tuple[str, float, str]]:
        """Seconds from the end of an act to the moment at which the tree tells of it, with a real worker."""
        with entered(PUBLIC):
            out = Publication.objects.filter(organ__slug=self.slug, withdrawn_at__isnull=True)
            chosen = list(out.exclude(validity=Validity.REPEALED).order_by("-place")[: ACTS + 1])
        marked: list[float] = []
        withdrawn: list[float] = []
        mark = partial(publishing.mark_validity, validity=Validity.REPEALED)
        withdraw = partial(publishing.withdraw, keep_title=False)
        with working(self.database):
            self._until_told(chosen.pop(), mark)  # until the worker has begun
            for one in chosen:
                marked.append(self._until_told(one, mark))
                withdrawn.append(self._until_told(one, withdraw))
            # a withdrawal takes the lists away, and the worker puts them back last
            while not all(tree.is_there(address) for address in self.pages.values()):
                sleep(0.1)
        yield "标注废止后见于页面", max(marked), f"秒，{ACTS}次中最慢，至多5"
        yield "撤回后见于页面", max(withdrawn), f"秒，{ACTS}次中最慢，至多5"

    def _until_told(self, one: Publication, act: Callable[..., object]) -> float:
        ground, at = f"编号{uuid4().hex}", datetime.now(UTC)  # noqa: TID251  as below
        page = tree.place_of(f"/{self.slug}/items/{one.pk}/")
        with acting([one.organ_id]):
            by = User.objects.get(pk=system_id())
            act(Item.objects.get(pk=one.pk), why=ground, on=at.date(), at=at, by=by)
        begun = perf_counter()
        while not page.exists() or ground not in page.read_text():
            if perf_counter() - begun > PATIENCE:
                raise WrongAnswerError(ground)
            sleep(0.01)
        return perf_counter() - begun

    def served(self, workers: int = 1) -> AbstractContextManager[Server]:
        """A web server over this installation, as ``gongkai serve`` starts it."""
        return served(
            (sys.executable, "-m", "gongkai.service.web"),
            more={"DATABASE_URL": self.database},
            workers=workers,
            others=[self.postmaster],
        )


@contextmanager
def working(database: str) -> Iterator[None]:
    """A worker that does the jobs, as long as the block runs."""
    command = [sys.executable, "-m", "django", "work"]
    environment = os.environ | {"DATABASE_URL": database}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  ours
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def installed() -> Iterator[Site]:
    """An installation as long as the block runs."""
    with server.database(organs=0) as conninfo:
        server.point(conninfo, Role.OWNER, maintenance=True)
        call_command("demo", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123  for the whole process
        with psycopg.connect(conninfo, autocommit=True) as base:
            base.execute("DELETE FROM procrastinate_jobs")  # those of entering the demo, done below at once
            base.execute("VACUUM ANALYZE")
            postmaster = psutil.Process(_backend(base)).parent()
        server.point(conninfo, Role.APP)
        call_command("collectstatic", interactive=False, verbosity=0)
        rebuild(_untold, at=datetime.now(UTC))  # noqa: TID251  a command, whose moment this is
        begun = perf_counter()
        count, failed = everything(_untold)
        took = perf_counter() - begun
        if failed or postmaster is None:
            raise WrongAnswerError(f"{failed}")
        yield Site(count, took / count, _slug(), _url(conninfo), postmaster)


def _slug() -> str:
    with entered(PUBLIC):
        found = Publication.objects.values_list("organ__slug", flat=True).order_by("pk").last()
    return str(found)


def _url(conninfo: str) -> str:
    parts = conninfo_to_dict(conninfo)
    login = f"{parts['user']}:{quote(str(parts.get('password', '')))}"
    options = quote(f"-c role={Role.APP}")
    return f"postgresql://{login}@{parts['host']}:{parts['port']}/{parts['dbname']}?options={options}"


def _backend(base: psycopg.Connection) -> int:
    ((pid,),) = base.execute("SELECT pg_backend_pid()").fetchall()
    return int(pid)


def _untold(_: object) -> None:
    """Nobody looks at the progress."""


def measured() -> Iterator[Figure]:
    """All figures, in a process whose settings point to a folder of its own."""
    with installed() as site:
        yield "静态页面，全部生成", site.baked_each * 1e3, f"毫秒一页（{site.count:,}页，三种文件）"
        yield from site.latencies()
        yield from behind_nginx(site.pages, site.root)
        yield from uncached(site)
        yield from weights(site)
        yield from memory(site)


if __name__ == "__main__":
    found = []
    for figure in measured():
        print(*figure, file=sys.stderr, flush=True)
        found.append(figure)
    print(json.dumps(found))
