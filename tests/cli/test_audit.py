"""The contract of ``gongkai audit``: one JSON object a line, exit codes, order, and a clean end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.typed import typed
from tests.real_reports import html_of, narrative, report_of

from gongkai import facts

CLEAN = ("宿迁市人民政府", 2023)
LATER = ("宿迁市人民政府", 2024)
BROKEN = ("金湖县人民政府", 2023)
COUNTY = ("沭阳县人民政府", 2025)
RULES = {"T2-1", "T3-1", "T3-2", "T3-3", "T4-1", "TT-1", "FORM-1", "PARTS-1"}


def write(folder: Path, name: str, which: tuple[str, int]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html_of(report_of(narrative(*which))), encoding="utf-8")
    return path


def gongkai(*arguments: object, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "audit", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **more,
    )


def lines(run: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def page_of(which: tuple[str, int], **changes: str) -> str:
    """The report as a page, with some words changed."""
    page = html_of(report_of(narrative(*which)))
    for old, new in changes.items():
        assert old in page
        page = page.replace(old, new)
    return page


# A start of the command takes far longer than an audit, so files of every kind are told in one.
ORDER = ["a/b.html", "a/c.htm", "b.html", "bad.html", "blank.html", "later.html", "wording.html", "z/b.html"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name in ("a/b.html", "a/c.htm", ".hidden.html", ".git/x.html", "~$b.html"):
        write(folder, name, CLEAN)
    for name in ("b.html", "z/b.html"):
        write(folder, name, BROKEN)
    write(folder, "later.html", LATER)
    blank = page_of(CLEAN, **{"<td>2822652</td>": "<td></td>"})
    (folder / "blank.html").write_text(blank, encoding="utf-8")
    worded = page_of(CLEAN, 政府信息公开工作年度报告="政府信息公开年度报告")
    (folder / "wording.html").write_text(worded, encoding="utf-8")
    (folder / "bad.html").write_bytes(b"")
    (folder / "notes.csv").write_text("1")
    return folder


@pytest.fixture(scope="module")
def run(folder, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    return gongkai(folder, folder / "missing.docx", empty, "--json", "--jobs", 3)


@pytest.fixture(scope="module")
def told(run, folder):
    """What was told of each file, by its name in the folder."""
    return {os.path.relpath(found["file"], folder): found for found in lines(run)}


@pytest.fixture(scope="module")
def screen(folder):
    names = ("a/b.html", "b.html", "wording.html")
    return gongkai(*(folder / name for name in names), env={**os.environ, "COLUMNS": "160"})


def test_one_line_has_the_keys_of_the_contract(told, folder):
    found = told["a/b.html"]
    assert list(found) == ["file", "organ", "year", "form", "tables", "findings", "verdict"]
    assert (found["file"], found["organ"], found["year"], found["form"], found["verdict"]) == (
        str(folder / "a/b.html"),
        "宿迁市人民政府",
        2023,
        "2021",
        "PASS",
    )
    keys = ["rule", "verdict", "cells", "expected", "found", "message", "fingerprint"]
    assert all(list(finding) == keys for finding in found["findings"])
    assert {finding["rule"] for finding in found["findings"]} >= RULES


def test_the_tables_have_every_row_and_column_in_the_order_of_the_form(told):
    form, tables = facts.form("2021"), told["a/b.html"]["tables"]
    assert list(tables) == ["proactive", "requests", "disputes"]
    assert {key: list(row) for key, row in tables["proactive"].items()} == {
        row.key: list(row.columns) for row in form.proactive_rows
    }
    assert list(tables["requests"]) == [row.key for row in form.request_rows]
    assert all(len(values) == 7 for values in tables["requests"].values())
    assert {key: list(block) for key, block in tables["disputes"].items()} == {
        block.key: list(form.outcomes) for block in form.blocks
    }
    assert tables["proactive"]["fees"] == {"amount_wan": 59237.2449}
    assert tables["requests"]["new"] == [3402, 99, 0, 4, 5, 1, 3511]


def test_a_blank_is_null_and_a_missing_row_is_all_null(told):
    found = told["blank.html"]
    assert found["tables"]["proactive"]["penalties"] == {"decisions": None}
    assert found["verdict"] == "UNCERTAIN"
    (blank,) = [finding for finding in found["findings"] if finding["rule"] == "BLANK"]
    assert blank["cells"] == ["proactive.penalties.decisions"]


def test_a_finding_names_cells_and_both_figures_and_keeps_its_fingerprint(told):
    found = [
        next(finding for finding in told[name]["findings"] if finding["verdict"] == "FAIL")
        for name in ("b.html", "z/b.html")
    ]
    assert (found[0]["rule"], found[0]["expected"], found[0]["found"]) == ("T4-1", 3, 0)
    assert "disputes.suit_direct.total" in found[0]["cells"]
    assert found[0] == found[1]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_judged(run, told):
    assert run.returncode == 2
    assert list(told["bad.html"]) == ["file", "error"]
    assert told["blank.html"]["verdict"] == "UNCERTAIN"
    assert "\n" not in told["missing.docx"]["error"]
    assert run.stderr == ""


def test_folders_are_walked_in_order_of_name_without_hidden_and_temporary_files(told):
    assert list(told)[: len(ORDER)] == ORDER


def test_a_folder_without_reports_is_an_error(run):
    assert "没有可以审计的文件" in lines(run)[-1]["error"]


def test_the_output_is_the_same_with_any_number_of_processes(run, folder):
    one = gongkai(folder, "--json", "--jobs", 1)
    assert one.stdout.splitlines() == run.stdout.splitlines()[: len(ORDER)]
    assert one.returncode == 2


def test_on_the_screen_an_unreadable_file_takes_one_line(tmp_path):
    run = gongkai(tmp_path / "missing.docx", env={**os.environ, "COLUMNS": "200"})
    assert run.returncode == 2
    assert len(run.stdout.splitlines()) == 1
    assert run.stdout.startswith("未能读取")


def test_reports_are_compared_with_last_years_and_with_those_of_the_units(tmp_path):
    earlier, later = write(tmp_path, "2023.html", CLEAN), write(tmp_path, "2024.html", LATER)
    write(tmp_path / "units", "a.html", COUNTY)
    parent = tmp_path / "city.html"
    parent.write_text(page_of(COUNTY, 沭阳县人民政府="某市人民政府"), encoding="utf-8")
    run = gongkai(later, parent, "--previous", earlier, "--children", tmp_path / "units", "--json")
    of_later, of_parent = (
        {finding["rule"]: finding["verdict"] for finding in told["findings"]} for told in lines(run)
    )
    assert [of_later[rule] for rule in ("Y-1", "Y-2", "TT-6")] == ["PASS"] * 3
    assert [of_parent[rule] for rule in ("P-1", "P-2", "P-4")] == ["PASS"] * 3


def test_a_report_to_compare_with_that_cannot_be_read_is_told(folder):
    good, bad = folder / "a/b.html", folder / "bad.html"
    run = gongkai(good, "--previous", bad, "--json")
    assert run.returncode == 2
    assert [told["file"] for told in lines(run)] == [str(bad), str(good)]


@pytest.mark.parametrize("option", ["--previous", "--children"])
def test_a_wrong_path_to_compare_with_is_refused_by_name(folder, option):
    run = typed("audit", folder / "b.html", option, folder / "nowhere")
    assert run.exit_code == 2
    assert "nowhere" in run.stderr.replace("\n", "")


def test_the_screen_shows_what_is_wrong_and_counts_what_holds(screen):
    assert screen.returncode == 1
    assert "通过  宿迁市人民政府 2023年" in screen.stdout
    assert "不符  金湖县人民政府 2023年" in screen.stdout
    assert "相差3" in screen.stdout
    assert "共 3 份：不符 1，存疑 1（其中只涉及写法 1），无法判断 0，通过 1" in screen.stdout
    assert "相符。" not in screen.stdout


def test_a_report_uncertain_for_its_wording_alone_is_told_apart(screen, told, folder):
    assert "存疑（只涉及写法）  宿迁市人民政府 2023年" in screen.stdout
    assert told["wording.html"]["verdict"] == "UNCERTAIN"
    everything = gongkai(
        folder / "a/b.html", folder / "wording.html", "--all", env={**os.environ, "COLUMNS": "160"}
    )
    assert "新收3511＋上年结转96＝3607" in everything.stdout
    assert everything.returncode == 0


def test_control_c_ends_cleanly_and_takes_the_children_along(tmp_path):
    folder = tmp_path / "many"
    page = html_of(report_of(narrative(*CLEAN)))
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:04}.html").write_text(page, encoding="utf-8")
    # whoever starts the tests in the background leaves them, and what they start, deaf to Ctrl-C
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    run = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "audit", str(folder), "--json", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "Traceback" not in errors
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
