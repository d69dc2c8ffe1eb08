"""The contract of ``gongkai audit``: one JSON object a line, exit codes, order, and a clean end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.real_reports import html_of, narrative, report_of

from gongkai import facts

CLEAN = ("宿迁市人民政府", 2023)
LATER = ("宿迁市人民政府", 2024)
BROKEN = ("金湖县人民政府", 2023)
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


def test_a_clean_report_ends_with_zero_and_a_broken_one_with_one(tmp_path):
    clean, broken = write(tmp_path, "a.html", CLEAN), write(tmp_path, "b.html", BROKEN)
    assert gongkai(clean, "--json").returncode == 0
    assert gongkai(clean, broken, "--json").returncode == 1


def test_one_line_has_the_keys_of_the_contract(tmp_path):
    file = write(tmp_path, "a.html", CLEAN)
    (told,) = lines(gongkai(file, "--json"))
    assert list(told) == ["file", "organ", "year", "form", "tables", "findings", "verdict"]
    assert (told["file"], told["organ"], told["year"], told["form"], told["verdict"]) == (
        str(file),
        "宿迁市人民政府",
        2023,
        "2021",
        "PASS",
    )
    keys = ["rule", "verdict", "cells", "expected", "found", "message", "fingerprint"]
    assert all(list(finding) == keys for finding in told["findings"])
    assert {finding["rule"] for finding in told["findings"]} >= RULES


def test_the_tables_have_every_row_and_column_in_the_order_of_the_form(tmp_path):
    (told,) = lines(gongkai(write(tmp_path, "a.html", CLEAN), "--json"))
    form, tables = facts.form("2021"), told["tables"]
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


def test_a_blank_is_null_and_a_missing_row_is_all_null(tmp_path):
    file = tmp_path / "a.html"
    page = html_of(report_of(narrative(*CLEAN)))
    file.write_text(page.replace("<td>2822652</td>", "<td></td>"), encoding="utf-8")
    (told,) = lines(gongkai(file, "--json"))
    assert told["tables"]["proactive"]["penalties"] == {"decisions": None}
    assert told["verdict"] == "UNCERTAIN"
    (blank,) = [finding for finding in told["findings"] if finding["rule"] == "BLANK"]
    assert blank["cells"] == ["proactive.penalties.decisions"]


def test_a_finding_names_cells_and_both_figures_and_keeps_its_fingerprint(tmp_path):
    first = write(tmp_path, "a.html", BROKEN)
    second = write(tmp_path / "elsewhere", "z.html", BROKEN)
    runs = lines(gongkai(first, second, "--json"))
    found = [next(finding for finding in told["findings"] if finding["verdict"] == "FAIL") for told in runs]
    assert (found[0]["rule"], found[0]["expected"], found[0]["found"]) == ("T4-1", 3, 0)
    assert "disputes.suit_direct.total" in found[0]["cells"]
    assert found[0] == found[1]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_judged(tmp_path):
    good, bad = write(tmp_path, "a.html", CLEAN), tmp_path / "b.html"
    bad.write_bytes(b"")
    run = gongkai(bad, good, tmp_path / "missing.docx", "--json")
    assert run.returncode == 2
    first, second, third = lines(run)
    assert list(first) == ["file", "error"]
    assert first["file"] == str(bad)
    assert second["verdict"] == "PASS"
    assert "\n" not in third["error"]
    assert run.stderr == ""


def test_on_the_screen_an_unreadable_file_takes_one_line(tmp_path):
    run = gongkai(tmp_path / "missing.docx", env={**os.environ, "COLUMNS": "200"})
    assert run.returncode == 2
    assert len(run.stdout.splitlines()) == 1
    assert run.stdout.startswith("未能读取")


def test_folders_are_walked_in_order_of_name_without_hidden_and_temporary_files(tmp_path):
    for name in ("b.html", "a/c.htm", "a/b.html", ".hidden.html", ".git/x.html", "~$b.html"):
        write(tmp_path, name, CLEAN)
    (tmp_path / "notes.csv").write_text("1")
    run = gongkai(tmp_path, "--json")
    names = [str(Path(told["file"]).relative_to(tmp_path)) for told in lines(run)]
    assert names == ["a/b.html", "a/c.htm", "b.html"]


def test_a_folder_without_reports_is_an_error(tmp_path):
    run = gongkai(tmp_path, "--json")
    assert run.returncode == 2
    assert "没有可以审计的文件" in lines(run)[0]["error"]


def test_the_output_is_the_same_with_any_number_of_processes(tmp_path):
    for number in range(9):
        write(tmp_path, f"{number}.html", (CLEAN, LATER, BROKEN)[number % 3])
    (tmp_path / "4.html").write_bytes(b"")
    one, three = (gongkai(tmp_path, "--json", "--jobs", jobs) for jobs in (1, 3))
    assert one.stdout == three.stdout
    assert (one.returncode, three.returncode) == (2, 2)
    assert [Path(told["file"]).name for told in lines(one)] == [f"{number}.html" for number in range(9)]


def test_last_years_report_is_compared_with(tmp_path):
    earlier, later = write(tmp_path, "2023.html", CLEAN), write(tmp_path, "2024.html", LATER)
    (told,) = lines(gongkai(later, "--previous", earlier, "--json"))
    verdicts = {finding["rule"]: finding["verdict"] for finding in told["findings"]}
    assert (verdicts["Y-1"], verdicts["Y-2"], verdicts["TT-6"]) == ("PASS", "PASS", "PASS")


def test_the_reports_of_the_units_are_added_up(tmp_path):
    write(tmp_path / "units", "a.html", ("沭阳县人民政府", 2025))
    parent = tmp_path / "city.html"
    page = html_of(report_of(narrative("沭阳县人民政府", 2025))).replace("沭阳县人民政府", "某市人民政府")
    parent.write_text(page, encoding="utf-8")
    (told,) = lines(gongkai(parent, "--children", tmp_path / "units", "--json"))
    verdicts = {finding["rule"]: finding["verdict"] for finding in told["findings"]}
    assert (verdicts["P-1"], verdicts["P-2"], verdicts["P-4"]) == ("PASS", "PASS", "PASS")


def test_a_report_to_compare_with_that_cannot_be_read_is_told(tmp_path):
    good, bad = write(tmp_path, "a.html", CLEAN), tmp_path / "b.html"
    bad.write_bytes(b"")
    run = gongkai(good, "--previous", bad, "--json")
    assert run.returncode == 2
    assert [told["file"] for told in lines(run)] == [str(bad), str(good)]


@pytest.mark.parametrize("option", ["--previous", "--children"])
def test_a_wrong_path_to_compare_with_is_refused_by_name(tmp_path, option):
    run = gongkai(write(tmp_path, "a.html", CLEAN), option, tmp_path / "nowhere")
    assert run.returncode == 2
    assert "nowhere" in run.stderr.replace("\n", "")


def test_the_screen_shows_what_is_wrong_and_counts_what_holds(tmp_path):
    write(tmp_path, "a.html", CLEAN)
    write(tmp_path, "b.html", BROKEN)
    run = gongkai(tmp_path, env={**os.environ, "COLUMNS": "160"})
    assert run.returncode == 1
    assert "通过  宿迁市人民政府 2023年" in run.stdout
    assert "不符  金湖县人民政府 2023年" in run.stdout
    assert "相差3" in run.stdout
    assert "共 2 份：不符 1，存疑 0，无法判断 0，通过 1" in run.stdout
    assert "相符。" not in run.stdout
    everything = gongkai(tmp_path / "a.html", "--all", env={**os.environ, "COLUMNS": "160"})
    assert "新收3511＋上年结转96＝3607" in everything.stdout


def test_a_report_uncertain_for_its_wording_alone_is_told_apart(tmp_path):
    file = write(tmp_path, "a.html", CLEAN)
    page = file.read_text(encoding="utf-8")
    assert "政府信息公开工作年度报告" in page
    file.write_text(page.replace("政府信息公开工作年度报告", "政府信息公开年度报告"), encoding="utf-8")
    write(tmp_path, "b.html", CLEAN)
    run = gongkai(tmp_path, env={**os.environ, "COLUMNS": "160"})
    assert run.returncode == 0
    assert "存疑（只涉及写法）  宿迁市人民政府 2023年" in run.stdout
    assert "共 2 份：不符 0，存疑 1（其中只涉及写法 1），无法判断 0，通过 1" in run.stdout
    first, _ = lines(gongkai(tmp_path, "--json"))
    assert first["verdict"] == "UNCERTAIN"


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
