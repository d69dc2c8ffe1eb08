"""Whether a year can be closed, and if not, every reason why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai import facts
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.identities import IDENTITIES
from gongkai.law.annual.powers import t2_2_rules_need_power
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.years import y_1_carried_over
from gongkai.reports import texts
from gongkai.reports.figures import Figures, frozen
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import figures_of, rolled_up, year_before
from gongkai.requests import figures as requests

PART_NAMES = {"1": "一、总体情况", "5": "五、存在的主要问题及改进情况", "6": "六、其他需要报告的事项"}
NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a year cannot be closed.

    Attributes:
        about: ``year``, ``requests``, ``figures``, ``texts`` or ``units``.
        message: what is wrong and what to do.
        rule: the identity that fails, where it is one.
        cells: which it looked at.
    """

    about: str
    message: str
    rule: str = ""
    cells: tuple[str, ...] = ()


def reasons(report: AnnualReport, on: date) -> list[Reason]:
    """Every reason why this report cannot be closed on that day; none where it can."""
    figures = figures_of(report)
    return [
        *_year(report, on),
        *_unregistered(report, figures),
        *_identities(report, figures.tables),
        *_units(report),
        *_texts(report, figures.tables),
    ]


def checked(report: AnnualReport, tables: Tables) -> list[Finding]:
    """Every identity of the report: within its tables, and with the year before."""
    found = [finding for rule in IDENTITIES for finding in rule(tables)]
    found += t2_2_rules_need_power(tables, report.organ.name, makers=facts.rule_makers())
    before = year_before(report)
    if before is not None:
        found += y_1_carried_over(tables, frozen(before))
    return found


def _year(report: AnnualReport, on: date) -> Iterator[Reason]:
    if on <= date(report.year, 12, 31):
        yield Reason("year", f"统计期限到{report.year}年12月31日止，年度结束后才能结账。")


def _unregistered(report: AnnualReport, figures: Figures) -> Iterator[Reason]:
    if not figures.without_kind:
        return
    found = requests.without_kind([report.organ_id], report.year).order_by("year", "number")
    named = "、".join(request.serial for request in found[:NAMED_AT_MOST])
    more = "等" if figures.without_kind > NAMED_AT_MOST else ""
    yield Reason(
        "requests",
        f"有{figures.without_kind}件申请没有登记申请人类别，无法统计：{named}{more}。请先登记这些申请。",
    )


def _identities(report: AnnualReport, tables: Tables) -> Iterator[Reason]:
    for finding in checked(report, tables):
        is_blank = finding.rule == "BLANK" and finding.verdict is not Verdict.PASS
        if finding.verdict is Verdict.FAIL or is_blank:
            # A blank is no identity that fails, but a figure that is still to be entered.
            rule = "" if is_blank else finding.rule
            yield Reason("figures", finding.message, rule, finding.cells)


def _units(report: AnnualReport) -> Iterator[Reason]:
    if not report.is_consolidated:
        return
    rolled = rolled_up(report.organ, report.year)
    for finding in rolled.findings:
        if finding.verdict is not Verdict.PASS:
            yield Reason("units", finding.message, finding.rule, finding.cells)


def _texts(report: AnnualReport, tables: Tables) -> Iterator[Reason]:
    known = texts.values(tables, organ=report.organ.name, year=report.year)
    for part, name in PART_NAMES.items():
        for mistake in texts.mistakes(report.texts.get(part, ""), known):
            yield Reason("texts", f"“{name}”：{mistake}")


def balanced(findings: Sequence[Finding]) -> bool:
    """Whether no identity fails."""
    return all(finding.verdict is not Verdict.FAIL for finding in findings)
