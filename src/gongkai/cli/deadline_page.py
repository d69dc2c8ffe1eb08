"""A clock on the screen, its days collapsed to runs, and as JSON with every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from gongkai.law.clock import Clock, ClockState
from gongkai.law.explanation import Day, Mark, spelled
from gongkai.law.workdays import WEEKDAYS

MARK_STYLES = {Mark.COUNTED: "green", Mark.REST: "dim", Mark.PAUSED: "yellow"}
WEEKEND = "周末"


@dataclass(frozen=True, slots=True)
class Run:
    """Days that follow one another and are counted, or skipped for the same reason.

    Ordinary weekends in between belong to the run and are neither counted nor given a line.
    """

    days: tuple[Day, ...]

    @property
    def mark(self) -> Mark:
        return self.days[0].mark

    @property
    def own(self) -> tuple[Day, ...]:
        """The days without the weekends in between."""
        return tuple(day for day in self.days if day.mark is self.mark)

    @property
    def what(self) -> str:
        """Which working days these are, or why they do not count."""
        first, last = self.days[0], self.days[-1]
        if first.number is None or last.number is None:
            return _reason(first) + self._weekends
        shown = f"第{first.number}个" if first is last else f"第{first.number}至{last.number}个"
        told = "".join(f"；{_short(day.day)}{day.why}" for day in self.own if day.why)
        return f"{shown}工作日{told}{self._weekends}"

    @property
    def _weekends(self) -> str:
        between = len(self.days) - len(self.own)
        return f"（其间周末{between}天不计）" if between else ""


def runs(days: tuple[Day, ...]) -> list[Run]:
    """The days as runs, in order; a weekend between two like runs joins them."""
    found: list[tuple[str, tuple[Day, ...]]] = []
    for reason, group in groupby(days, key=_reason):
        found.append((reason, tuple(group)))
        if len(found) > 2 and found[-2][0] == WEEKEND and found[-3][0] == reason:  # noqa: PLR2004  three
            found[-3:] = [(reason, sum((part for _, part in found[-3:]), ()))]
    return [Run(group) for _, group in found]


def _reason(day: Day) -> str:
    if day.mark is Mark.COUNTED:
        return ""
    if day.why in WEEKDAYS:
        return WEEKEND
    return day.why + (f"（{day.basis}）" if day.mark is Mark.PAUSED else "")


def page(clock: Clock) -> RenderableType:
    """What the screen shows."""
    return Group(*_head(clock), *_facts(clock), *_steps(clock), *_days(clock))


def _head(clock: Clock) -> Iterator[str]:
    if clock.due is None:
        yield f"[bold]答复期限：{clock.state.label}[/]"
    else:
        yield f"[bold]答复期限届满之日：[green]{spelled(clock.due)}[/][/]"
        yield f"  {_left(clock)}"
    if clock.provisional:
        yield f"  [bold yellow]暂定：[/]{escape(clock.why_provisional)}"


def _left(clock: Clock) -> str:
    left = clock.workdays_left
    if left is None:
        return clock.state.label
    seen = f"截至{spelled(clock.on)}"
    if left < 0:
        return f"[bold red]{seen}已逾期{-left}个工作日，请立即答复[/]"
    if clock.late:
        return f"[bold red]{seen}已过期限，请立即答复[/]"
    if clock.on == clock.due:
        return f"[bold yellow]{seen}，今天是最后一天[/]"
    paused = "，现正暂停计算" if clock.state is ClockState.SUSPENDED else ""
    return f"{seen}，还剩{left}个工作日{paused}"


def _facts(clock: Clock) -> Iterator[RenderableType]:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    if clock.received_on:
        grid.add_row("收到申请之日", spelled(clock.received_on))
    if clock.base_due and clock.base_due != clock.due:
        grid.add_row("不延期时届满", spelled(clock.base_due))
    if clock.alarm_due != clock.due:
        grid.add_row("内部预警日", f"{spelled(clock.alarm_due)}（不作扣除，自提交之日起算）")
    if clock.next_workday_due:
        grid.add_row("另一种算法", f"{spelled(clock.next_workday_due)}（休息日收到，改自次一工作日起算）")
    for limit in clock.limits:
        mark = "（暂定）" if limit.provisional else ""
        grid.add_row(limit.label, f"最迟{spelled(limit.last_day)}{mark}（{limit.basis}）")
    if grid.row_count:
        yield Padding(grid, (1, 0, 0, 2))


def _steps(clock: Clock) -> Iterator[RenderableType]:
    if clock.steps:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right")
        grid.add_column(overflow="fold")
        for place, step in enumerate(clock.steps, start=1):
            grid.add_row(f"{place}.", f"{escape(step.text)} [dim]{escape(str(step.basis))}[/]")
        yield "\n[bold]怎样算出来的[/]"
        yield Padding(grid, (0, 0, 0, 2))


def _days(clock: Clock) -> Iterator[RenderableType]:
    if not clock.days:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("日期", no_wrap=True)
    table.add_column("天数", justify="right", no_wrap=True)
    table.add_column("计算", overflow="fold")
    for run in runs(clock.days):
        first, last = run.days[0].day, run.days[-1].day
        span = _short(first) if first == last else f"{_short(first)}—{_short(last)}"
        table.add_row(span, str(len(run.own)), escape(run.what), style=MARK_STYLES[run.mark])
    yield "\n[bold]逐日计算[/]"
    yield Padding(table, (0, 0, 0, 2))


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()][-1]}）"


def as_dict(clock: Clock) -> dict[str, Any]:
    """Everything the clock knows, for programs; days as 2026-09-21, None where nothing runs."""
    receipt = clock.case.receipt
    return {
        "on": str(clock.on),
        "state": clock.state.value,
        "due": _iso(clock.due),
        "weekday": WEEKDAYS[clock.due.weekday()] if clock.due else None,
        "workdays_left": clock.workdays_left,
        "late": clock.late,
        "base_due": _iso(clock.base_due),
        "alarm_due": _iso(clock.alarm_due),
        "next_workday_due": _iso(clock.next_workday_due),
        "received_on": _iso(clock.received_on),
        "receipt_rule": receipt.rule.text if receipt else None,
        "receipt_basis": str(receipt.rule.basis) if receipt else None,
        "runs_from": _iso(clock.runs_from),
        "alarm_from": _iso(clock.alarm_from),
        "provisional": clock.provisional,
        "why_provisional": clock.why_provisional,
        "paused_workdays": clock.paused_workdays,
        "pauses": [
            {
                "after": str(pause.after),
                "until": str(pause.until),
                "why": pause.why,
                "basis": str(pause.basis),
            }
            for pause in clock.pauses
        ],
        "limits": [
            {
                "kind": limit.kind.value,
                "label": limit.label,
                "last_day": str(limit.last_day),
                "basis": str(limit.basis),
                "provisional": limit.provisional,
            }
            for limit in clock.limits
        ],
        "steps": [{"text": step.text, "basis": str(step.basis)} for step in clock.steps],
        "days": [
            {
                "day": str(day.day),
                "mark": day.mark.value,
                "number": day.number,
                "why": day.why,
                "basis": str(day.basis) if day.basis else None,
            }
            for day in clock.days
        ],
    }


def _iso(day: date | None) -> str | None:
    return str(day) if day else None
