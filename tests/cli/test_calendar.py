"""``gongkai calendar`` as it is typed: a year shown, a notice taken in or refused with its reasons."""

from datetime import date
from pathlib import Path

import pytest
from tests.cli.typed import typed

from gongkai import facts
from gongkai.cli.calendar import current_calendar
from gongkai.cli.calendars import read_notices

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "notice-2027.toml"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    """A user's folder of this test only, not yet made."""
    monkeypatch.setenv("GONGKAI_CALENDARS", str(tmp_path / "calendars"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "calendars"


def run(*words):
    return typed("calendar", *words)


def written(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "notice.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_year_is_shown_with_signs_totals_and_notices():
    shown = run("show", "2026")
    assert shown.exit_code == 0
    assert "2026年共365天：工作日248天（含调休上班6天），休息日117天。" in shown.stdout
    assert "国办发明电〔2025〕7号　2025-11-04发" in shown.stdout
    assert "14班" in shown.stdout
    assert "1休" in shown.stdout
    assert "2月14日（六）、2月28日（六）" in shown.stdout
    assert "12月" in shown.stdout


def test_a_month_is_shown_alone():
    shown = run("show", "2026", "--month", "10").stdout
    assert "2026年10月共31天：工作日18天（含调休上班1天），休息日13天。" in shown
    assert "国庆节" in shown
    assert "春节" not in shown
    assert "11月" not in shown


def test_a_changed_holiday_is_marked_and_the_change_stands_below():
    shown = run("show", "2019", "--month", "5").stdout
    assert "劳动节（已调整）" in shown
    assert "国办发明电〔2019〕3号" in shown
    assert "5班" in shown


def test_a_year_is_shown_as_it_was_known_on_a_day():
    shown = run("show", "2019", "--month", "5", "--known-on", "2019-03-21").stdout
    assert "国办发明电〔2019〕3号" not in shown
    assert "5·" in shown


def test_a_notice_whose_number_nobody_has_read_is_marked():
    assert "国办发明电〔2007〕52号　2007-12-15发（文号或者日期待核实）" in run("show", "2008").stdout


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["2027"], "没有2027年的放假安排，可以查看2007年至2026年"),
        (["二〇二六"], "“二〇二六”不是年份，请写成 2026 的样子"),
        (["2026", "--known-on", "昨天"], "“昨天”不是日期"),
        (["2026", "--known-on", "2005-01-01"], "没有可用的放假安排通知"),
    ],
)
def test_a_wrong_year_is_refused_by_naming_the_mistake(typed, said):
    shown = run("show", *typed)
    assert shown.exit_code == 2
    assert said in shown.output


def test_a_notice_is_taken_in_and_counted_with_from_then_on(own_folder):
    assert current_calendar() is facts.calendar()
    shown = run("add", EXAMPLE, "--known-on", "2026-11-06")
    assert shown.exit_code == 0
    assert "已载入示例〔2026〕1号（2027年）" in shown.stdout
    assert "23天有变化" in shown.stdout
    assert "2027-01-31　春节调休上班（示例〔2026〕1号）" in shown.stdout
    assert [file.name for file in own_folder.iterdir()] == ["2027-2026-11-05.toml"]

    after = current_calendar()
    assert after.known_until == date(2027, 12, 31)
    assert not after.deadline(date(2026, 12, 10), 20).provisional
    assert current_calendar(known_on=date(2026, 11, 5)).known_until == date(2026, 12, 31)
    assert "示例〔2026〕1号" in run("show", "2027").stdout


def test_a_notice_may_be_kept_in_a_folder_of_ones_choice(tmp_path, own_folder):
    chosen = tmp_path / "elsewhere"
    assert run("add", EXAMPLE, "--dir", chosen).exit_code == 0
    assert not own_folder.exists()
    assert run("show", "2027", "--dir", chosen).exit_code == 0
    assert run("show", "2027").exit_code == 2


def test_a_notice_is_taken_in_once(own_folder):
    run("add", EXAMPLE)
    again = run("add", EXAMPLE)
    assert again.exit_code == 2
    assert "1. 示例〔2026〕1号已经载入，不必再次载入。" in again.stderr
    assert len(list(own_folder.iterdir())) == 1


def test_a_wrong_notice_is_refused_with_every_reason_and_nothing_is_written(tmp_path, own_folder):
    text = EXAMPLE.read_text(encoding="utf-8")
    wrong = text.replace("2027-05-08", "2027-05-07").replace("2027-10-09", "2027-10-06")
    shown = run("add", written(tmp_path / "in", wrong))
    assert shown.exit_code == 2
    assert "没有载入" in shown.stderr
    assert "劳动节的调休上班日2027-05-07不是星期六或者星期日" in shown.stderr
    assert "国庆节的调休上班日2027-10-06不是星期六或者星期日" in shown.stderr
    assert not own_folder.exists()


def test_a_change_is_taken_in_after_the_notice_it_changes(tmp_path):
    change = """
year = 2027
[[notice]]
number = "示例〔2027〕1号"
amends = "示例〔2026〕1号"
issued_on = 2027-05-20
[[notice.holiday]]
name = "端午节"
first = 2027-06-09
last = 2027-06-12
make_up = [2027-06-06, 2027-06-13]
"""
    early = run("add", written(tmp_path / "in", change))
    assert early.exit_code == 2
    assert "所调整的通知“示例〔2026〕1号”不是已载入的2027年通知" in early.stderr
    run("add", EXAMPLE)
    assert "4天有变化" in run("add", written(tmp_path / "in", change)).stdout
    assert current_calendar().why(date(2027, 6, 10)).text == "端午节放假（示例〔2027〕1号）"
    assert "端午节（已调整）" in run("show", "2027", "--month", "6").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year = ", "不是正确的 TOML"),
        ("year = 2027", "文件缺少 [[notice]]，请至少写一项"),
        ('year = 2027\n[[notice]]\nnumber = "甲"', "2027年的通知缺少 issued_on"),
    ],
)
def test_a_file_that_is_no_notice_is_refused(tmp_path, text, said):
    shown = run("add", written(tmp_path / "in", text))
    assert shown.exit_code == 2
    assert said in shown.stderr


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "gbk.toml"
    file.write_bytes("# 国庆节".encode("gbk"))
    assert "不是 UTF-8 编码" in run("add", file).stderr


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "notepad.toml"
    file.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes())
    assert run("add", file).exit_code == 0


def test_a_missing_file_is_refused(tmp_path):
    shown = run("add", tmp_path / "missing.toml")
    assert shown.exit_code == 2
    assert "读不到文件" in shown.stderr


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    shown = run("add", EXAMPLE, "--dir", blocked / "calendars")
    assert shown.exit_code == 2
    assert "不能写入" in shown.stderr


def test_the_example_says_that_it_is_invented():
    assert "虚构" in EXAMPLE.read_text(encoding="utf-8").splitlines()[0]
    assert [notice.number for notice in read_notices(EXAMPLE)] == ["示例〔2026〕1号"]


def test_help_is_in_chinese_with_an_example():
    shown = run("add", "--help").stdout
    assert "例：gongkai calendar add" in shown
    assert "检查并载入国务院办公厅的放假通知" in shown
