"""The user's own notices: a folder of TOML files, composed with the shipped ones."""

import json
import os
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gongkai import facts
from gongkai.cli.screen import refuse
from gongkai.law.holidays import Notice, NoticeFormatError, notices_from_facts
from gongkai.law.noticecheck import check_notice
from gongkai.law.workdays import Calendar, NoticeGapError

VARIABLE = "GONGKAI_CALENDARS"


def user_folder() -> Path:
    """Where the user's notices lie: ``GONGKAI_CALENDARS``, else under the user's configuration."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "gongkai" / "calendars"


def current_calendar(*, known_on: date | None = None, folder: Path | None = None) -> Calendar:
    """The calendar by the shipped notices and the user's, all of them or those known on a day.

    Ends the program with a Chinese sentence where a file of the user is unreadable or was refused.
    """
    own = user_notices(folder or user_folder())
    if not own and known_on is None:
        return facts.calendar()
    try:
        return Calendar.from_notices((*facts.notices(), *own), known_on=known_on)
    except NoticeGapError as error:
        refuse(str(error))


def user_notices(folder: Path) -> tuple[Notice, ...]:
    """The notices in a folder that are not shipped, each checked again."""
    shipped = {notice.number for notice in facts.notices()}
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    own: list[tuple[Path, Notice]] = [
        (file, notice) for file in files for notice in read_notices(file) if notice.number not in shipped
    ]
    own.sort(key=lambda entry: (entry[1].year, entry[1].known_on))
    notices = list(facts.notices())
    for file, notice in own:
        if mistakes := check_notice(notice, Calendar.from_notices(notices)):
            refuse(f"放假安排文件“{file}”有误：\n" + listed(mistakes))
        notices.append(notice)
    return tuple(notice for _, notice in own)


def read_notices(file: Path) -> tuple[Notice, ...]:
    """The notices of one file; ends the program where it cannot be read."""
    try:
        return notices_from_facts(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        refuse(f"读不到文件“{file}”：{error.strerror or error}")
    except UnicodeDecodeError:
        refuse(f"文件“{file}”不是 UTF-8 编码，请另存为 UTF-8")
    except tomllib.TOMLDecodeError as error:
        refuse(f"文件“{file}”不是正确的 TOML：{error}")
    except NoticeFormatError as error:
        refuse(f"文件“{file}”：{error}")


def store(notice: Notice, folder: Path) -> Path:
    """Write a checked notice into the folder, whole or not at all, and say where."""
    file = folder / f"{notice.year}-{notice.issued_on}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists():
            refuse(f"文件“{file}”已经存在，请先移走")
        draft = file.with_suffix(".tmp")
        draft.write_text(toml_text(notice), encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        refuse(f"不能写入“{file}”：{error.strerror or error}")
    return file


def toml_text(notice: Notice) -> str:
    """The notice as a file that ``read_notices`` reads back as the same notice."""
    lines = [f"year = {notice.year}", "", "[[notice]]"]
    lines += [
        f"number = {_quoted(notice.number)}",
        f"number_confirmed = {_truth(notice.confirmed)}",
        f"amends = {_quoted(notice.amends)}",
        f"issued_on = {notice.issued_on}",
        f"known_on = {notice.known_on}",
        f"exceptional = {_truth(notice.exceptional)}",
        f"source = {_quoted(notice.source)}",
    ]
    for holiday in notice.holidays:
        lines += [
            "",
            "  [[notice.holiday]]",
            f"  name = {_quoted(holiday.name)}",
            f"  first = {holiday.first}",
            f"  last = {holiday.last}",
            f"  make_up = [{', '.join(map(str, holiday.make_up))}]",
        ]
    return "\n".join(lines) + "\n"


def listed(mistakes: Sequence[str]) -> str:
    return "\n".join(f"  {place}. {mistake}。" for place, mistake in enumerate(mistakes, start=1))


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _truth(value: bool) -> str:
    return "true" if value else "false"
