"""Disclosure on request at size: table 3, the desk's pages, submissions, and a changed calendar.

With 50,000 requests, or as many as GONGKAI_BENCH_REQUESTS says. The rows are those of the simulation, written
in bulk: every chain verifies and every case folds.
"""

import os
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from unittest.mock import patch

import psycopg
from django.conf import settings
from django.contrib.auth import login
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.utils.timezone import get_current_timezone

from bench import server
from gongkai import facts
from gongkai.desk.listing import PER_PAGE
from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.jobs.acting import system_id
from gongkai.law.holidays import Holiday, Notice
from gongkai.law.workdays import Calendar
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ, Unit, User
from gongkai.portal.requests.handing_in import When, hand_in
from gongkai.requests import figures
from gongkai.requests.actions.intake import Asked
from gongkai.requests.models import InfoRequest
from gongkai.requests.tasks import recomputing
from gongkai.service.simulation.bulk import Bulk
from gongkai.service.simulation.odds import Odds, shipped
from gongkai.service.simulation.patterns import Patterns
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.playing import Staff
from gongkai.service.simulation.walker import Course, Walker

REQUESTS = int(os.environ.get("GONGKAI_BENCH_REQUESTS", "50000"))
OPEN = min(REQUESTS // 2, 100_000)
SMALL, COURSES, SEED = 10_000, 2_000, 20261126
FIRST, TODAY, YEAR = date(2022, 1, 4), date(2026, 9, 30), 2025
# Histories end with the service of the reply: until then a request is on the list of open ones.
SHORTENED = dict.fromkeys(("S10", "S11", "X1", "X2", "X3"), 1.0)
LARGEST, USUAL, WAITING = 1, 150, server.ORGANS
LARGER_FIRST = 4
ROUNDS = 60
SERVERS = 2  # processes of one thread, as ``gongkai serve`` starts; all who hand in wait for these
SUBMISSIONS, SIZE = 400, 200 << 10
IN_AUTUMN, DECEMBER = date(2026, 10, 8), date(2026, 12, 24)
LISTS = {"未办结的申请": "/desk/requests/", "全部申请": "/desk/requests/?view="}
FULL_PAGES = 10  # of open requests, so that the pages compared show as much
WEEK = Holiday("示例假", date(2027, 1, 4), date(2027, 1, 8))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLACES = f"""
UPDATE organs_organ SET document_code = 'O' || id;
INSERT INTO organs_unit (id, organ_id, name, is_disclosure_office, phone, is_active) OVERRIDING SYSTEM VALUE
SELECT n, n, 'office', true, '', true FROM generate_series(1, {server.ORGANS}) n;
INSERT INTO organs_user (id, organ_id, email, name, password, phone, is_active) OVERRIDING SYSTEM VALUE
VALUES (1000, {LARGEST}, 'clerk@bench.example', 'clerk', '!', '', true);
INSERT INTO organs_appointment (user_id, organ_id, role, since_on)
VALUES (1000, {LARGEST}, 'clerk', '2020-01-01')
"""
# The rows that a submission leaves, for the same INSERTs without what makes them safe.
LEFT = {
    "requests_inforequest": "id = {pk}",
    "requests_applicant": "request_id = {pk}",
    "requests_words": "request_id = {pk}",
    "requests_paper": "request_id = {pk}",
    "ledger_entry": "about = 'requests.inforequest:{pk}'",
    "files_file": "id IN (SELECT file_id FROM requests_paper WHERE request_id = {pk})",
}


FILLING = bytes(Random(SEED).choices(b"0123456789\n", k=SIZE))
SEQUENTIAL = "SET enable_indexonlyscan = off; SET enable_indexscan = off; SET enable_bitmapscan = off"


class DisagreementError(AssertionError):
    """Two ways to count the same do not agree, or what was written does not verify."""


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    system_id.cache_clear()
    with server.database() as conninfo, TemporaryDirectory(prefix="gongkai-bench-") as root:
        settings.FILES_ROOT = Path(root)
        # Pages name static files as they are: none was collected here.
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        with connection.cursor() as cursor:
            cursor.execute(PLACES)
        found = list(Measuring(conninfo).figures())
        connection.close()
        return found


class Measuring:
    """A database of requests, and how long things take in it."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.rng, self.odds = Random(SEED), shortened()
        self.system = User.objects.get(email=User.SYSTEM_EMAIL)

    def figures(self) -> Iterator[tuple[str, float, str]]:
        self.write(SMALL)
        self.fill_pages()
        small = self.pages()
        yield "模拟，成批写入", (REQUESTS - SMALL) / self.write(REQUESTS - SMALL), "件每秒"
        yield from self.tables()
        for name, (seconds, cpu) in self.pages().items():
            of_small, cpu_of_small = small[name]
            yield f"{name}：{REQUESTS:,}件与{SMALL:,}件之比（p95）", seconds / of_small, "倍，至多1.3"
            yield "同上，网页进程与数据库合计的处理器时间之比", cpu / cpu_of_small, "倍"
            yield f"{name}：{REQUESTS:,}件（p95）", seconds * 1e3, "毫秒"
        yield from self.submissions()
        yield from self.recomputation()

    # the rows

    def write(self, count: int) -> float:
        """So many more requests over all organs, as the owner; the seconds that the writing took."""
        server.point(self.conninfo, Role.OWNER, maintenance=True)
        walker = Walker(self.rng, self.odds, TODAY)
        starts = working_days(min(COURSES, count), self.rng)
        courses = [walker.course(day) for day in starts]
        weights = [1 / (organ + LARGER_FIRST) for organ in range(1, server.ORGANS + 1)]
        asked = Counter(self.rng.choices(range(1, server.ORGANS + 1), weights, k=count))
        begun, patterns = perf_counter(), Patterns(TODAY)
        for organ, mine in sorted(asked.items()):
            self.fill(organ, self.rng.choices(courses, k=mine), patterns)
        took = perf_counter() - begun
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            base.execute("VACUUM ANALYZE")  # the statistics that plans rest on
        server.point(self.conninfo, Role.APP)
        return took

    def fill(self, organ: int, courses: Sequence[Course], patterns: Patterns) -> None:
        place = Organ.objects.get(pk=organ)
        staff = Staff(place, Unit.objects.get(organ=place), self.system, self.system)
        bulk = Bulk(staff, self.rng, self.odds, patterns, role=Role.OWNER, with_words=False)
        for _ in bulk.write(courses):
            pass

    def fill_pages(self) -> None:
        """Let the largest organ have pages full of open requests among the few, too."""
        server.point(self.conninfo, Role.OWNER, maintenance=True)
        courses = self.open_courses(self.odds, TODAY)
        self.fill(LARGEST, self.rng.choices(courses, k=FULL_PAGES * PER_PAGE), Patterns(TODAY))
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            base.execute("VACUUM ANALYZE")
        server.point(self.conninfo, Role.APP)

    def open_courses(self, odds: Odds, today: date) -> list[Course]:
        """Of requests made in the fortnight before a day, those that are not closed on it."""
        walker = Walker(self.rng, odds, today)
        starts = [facts.calendar().add_workdays(today, -n) for n in range(1, 15)]
        drawn = [walker.course(starts[n % len(starts)]) for n in range(COURSES)]
        return [course for course in drawn if course.case.closed_on is None]

    # (a) table 3

    def tables(self) -> Iterator[tuple[str, float, str]]:
        every = range(1, server.ORGANS + 1)
        with scope.entered(scope.acting_for(every, user=self.system.pk)):
            entries = Entry.objects.count()
            yield "申请", InfoRequest.objects.count(), "件"
            yield "台账记录", entries, "条"
            largest = p95(lambda: figures.table_of([LARGEST], YEAR))
            usual = p95(lambda: figures.table_of([USUAL], YEAR))
            together = median(timed(lambda: figures.tables_of_all(YEAR)) for _ in range(5))
            drills = [
                p95(partial(self.drilled, organ, row))
                for organ in (LARGEST, USUAL)
                for row in ("new", "granted")
            ]
            for organ in (LARGEST, USUAL):
                agree(organ)
        counted = median(timed(self.bare_count) for _ in range(5))
        yield "表三，最大的机关一年（p95）", largest * 1e3, "毫秒，至多10"
        yield "表三，一般的机关一年（p95）", usual * 1e3, "毫秒，至多10"
        yield f"表三，{server.ORGANS}个机关一次查询", together * 1e3, "毫秒"
        yield "同上，与逐条数一遍台账之比", together / counted, "倍，至多0.5"
        yield "表三任意一格打开所列申请（p95）", max(drills) * 1e3, "毫秒，至多50"

    def drilled(self, organ: int, row: str) -> None:
        list(figures.behind([organ], YEAR, row).order_by("-year", "-number")[:25])

    def bare_count(self) -> None:
        with psycopg.connect(self.conninfo) as base:
            base.execute(SEQUENTIAL)
            base.execute("SELECT count(*) FROM ledger_entry").fetchone()

    # (b) pages

    def pages(self) -> dict[str, tuple[float, float]]:
        """Of each page the 95th percentile, and the seconds of processor that one takes."""
        client = logged_in(1000)
        with scope.entered(scope.acting_for([LARGEST], user=self.system.pk)):
            case = InfoRequest.objects.order_by("pk")[5].pk
        addresses = {**LISTS, "一件申请": f"/desk/requests/{case}/"}
        return {name: self.page(partial(seen, client, address)) for name, address in addresses.items()}

    def page(self, work: Callable[[], object]) -> tuple[float, float]:
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            before = self.worked(base)
            seconds = p95(work)
            return seconds, (self.worked(base) - before) / (ROUNDS + 1)

    # (c) submissions

    def submissions(self) -> Iterator[tuple[str, float, str]]:
        connection.close()  # no process shares one with another
        with ProcessPoolExecutor(SERVERS, get_context("fork")) as servers:
            list(servers.map(answered, range(SERVERS)))  # what is made once is made
            with psycopg.connect(self.conninfo, autocommit=True) as base:
                before, begun = served(base), perf_counter()
                done = list(servers.map(answered, range(SERVERS, SERVERS + SUBMISSIONS)))
                took, cpu = perf_counter() - begun, served(base) - before + sum(used for _, used in done)
                pk = base.execute("SELECT max(id) FROM requests_inforequest").fetchone()[0]
                bare = self.bare_inserts(base, pk)
        serials, count = [serial for serial, _ in done], SUBMISSIONS
        with scope.entered(scope.acting_for([USUAL], user=self.system.pk)):
            about = [f"requests.inforequest:{pk}" for pk in serials]
            told = Entry.objects.filter(act="law.Submitted", about__in=about)
            if told.count() != count or len(set(serials)) != count:
                raise DisagreementError
        yield f"网上提交，{SERVERS}个网页进程不停地受理，各带200 KB附件", count / took, "件每秒"
        yield "同上，网页进程与数据库合计", cpu / count * 1e3, "毫秒处理器时间一件，至多12"
        yield "同样的行用普通 INSERT，数据库", bare * 1e3, "毫秒处理器时间一件"

    def worked(self, base: psycopg.Connection) -> float:
        """The seconds of processor that this process and the server have used."""
        own = resource.getrusage(resource.RUSAGE_SELF)
        return own.ru_utime + own.ru_stime + served(base)

    def bare_inserts(self, base: psycopg.Connection, pk: int, times: int = 200) -> float:
        for table, rows in LEFT.items():
            base.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WITH NO DATA")
            base.execute(f"CREATE TEMP TABLE one_{table} AS SELECT * FROM {table} WHERE {rows.format(pk=pk)}")
        before = served(base)
        for _ in range(times):
            with base.transaction():
                for table in LEFT:
                    base.execute(f"INSERT INTO bare_{table} SELECT * FROM one_{table}")
        return (served(base) - before) / times

    # (d) a changed calendar

    def recomputation(self) -> Iterator[tuple[str, float, str]]:
        server.point(self.conninfo, Role.OWNER, maintenance=True)
        courses = self.open_courses(shipped(), DECEMBER)
        self.fill(WAITING, self.rng.choices(courses, k=OPEN), Patterns(DECEMBER))
        with psycopg.connect(self.conninfo, autocommit=True) as base:
            base.execute("ANALYZE")
        server.point(self.conninfo, Role.APP)
        changed = with_next_year()
        with (
            patch.object(facts, "calendar", lambda: changed),
            patch.object(recomputing, "localdate", lambda: DECEMBER),
        ):
            took = timed(lambda: recomputing.recompute(organ=WAITING))
        with scope.entered(scope.acting_for([WAITING], user=self.system.pk)):
            moved = Entry.objects.filter(act="requests.DueMoved").count()
            if broken():
                raise DisagreementError
        yield f"载入一年的放假安排，重新计算{OPEN:,}件未办结申请", took, "秒，十万件至多60"
        yield "其中期限移动并记入台账", moved, "件"


def shortened() -> Odds:
    odds = shipped()
    return Odds(**{**{name: getattr(odds, name) for name in Odds.__slots__}, "ends": SHORTENED})


def working_days(count: int, rng: Random) -> list[date]:
    calendar = facts.calendar()
    span = calendar.workdays_between(FIRST, TODAY)
    return sorted(calendar.add_workdays(FIRST, rng.randrange(span)) for _ in range(count))


def with_next_year() -> Calendar:
    notice = Notice(2027, "示例〔2026〕1号", DECEMBER, DECEMBER, (WEEK,))
    return Calendar.from_notices((*facts.notices(), notice))


def agree(organ: int) -> None:
    """Count an organ's table again from its entries alone.

    Raises:
        DisagreementError: the register's rows say something else.
    """
    told: dict[str, dict[str, object]] = {}
    entries = Entry.objects.filter(organ=organ, act__startswith="law.").order_by("about", "on", "seq")
    for about, act, on, data in entries.values_list("about", "act", "on", "data").iterator(chunk_size=5000):
        _take(told.setdefault(about, {}), act.removeprefix("law."), on, data)
    counted: Counter[str] = Counter()
    for one in told.values():
        received, closed = one.get("received"), one.get("closed")
        if not isinstance(received, date) or "kind" not in one or received.year > YEAR:
            continue
        if isinstance(closed, date) and closed.year < YEAR:
            continue
        counted["new" if received.year == YEAR else "carried_in"] += 1
        counted["total" if isinstance(closed, date) and closed.year == YEAR else "carried_out"] += 1
    table = figures.table_of([organ], YEAR).rows
    if any(table[row][-1] != counted[row] for row in ("new", "carried_in", "total", "carried_out")):
        raise DisagreementError(organ, counted)


FIXES = {"counter": "Submitted", "oral": "Submitted", "signed_mail": "SignedFor"}
ENDS = {"Signed", "SupplementLapsed", "FeeLapsed", "Withdrawn"}


def _take(one: dict[str, object], act: str, on: date, data: dict[str, object]) -> None:
    if act == "Submitted":
        one["by"] = FIXES.get(str(data["channel"]), "Confirmed")
    if act == one.get("by"):
        one.setdefault("received", on)
    if act == "Registered":
        one["kind"] = data["applicant"]
    if act in ENDS:
        one.setdefault("closed", on)


def logged_in(person: int) -> Client:
    """A browser in which somebody has logged in."""
    client, request = Client(SERVER_NAME="127.0.0.1"), RequestFactory().get("/accounts/login/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    with scope.entered(scope.GATE):
        login(request, User.objects.get(pk=person), backend=BACKEND)
        request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def seen(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004  HTTP's OK
        raise DisagreementError(address, answer.status_code)


def answered(number: int) -> tuple[int, float]:
    """Somebody hands in a request: which was made, and the seconds of this process's processor."""
    before = process_time()
    return handed_in(Random(number), number), process_time() - before


def handed_in(rng: Random, number: int) -> int:
    text = f"{number}：附件，".encode() + FILLING
    file = SimpleUploadedFile("申请材料.txt", text, "text/plain")
    asked = Asked(content="示例文件", applicant=applicant(rng, shipped()))
    when = When(IN_AUTUMN, datetime.combine(IN_AUTUMN, time(9), get_current_timezone()))
    organ = Organ(pk=USUAL, document_code=f"O{USUAL}")
    return hand_in(organ, asked, [file], when=when).request.pk


def served(base: psycopg.Connection) -> float:
    """The seconds of processor that the server and all its processes have used, those that ended included."""
    postmaster = _stat(base.info.backend_pid)[0]
    ticks = sum(_stat(postmaster)[1:])
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent, *used = _stat(int(entry.name))
            except OSError:
                continue
            ticks += sum(used[:2]) if parent == postmaster else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """Of a process: its parent, its own time in user and system mode, and that of its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(fields[place]) for place in (1, 11, 12, 13, 14)]


def p95(work: Callable[[], object]) -> float:
    work()
    return quantiles((timed(work) for _ in range(ROUNDS)), n=20)[-1]


def timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
