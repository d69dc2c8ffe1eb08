"""The command refuses hostile, broken and foreign files, soon and in little memory, and goes on.

The readers alone are tried in ``test_reading_hostile``. Here the command is run as an office would
run it: each file in a process of its own, killed when it takes too long or too much.
"""

import json
import os
import subprocess
import sys

import pytest
import typst
from tests.audit.hostile import HOSTILE, files_of, sample

from gongkai.audit.reading import read_bytes

SECONDS, MEGABYTES = 10, 500
# A small process starts the command, since a child begins with the peak of the one that forks it.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "gongkai", *sys.argv[1:]])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime, file=sys.stderr)
sys.exit(done.returncode)
"""
REFUSED = [kind for kind, (_, _, word_of_refusal) in HOSTILE.items() if word_of_refusal]


def test_all_of_them_together_stay_within_time_and_memory():
    paths = files_of(REFUSED)
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, "audit", "--json", "--jobs", "1", *map(str, paths.values())],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * len(REFUSED),
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    kilobytes, seconds = map(float, run.stderr.splitlines()[-1].split())
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 2
    assert len(told) == len(REFUSED)
    assert [each["file"] for each in told if "error" not in each] == []
    assert seconds < SECONDS * 3  # of work, one after another
    assert kilobytes / 1024 < MEGABYTES


def test_one_that_cannot_be_read_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"")
    (tmp_path / "b.docx").write_bytes(sample())
    run = subprocess.run(
        [sys.executable, "-m", "gongkai", "audit", "--json", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    first, second = map(json.loads, run.stdout.splitlines())
    assert "error" in first
    assert second["verdict"] == "PASS"
    assert run.returncode == 2


@pytest.mark.parametrize("cells", ['colspan="100000"', 'colspan="-1"', 'colspan="九"', 'rowspan="99999999"'])
def test_a_monstrous_span_is_bounded(cells):
    page = f"<table><tr><td {cells}></td><td>一、本年新收政府信息公开申请数量</td></tr></table>".encode()
    assert read_bytes("a.html", page).organ is None


def test_a_file_is_read_for_what_it_is_and_not_for_its_name():
    assert read_bytes("report.pdf", sample()).organ == "示例市司法局"


def test_a_document_by_another_hand_is_no_danger():
    made = typst.compile(b"#set page(width: 10cm, height: 10cm)\n" + b"hello and goodbye " * 9)
    found = read_bytes("hello.pdf", made)
    assert found.tables.requests == {}
