"""The user's folder of notices: read, checked again, composed with the shipped ones, written whole."""

from dataclasses import replace
from pathlib import Path

import pytest
import typer

from gongkai import facts
from gongkai.cli.calendars import current_calendar, read_notices, store, toml_text, user_folder

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "notice-2027.toml"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    """A user's folder of this test only, not yet made."""
    monkeypatch.setenv("GONGKAI_CALENDARS", str(tmp_path / "calendars"))
    return tmp_path / "calendars"


def written(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "notice.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_folder_the_shipped_calendar_counts():
    assert current_calendar() is facts.calendar()


def test_a_stored_notice_is_never_written_over(own_folder, capsys):
    notice = read_notices(EXAMPLE)[0]
    file = store(notice, own_folder)
    before = file.read_bytes()
    with pytest.raises(typer.Exit):
        store(replace(notice, number="示例〔2026〕2号"), own_folder)
    assert "已经存在" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert list(own_folder.iterdir()) == [file]


def test_a_file_spoilt_by_hand_stops_every_count(own_folder, capsys):
    text = EXAMPLE.read_text(encoding="utf-8")
    written(own_folder, text.replace("2027-05-08", "2027-05-07"))
    with pytest.raises(typer.Exit):
        current_calendar()
    assert "不是星期六或者星期日" in capsys.readouterr().err


def test_a_notice_that_has_been_shipped_since_is_not_counted_twice(own_folder):
    shipped = facts.notices()[-1]
    written(own_folder, toml_text(shipped))
    assert current_calendar() == facts.calendar()


@pytest.mark.parametrize("notice", facts.notices(), ids=[notice.label for notice in facts.notices()])
def test_what_is_stored_is_read_back_the_same(tmp_path, notice):
    assert read_notices(written(tmp_path, toml_text(notice))) == (notice,)


def test_the_folder_follows_the_environment(monkeypatch, tmp_path, own_folder):
    assert user_folder() == own_folder
    monkeypatch.delenv("GONGKAI_CALENDARS")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "gongkai" / "calendars"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() == tmp_path / ".config" / "gongkai" / "calendars"
