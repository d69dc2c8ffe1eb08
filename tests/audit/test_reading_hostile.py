"""Files that are broken or built to harm end in one line, within ten seconds and 500 MB."""

import json
import subprocess
import sys

import pytest
from tests.audit.hostile import HOSTILE, files_of, word

from gongkai.audit.reading import UnreadableError, read, read_bytes

SECONDS, MEGABYTES = 10, 500
# Seconds of the process's own work, so that a busy machine makes no file seem slow.
READ_EACH = """
import json, os, resource, sys, time
from pathlib import Path
from gongkai.audit.reading import UnreadableError, read

def told(path):
    begun = time.process_time()
    try:
        report = read(Path(path))
        cells = [cell for _, cell in report.tables.cells() if cell is not None]
        result = {"figures": len(cells), "doubts": len(report.doubts)}
    except UnreadableError as error:
        result = {"error": str(error)}
    result["seconds"] = time.process_time() - begun
    result["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return result

for path in sys.argv[2:]:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
        print(json.dumps(told(path)), flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        print(json.dumps({"killed": status, "seconds": 999, "megabytes": 999}), flush=True)
"""


@pytest.fixture(scope="module")
def told():
    """What became of each file, each read in a process of its own that may not take longer than allowed."""
    paths = files_of()
    run = subprocess.run(
        [sys.executable, "-c", READ_EACH, str(SECONDS), *map(str, paths.values())],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * len(HOSTILE),
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return dict(zip(HOSTILE, map(json.loads, run.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_one_line_in_time(told, kind):
    result, word_of_refusal = told[kind], HOSTILE[kind][2]
    assert "killed" not in result
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    if word_of_refusal:
        assert word_of_refusal in result["error"]
    if "error" in result:
        assert "\n" not in result["error"]
        assert result["error"][0] > "\u2e80" or result["error"].startswith("PDF")
    else:
        assert result["figures"] == 0
        assert result["doubts"]


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path):
    with pytest.raises(UnreadableError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(UnreadableError, match="没有这个文件"):
        read(tmp_path / "absent.txt")


def test_a_wrong_suffix_does_not_matter():
    document = word("<w:p><w:r><w:t>某局2023年政府信息公开工作年度报告</w:t></w:r></w:p>".encode())
    assert read_bytes("report.pdf", document).year == 2023
    assert read_bytes("report.txt", document).organ == "某局"
