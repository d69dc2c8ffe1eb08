"""``gongkai calendar``: shows a year's working days, and takes in a new year's notice."""

from calendar import Calendar as Weeks
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.columns import Columns
from rich.table import Table
from rich.text import Text

from gongkai.cli.calendars import current_calendar, listed, read_notices, store, user_folder
from gongkai.cli.screen import day, out, refuse
from gongkai.law.holidays import Holiday, Notice, in_force
from gongkai.law.noticecheck import check_notice
from gongkai.law.workdays import Calendar, DayKind, DayReason, changed_days

__all__ = ["app", "current_calendar"]

app = typer.Typer(help="工作日历：查看放假调休安排，载入新的放假通知。", no_args_is_help=True)

WEEK_HEADS = "一二三四五六日"
MONTHS = range(1, 13)
# A sign beside the day as well as a colour, so that the page can be read without colours.
SIGNS = {
    DayKind.HOLIDAY: ("休", "bold red"),
    DayKind.MAKE_UP: ("班", "bold blue"),
    DayKind.WEEKEND: ("·", "dim"),
    DayKind.WEEKDAY: ("  ", ""),
}
SHOWN_CHANGES = 10


def year_typed(text: str) -> int:
    """A year typed as 2026.

    Raises:
        typer.BadParameter: the text is not such a year; the message says what to type.
    """
    if not (text.isascii() and text.isdecimal() and len(text) == len("2026")):
        raise typer.BadParameter(f"“{text}”不是年份，请写成 2026 的样子")
    return int(text)


Folder = Annotated[
    Path | None, typer.Option("--dir", help="存放自行载入的通知的文件夹（默认按 GONGKAI_CALENDARS）")
]
KnownOn = Annotated[
    date | None,
    typer.Option("--known-on", parser=day, metavar="日期", help="知悉通知的日期，如 2026-11-04"),
]


@app.command()
def show(
    year: Annotated[int, typer.Argument(metavar="年份", help="如 2026", parser=year_typed)],
    month: Annotated[int | None, typer.Option("--month", min=1, max=12, help="只看这个月")] = None,
    known_on: Annotated[
        date | None,
        typer.Option("--known-on", parser=day, metavar="日期", help="按这一天已知的安排，如 2019-03-01"),
    ] = None,
    folder: Folder = None,
) -> None:
    """查看一年的放假、调休和工作日天数。

    例：gongkai calendar show 2026

    例：gongkai calendar show 2019 --month 5 --known-on 2019-03-01（当日已知的安排）
    """
    calendar = current_calendar(known_on=known_on, folder=folder)
    first, last = calendar.known_from.year, calendar.known_until.year
    if not first <= year <= last:
        refuse(
            f"没有{year}年的放假安排，可以查看{first}年至{last}年；"
            "新的通知请用 gongkai calendar add 载入，例如：gongkai calendar add notice.toml"
        )
    months = MONTHS if month is None else (month,)
    out.print(Text(f"{year}年工作日历", style="bold"), Text("休 放假　班 调休上班　· 周末", style="dim"))
    out.print(Columns([month_table(calendar, year, month) for month in months], padding=(1, 2)))
    out.print(totals(calendar, year, months))
    for notice in calendar.notices:
        if notice.year == year:
            out.print(notice_table(notice, calendar, months))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="通知文件", help="TOML 文件，格式见 docs/examples")],
    folder: Folder = None,
    known_on: KnownOn = None,
) -> None:
    """检查并载入国务院办公厅的放假通知；有误的说明原因，不载入。

    例：gongkai calendar add notice-2027.toml --known-on 2026-11-05
    """
    chosen = folder or user_folder()
    before = current_calendar(folder=chosen)
    notices = [replace(read, known_on=known_on) if known_on else read for read in read_notices(file)]
    after = accepted(notices, before, file)
    for notice in notices:
        stored = Text(f"已载入{notice.label}（{notice.year}年），存于 {store(notice, chosen)}")
        out.print(stored, soft_wrap=True)
    say_changes(before, after)


def accepted(notices: Sequence[Notice], calendar: Calendar, file: Path) -> Calendar:
    """The calendar with the notices added; ends the program with the reasons if one is refused."""
    for notice in notices:
        if mistakes := check_notice(notice, calendar):
            refuse(f"没有载入“{file}”，{notice.year}年的通知有误：\n" + listed(mistakes))
        calendar = Calendar.from_notices((*calendar.notices, notice))
    return calendar


def month_table(calendar: Calendar, year: int, month: int) -> Table:
    table = Table(title=f"{month}月", box=box.SIMPLE_HEAD, padding=0, title_style="bold")
    for head in WEEK_HEADS:
        table.add_column(head, justify="right", min_width=4)
    for week in Weeks().monthdatescalendar(year, month):
        table.add_row(*(day_text(calendar.why(day), month) for day in week))
    return table


def day_text(reason: DayReason, month: int) -> Text:
    """The day of the month with its sign; empty for the days of the months beside it."""
    if reason.day.month != month:
        return Text("")
    sign, style = SIGNS.get(reason.kind, ("?", "yellow"))
    return Text(f"{reason.day.day}{sign}", style=style)


def totals(calendar: Calendar, year: int, months: Sequence[int]) -> str:
    ordinals = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    reasons = [calendar.why(day) for day in map(date.fromordinal, ordinals) if day.month in months]
    worked = sum(reason.works for reason in reasons)
    make_up = sum(reason.kind is DayKind.MAKE_UP for reason in reasons)
    span = f"{year}年" if len(months) > 1 else f"{year}年{months[0]}月"
    return (
        f"{span}共{len(reasons)}天：工作日{worked}天（含调休上班{make_up}天），"
        f"休息日{len(reasons) - worked}天。\n"
    )


def notice_table(notice: Notice, calendar: Calendar, months: Sequence[int]) -> Table:
    """The notice with those of its holidays that touch the months."""
    doubt = "" if notice.confirmed else "（文号或者日期待核实）"
    title = f"{notice.label}　{notice.issued_on}发{doubt}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    for head in ("节日", "放假", "调休上班"):
        table.add_column(head)
    standing = in_force(calendar.notices)
    for holiday in notice.holidays:
        if not {day.month for day in (holiday.first, holiday.last, *holiday.make_up)} & set(months):
            continue
        name = holiday.name if (notice, holiday) in standing else f"{holiday.name}（已调整）"
        worked = "、".join(day_name(day, notice.year) for day in holiday.make_up)
        table.add_row(name, span_name(holiday, notice.year), worked or "无")
    return table


def span_name(holiday: Holiday, year: int) -> str:
    first, last = day_name(holiday.first, year), day_name(holiday.last, year)
    return first if first == last else f"{first}至{last}"


def day_name(day: date, year: int) -> str:
    """The day as 2月14日（六）, with its year where that is not the one asked for."""
    name = f"{day.month}月{day.day}日（{WEEK_HEADS[day.weekday()]}）"
    return name if day.year == year else f"{day.year}年{name}"


def say_changes(before: Calendar, after: Calendar) -> None:
    """Say how many days changed, so that the user knows which due dates to look at again."""
    changed = changed_days(before, after)
    out.print(f"工作日历已知到{after.known_until}；与此前的推算或者安排相比，{len(changed)}天有变化。")
    for changed_day in changed[:SHOWN_CHANGES]:
        out.print(f"  {changed_day}　{after.why(changed_day).text}")
    if len(changed) > SHOWN_CHANGES:
        out.print(
            f"  ……其余{len(changed) - SHOWN_CHANGES}天见 gongkai calendar show {after.known_until.year}"
        )
