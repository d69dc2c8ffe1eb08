"""Views on their way: what is shared by processes, what is gone after a day, what cannot be taken apart."""

import subprocess
import sys
from datetime import timedelta

import pytest
from tests.channels.reading import DAY, pool, pool_place, read  # noqa: F401  a fixture

from gongkai.channels import hits
from gongkai.channels.hits import UnsafeFolderError

pytestmark = pytest.mark.usefixtures("pool_place")
NEXT = DAY + timedelta(days=1)
MANY = """
import sys
from datetime import date
from pathlib import Path
from gongkai.channels.hits import Pool
for _ in range(200):
    Pool(Path(sys.argv[1])).add("justice", "guide/", who=["same"], is_robot=False, on=date(2026, 11, 25))
"""


def taken(today=DAY):
    return [(batch.on, list(batch.hits())) for batch in pool().take(today=today)]


def test_processes_share_a_salt_and_lose_no_view():
    running = [subprocess.Popen([sys.executable, "-c", MANY, pool().folder]) for _ in range(3)]
    found = []
    while any(one.poll() is None for one in running) or pool().take(today=DAY):
        for batch in pool().take(today=DAY):
            found += batch.hits()
            batch.done()
    assert [one.returncode for one in running] == [0, 0, 0]
    assert len(found) == 600
    assert len({hit.visitor for hit in found}) == 1


def test_a_salt_ends_with_its_day_and_nothing_of_it_is_left():
    read("a", on=DAY)
    file = pool().folder / "salt"
    old = file.read_bytes()[hits.DAY :]
    ((_, [before]),) = taken()
    read("a", on=NEXT)
    assert len(old) == hits.SALT
    assert old not in file.read_bytes()
    assert len(file.read_bytes()) == hits.DAY + hits.SALT
    after = taken(NEXT)[-1][1][0]
    assert before.visitor != after.visitor


def test_the_salt_of_a_day_without_a_next_reader_ends_too():
    read("a", on=DAY)
    pool().take(today=NEXT)
    assert set((pool().folder / "salt").read_bytes()) == {0}
    pool().take(today=NEXT + timedelta(days=1))
    read("b", on=NEXT)
    assert (pool().folder / "salt").read_bytes().startswith(NEXT.isoformat().encode())


def test_the_same_person_is_another_to_another_organ():
    read("a", organ="justice")
    read("a", organ="finance")
    ((_, [one, other]),) = taken()
    assert one.visitor != other.visitor


def test_a_batch_stays_until_it_is_done():
    read("a")
    (batch,) = pool().take(today=DAY)
    read("b")
    again = pool().take(today=DAY)
    assert batch in again
    assert len(again) == 2
    for one in again:
        one.done()
    assert taken() == []


def test_what_waits_too_long_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(hits, "MOST_BYTES", 100)
    read(*"abcdefgh")
    ((_, found),) = taken()
    assert len(found) == 3


def test_a_folder_that_others_can_read_is_not_used():
    pool().folder.mkdir(mode=0o755)
    pool().folder.chmod(0o755)
    with pytest.raises(UnsafeFolderError):
        read("a")


def test_only_one_sums_up_at_a_time():
    with pool().summing() as mine, pool().summing() as other:
        assert (mine, other) == (True, False)


def test_days_are_apart():
    read("a", on=DAY)
    read("b", on=NEXT)
    assert sorted(on for on, _ in taken(NEXT)) == [DAY, NEXT]
