"""The State Council's yearly notices: which days are off, and which weekends are worked for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

Value = TypeVar("Value")

DAY = timedelta(days=1)

NOTICE_KEYS = frozenset(
    {"number", "number_confirmed", "amends", "issued_on", "known_on", "source", "exceptional", "holiday"}
)
HOLIDAY_KEYS = frozenset({"name", "first", "last", "make_up"})


class NoticeFormatError(ValueError):
    """A notice's facts lack something, or hold something that cannot be read."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday as arranged: the days off from ``first`` to ``last``, and the weekends worked."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        """Each day off, in order; none where ``first`` is after ``last``."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + offset * DAY


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on the holidays of a year.

    ``known_on`` is the day from which an office could count with it; ``confirmed`` says whether
    number and date were read in a published text; ``amends`` is the number of the notice of the
    same year that this one changes or adds to; ``exceptional`` marks an arrangement that departs
    from the usual measure, which the rules allow in special cases; ``source`` is where it stands.
    """

    year: int
    number: str
    issued_on: date
    known_on: date
    holidays: tuple[Holiday, ...]
    confirmed: bool = False
    amends: str = ""
    exceptional: bool = False
    source: str = ""

    @property
    def label(self) -> str:
        """What to call the notice: its number, or its title where no number is known."""
        return self.number or f"国务院办公厅关于{self.year}年部分节假日安排的通知"


def in_force(notices: Iterable[Notice]) -> list[tuple[Notice, Holiday]]:
    """The arrangements that stand: of two with one year and name, the one that became known later."""
    standing: dict[tuple[int, str], tuple[Notice, Holiday]] = {}
    for notice in sorted(notices, key=lambda notice: (notice.known_on, notice.issued_on, notice.year)):
        for holiday in notice.holidays:
            standing[notice.year, holiday.name] = (notice, holiday)
    return list(standing.values())


def notices_from_facts(facts: Mapping[str, Any]) -> tuple[Notice, ...]:
    """The notices of one file: a ``year`` and a list ``notice``.

    Raises:
        NoticeFormatError: the message names the entry that is missing or wrong.
    """
    _only(facts, frozenset({"year", "notice"}), "文件")
    year = _value(facts, "year", int, "文件")
    return tuple(_notice(entry, year) for entry in _tables(facts, "notice", "文件"))


def _notice(entry: Mapping[str, Any], year: int) -> Notice:
    place = f"{year}年的通知"
    _only(entry, NOTICE_KEYS, place)
    issued_on = _value(entry, "issued_on", date, place)
    return Notice(
        year=year,
        number=_value(entry, "number", str, place),
        issued_on=issued_on,
        known_on=_value(entry, "known_on", date, place) if "known_on" in entry else issued_on,
        holidays=tuple(_holiday(holiday, place) for holiday in _tables(entry, "holiday", place)),
        confirmed=entry.get("number_confirmed", False) is True,
        amends=_value(entry, "amends", str, place) if "amends" in entry else "",
        exceptional=entry.get("exceptional", False) is True,
        source=_value(entry, "source", str, place) if "source" in entry else "",
    )


def _holiday(entry: Mapping[str, Any], place: str) -> Holiday:
    name = _value(entry, "name", str, f"{place}中的节日")
    place = f"{place}“{name}”"
    _only(entry, HOLIDAY_KEYS, place)
    make_up = entry.get("make_up", [])
    if not isinstance(make_up, list) or not all(type(day) is date for day in make_up):
        raise NoticeFormatError(f"{place}的 make_up 应当是日期的列表，例如 [2026-02-14, 2026-02-28]")
    return Holiday(
        name=name,
        first=_value(entry, "first", date, place),
        last=_value(entry, "last", date, place),
        make_up=tuple(sorted(make_up)),
    )


KINDS = {int: "整数", str: "文字", date: "日期（不加引号，如 2026-02-14）"}


def _value(entry: Mapping[str, Any], key: str, kind: type[Value], place: str) -> Value:
    if key not in entry:
        raise NoticeFormatError(f"{place}缺少 {key}")
    value = entry[key]
    if type(value) is not kind:
        raise NoticeFormatError(f"{place}的 {key} 应当是{KINDS[kind]}，现在是“{value}”")
    return value


def _tables(entry: Mapping[str, Any], key: str, place: str) -> Sequence[Mapping[str, Any]]:
    tables = entry.get(key)
    if not isinstance(tables, list) or not tables or not all(isinstance(table, Mapping) for table in tables):
        raise NoticeFormatError(f"{place}缺少 [[{key}]]，请至少写一项")
    return tables


def _only(entry: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    if strange := sorted(set(entry) - known):
        raise NoticeFormatError(
            f"{place}有不认识的项目：{'、'.join(strange)}；可用的是：{'、'.join(sorted(known))}"
        )
