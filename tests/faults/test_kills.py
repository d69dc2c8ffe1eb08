"""Processes are killed while a thousand files are handed in: what was acknowledged stays, no job is lost."""

import asyncio
import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import psycopg
import pytest
from tests.service.installation import WEB, WORKER, installed, parent, until
from tests.service.staff import Clerk, answer

from gongkai.service.database import NAME

WRITES, CONTENTS = 1000, 20
CLERKS = ("jingban", "shenhe", "fuzeren", "caizheng")
SESSIONS = 5  # for each: a person's requests wait for each other at the session's row
PATIENCE = 240
PAUSE = 0.5
KEPT = "SELECT name, sha256 FROM files_file JOIN files_storedfile s ON s.id = stored_id"
JOBS = """
SELECT entry.id, array_agg(job.status::text) FILTER (WHERE job.id IS NOT NULL) FROM ledger_entry AS entry
LEFT JOIN procrastinate_jobs AS job
       ON job.task_name = 'files.read' AND (job.args ->> 'entry')::bigint = entry.id
WHERE entry.act = 'files.FileStored' GROUP BY entry.id
"""


@pytest.fixture
def site():
    with installed(workers=2) as made:
        yield made


@pytest.fixture
def base(site):
    """Asks the database as its superuser, which sees everything; a new connection each time."""

    def ask(query):
        with psycopg.connect(site.cluster.start(), dbname=NAME) as connection:
            return connection.execute(query).fetchall()

    return ask


class Crowd:
    """Everybody at once hands in a file, again and again until it is acknowledged.

    Attributes:
        acknowledged: names of the files that the site said it has kept.
        answers: how often each status came; 0 is a connection that broke.
    """

    def __init__(self, site, strokes):
        self.strokes = strokes
        self.acknowledged = set()
        self.answers = Counter()
        clerks = [Clerk(site, f"{name}@demo.example") for name in CLERKS for _ in range(SESSIONS)]
        names = (f"材料{number}.txt" for number in range(WRITES))
        contents = cycle([f"第{number}份材料\n".encode() for number in range(CONTENTS)])
        self.writes = {
            name: clerk.upload(name, content)
            for name, clerk, content in zip(names, cycle(clerks), contents, strict=False)
        }

    async def run(self):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(self._insist(*write) for write in self.writes.items()))

    async def _insist(self, name, asked):
        while name not in self.acknowledged:
            head = await answer(asked)
            status = int(head.split()[1]) if head else 0
            self.answers[status] += 1
            if status == 302:
                assert "location: /desk/files/\r\n" in f"{head.lower()}\r\n", head
                self.acknowledged.add(name)
                self._strike()
            else:
                await asyncio.sleep(PAUSE)

    def _strike(self):
        if stroke := self.strokes.get(len(self.acknowledged)):
            os.kill(stroke(), signal.SIGKILL)


def web_process(site):
    return next(number for number in site.processes(WEB) if parent(number) == site.started(WEB))


def postmaster(base):
    ((folder,),) = base("SHOW data_directory")
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])


def test_what_is_acknowledged_survives_kill_9_of_every_process_in_turn(site, base):
    server = postmaster(base)
    strokes = {
        150: lambda: web_process(site),
        300: lambda: site.started(WORKER),
        450: lambda: server,
        600: lambda: site.started(WEB),
    }
    crowd = Crowd(site, strokes)
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps a loop running in this thread
        apart.submit(lambda: asyncio.run(crowd.run())).result()
    assert len(crowd.acknowledged) == WRITES
    # What was not acknowledged was told in words, or the line broke: no page fell over.
    assert set(crowd.answers) <= {0, 302, 503}, crowd.answers
    assert postmaster(base) != server

    kept = base(KEPT)
    assert {name for name, _ in kept if name.startswith("材料")} == set(crowd.writes)  # beside the demo's own
    files = site.folder / "var" / "files"
    on_disk = {path.name for path in files.rglob("*") if path.is_file()}
    assert {sha256 for _, sha256 in kept} <= on_disk
    told = site.command("verify")
    assert (told.returncode, "台账完好" in told.stdout) == (0, True), told.stdout + told.stderr

    def all_jobs_are_done():
        return all(states == ["succeeded"] for _, states in base(JOBS))

    assert len(base(JOBS)) == len(kept) >= WRITES
    assert all(states is not None and len(states) == 1 for _, states in base(JOBS))
    until(all_jobs_are_done, 180)
