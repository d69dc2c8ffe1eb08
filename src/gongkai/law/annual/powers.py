"""Who may make 规章: told from an organ's name, as far as a name tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.tables import Tables
from gongkai.law.statutes import LEGISLATION, REPORT_FORM_2021, cites

OFFICES = ("办公厅", "办公室")
CITY_LENGTHS = range(3, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMakers:
    """How the names of organs with and without the power end; ``data/annual/rule-makers.toml``."""

    provinces: frozenset[str]
    cities: frozenset[str]
    prefectures_end: tuple[str, ...]
    central_begin: tuple[str, ...]
    central: frozenset[str]
    without_end: tuple[str, ...]
    local_marks: tuple[str, ...]

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "RuleMakers":
        """The lists from the data file."""
        return cls(
            provinces=frozenset(facts["provinces"]),
            cities=frozenset(city for group in facts["cities"].values() for city in group),
            prefectures_end=tuple(facts["prefectures_end"]),
            central_begin=tuple(facts["central_begin"]),
            central=frozenset(facts["central"]),
            without_end=tuple(facts["without_end"]),
            local_marks=tuple(facts["local_marks"]),
        )


@cites(LEGISLATION.art(91), LEGISLATION.art(93))
def makes_rules(organ: str, makers: RuleMakers) -> bool | None:
    """Whether the organ can make 规章; None where its name does not tell.

    State Council departments, provinces, cities with districts and autonomous prefectures can. The
    general office of such a government reports for it.
    """
    government = _without_office(organ)
    place = government.removesuffix("人民政府")
    if place != government:
        return _government_makes_rules(place, makers)
    if organ in makers.central:
        return True
    if organ.endswith(makers.without_end):
        local = any(mark in organ for mark in makers.local_marks)
        return None if organ.startswith(makers.central_begin) and not local else False
    return None


def _without_office(organ: str) -> str:
    """The government whose general office this is, or the organ itself."""
    for office in OFFICES:
        government = organ.removesuffix(office)
        if government != organ and government.endswith("人民政府"):
            return government
    return organ


def _government_makes_rules(place: str, makers: RuleMakers) -> bool | None:
    if place in makers.provinces:
        return True
    if place.endswith("市"):
        return True if any(place[-length:] in makers.cities for length in CITY_LENGTHS) else None
    if place.endswith(makers.prefectures_end):
        return True
    return False if place.endswith(makers.without_end) else None


@cites(LEGISLATION.art(91), LEGISLATION.art(93), REPORT_FORM_2021.part("表二"))
def t2_2_rules_need_power(tables: Tables, organ: str | None, *, makers: RuleMakers) -> tuple[Finding, ...]:
    """An organ without the power to make 规章 has 0 in that row."""
    figures = tables.proactive.get("rules", {})
    filled = {f"proactive.rules.{column}": figure for column, figure in figures.items() if figure}
    if not figures or all(figure is None for figure in figures.values()):
        return not_assessable("T2-2", ("proactive.rules",), "表二没有读到“规章”一行，无法核对。")
    if not filled:
        return passed("T2-2", ("proactive.rules",), "表二“规章”一行为0。")
    power = makes_rules(organ, makers) if organ else None
    if power:
        return passed("T2-2", tuple(filled), f"{organ}有规章制定权，可以填报规章。")
    shown = "、".join(f"{tables.form.cell_label(cell)}{figure}" for cell, figure in filled.items())
    if power is None:
        message = f"{shown}；从名称不能判断{organ or '本机关'}有无规章制定权，请人工核对。"
        return not_assessable("T2-2", tuple(filled), message)
    message = (
        f"{shown}，而{organ}没有规章制定权。规章只有国务院部门、省级政府、设区的市和自治州政府可以制定，"
        "该行应填0；如是行政规范性文件，请填入下一行。"
    )
    return (Finding("T2-2", Verdict.FAIL, tuple(filled), message, 0, sum(filled.values())),)
