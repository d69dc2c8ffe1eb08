"""The index follows what is written to it, and keeps what was committed."""

import dataclasses
import subprocess
import sys

import pytest
from tests.search.test_queries import ENTRIES

from gongkai.search.index import opened, write
from gongkai.search.queries import find


@pytest.fixture
def folder(tmp_path):
    write(opened(tmp_path), ENTRIES)
    return tmp_path


def test_a_corrected_entry_stands_in_the_place_of_the_old(folder):
    write(opened(folder), [dataclasses.replace(ENTRIES[0], title="法律援助公告")])
    assert find(opened(folder), "法律援助").ids == [1]
    assert find(opened(folder), "行政复议").ids == [2]


def test_what_is_gone_is_found_no_more(folder):
    write(opened(folder), [], gone=[1])
    assert find(opened(folder), "行政复议").ids == [2]


def test_an_open_reader_sees_the_next_commit(folder):
    reader = opened(folder)
    assert find(reader, "行政复议").total == 2
    write(opened(folder), [], gone=[2])
    reader.reload()
    assert find(reader, "行政复议").ids == [1]


def test_a_second_writer_is_refused(folder):
    holding = opened(folder).writer(num_threads=1)
    with pytest.raises(ValueError, match="Lock"):
        write(opened(folder), ENTRIES)
    holding.rollback()


def test_what_was_not_committed_does_not_show(folder):
    writer = opened(folder).writer(num_threads=1)
    writer.delete_documents_by_term("id", 1)
    assert find(opened(folder), "行政复议").total == 2
    writer.rollback()


UNFINISHED = """
import sys, time
from pathlib import Path
from gongkai.search.index import opened
writer = opened(Path(sys.argv[1])).writer(num_threads=1)
writer.delete_documents_by_term("id", 1)
print("writing", flush=True)
time.sleep(60)
"""


def test_a_killed_writer_loses_nothing_and_leaves_no_lock(folder):
    with subprocess.Popen([sys.executable, "-c", UNFINISHED, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"writing\n"
        process.kill()
    assert find(opened(folder), "行政复议").ids == [1, 2]
    write(opened(folder), [], gone=[2])
    assert find(opened(folder), "行政复议").ids == [1]
