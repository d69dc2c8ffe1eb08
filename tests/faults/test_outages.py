"""The database is away for a while: pages say so in Chinese, then everything mends itself."""

import os
import re
import signal

import psycopg
import pytest
from tests.service.installation import WEB, WORKER, placed, until
from tests.service.staff import Clerk

from gongkai.service.database import APP_URL, NAME, OWNER_URL, embedded

PAGES = ("/", "/desk/", "/desk/files/", "/accounts/login/")


@pytest.fixture(scope="module")
def site():
    """One for both outages, which each leaves as it found it; nobody but the test starts its server again."""
    with placed() as made:
        reached = embedded(made.folder / "var")
        made.more = {APP_URL: reached.app, OWNER_URL: reached.owner}
        made.start()
        yield made


@pytest.fixture
def cluster(site):
    return site.cluster


def newest(server):
    """The newest job: those of the demo's own files come before it."""
    with psycopg.connect(server, dbname=NAME) as base:
        return base.execute("SELECT max(id) FROM procrastinate_jobs").fetchone()[0]


def states(server, after):
    """How the jobs are that read what was uploaded after that one."""
    query = "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'files.read' AND id > %s"
    with psycopg.connect(server, dbname=NAME) as base:
        return [status for (status,) in base.execute(query, [after])]


def check_words(answer):
    assert answer.status_code == 503
    assert re.search(r"<title>\s*系统暂时无法访问", answer.text)
    assert "请稍后刷新本页" in answer.text
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_tell_of_an_outage_and_recover_by_themselves(site, cluster):
    server = cluster.start()
    clerk = Clerk(site, "jingban@demo.example")
    web = set(site.processes(WEB))
    assert [clerk.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    cluster.stop()
    for _ in range(2):
        for page in PAGES:
            check_words(clerk.get(page))
        check_words(clerk.send(clerk.upload("停机时.txt", b"1")))
    assert (site.status("/healthz"), site.status("/readyz")) == (200, 503)
    assert cluster.start() == server
    # The same processes, the same session, at once.
    assert [clerk.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    assert clerk.send(clerk.upload("恢复后.txt", b"1")).headers["Location"] == "/desk/files/"
    assert set(site.processes(WEB)) == web
    names = clerk.get("/desk/files/").text
    assert ("停机时.txt" in names, "恢复后.txt" in names) == (False, True)


def test_jobs_asked_for_before_an_outage_are_done_after_it(site, cluster):
    server = cluster.start()
    clerk = Clerk(site, "jingban@demo.example")
    until(lambda: site.processes(WORKER), 20)
    for number in site.processes(WORKER):
        os.kill(number, signal.SIGSTOP)  # so that the job is still to be done when the database goes
    before = newest(server)
    assert clerk.send(clerk.upload("停机前.txt", "说明".encode())).status_code == 302
    assert states(server, before) == ["todo"]
    cluster.stop()
    for number in site.processes(WORKER):
        os.kill(number, signal.SIGCONT)
    until(lambda: site.status("/readyz") == 503, 20)
    assert cluster.start() == server

    def jobs_are_done():
        return states(server, before) == ["succeeded"]

    until(jobs_are_done, 120)
    assert clerk.send(clerk.upload("停机后.txt", "另一份说明".encode())).status_code == 302
    until(lambda: states(server, before) == ["succeeded"] * 2, 60)
