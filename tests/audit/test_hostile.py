"""Hostile, broken and foreign files end in one line, soon and in little memory.

The command is run as an office would run it: each file in a process of its own, killed when it
takes too long or too much.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from time import monotonic

import pikepdf
import pytest
import typst

from gongkai import data
from gongkai.audit.reading import read_bytes
from gongkai.audit.source import UnreadableError
from gongkai.documents import docx, report_file
from gongkai.documents.annual_report import build

SECONDS, MEGABYTES = 10, 500
MEGABYTE = 1 << 20
# A small process starts the command, since a child begins with the peak of the one that forks it.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "gongkai", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""
WORD = "word/document.xml"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def package(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(WORD if name == "document" else name, content)
    return held.getvalue()


def sample() -> bytes:
    return docx.render(build(report_file.read(data.read_text("demo/report.json"))))


def pages(count: int, password: str = "") -> bytes:
    held = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(count):
            file.add_blank_page()
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        file.save(held, encryption=lock)
    return held.getvalue()


HOSTILE = {
    "bomb.docx": lambda: package(document=b"<a>" + b"0" * (300 * MEGABYTE)),
    "entities.docx": lambda: package(
        document=f'<!DOCTYPE d [<!ENTITY a0 "lol">{ENTITIES}]><d>&a9;</d>'.encode()
    ),
    "outside.docx": lambda: package(
        document=b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    ),
    "truncated.docx": lambda: sample()[:5000],
    "empty.docx": lambda: b"",
    "nul.txt": lambda: b"\0" * 1000,
    "locked.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "old.doc.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000,
    "locked.pdf": lambda: pages(1, "sesame"),
    "truncated.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<<",
    "scanned.pdf": lambda: pages(2),
    "long.pdf": lambda: pages(5000),
    "line.txt": lambda: "保定市司法局2023年政府信息公开工作年度报告".encode() * (100 * MEGABYTE // 60),
    "picture.pdf": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "archive.docx": lambda: package(other=b"x"),
    "deep.html": lambda: b"<html>" + b"<div>" * 500_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_in_one_line(name):
    with pytest.raises(UnreadableError) as refused:
        read_bytes(name, HOSTILE[name]())
    message = str(refused.value)
    assert message
    assert "\n" not in message
    assert message[0] > "\u2e80" or message.startswith("PDF")


def test_all_of_them_together_stay_within_time_and_memory(tmp_path):
    for name, made in HOSTILE.items():
        (tmp_path / name).write_bytes(made())
    started = monotonic()
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, "audit", "--json", "--jobs", "1", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * len(HOSTILE),
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    took = monotonic() - started
    used = int(run.stderr.splitlines()[-1]) / 1024
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 2
    assert len(told) == len(HOSTILE)
    assert [each["file"] for each in told if "error" not in each] == []
    assert took < SECONDS * 3  # sixteen files one after another, on a busy machine
    assert used < MEGABYTES


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
