"""Judges a published report with the law: every rule, one verdict, fingerprints that stay."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, TypeVar

from gongkai import facts
from gongkai.audit.claims import narrative_of
from gongkai.audit.claims.fees import fee_of
from gongkai.audit.report import Doubt, FormUsed, PublishedReport
from gongkai.law.annual.claims import Narrative
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.identities import (
    IDENTITIES,
    t4_3_suits_after_reconsideration,
    t4_4_disputes_without_requests,
)
from gongkai.law.annual.powers import t2_2_rules_need_power
from gongkai.law.annual.presentation import (
    form_of_the_year,
    no_seventh_part,
    period_of_the_report,
    six_parts,
    title_of_the_report,
    topics_of_part_one,
)
from gongkai.law.annual.rollup import GOVERNMENT, Unit, p_1_sums, p_2_totals, p_4_fees, units_to_add
from gongkai.law.annual.tables import Figure, Tables
from gongkai.law.annual.text import (
    TEXT_RULES,
    WORDING_RULES,
    fee_sentence,
    growth_as_told,
    withdrawn_inside_other,
)
from gongkai.law.annual.totals import has_disputes, has_proactive, has_requests
from gongkai.law.annual.years import (
    y_0_the_year_before,
    y_1_carried_over,
    y_2_documents_in_force,
    y_3_items,
    y_4_pending_disputes,
    y_5_similar_text,
)

YEAR_RULES = (y_1_carried_over, y_2_documents_in_force, y_3_items, y_4_pending_disputes)
COMPARED_PARTS = (1, 5)
# Rules on how a report is worded, not on what its figures say.
WORDING = frozenset({"TITLE-1", "PARTS-3", "FEE-1"})
TABLE_NAMES = ("proactive", "requests", "disputes")
NO_FIGURES = (
    "原文表格数字缺失：各表的项目都在，数字没有读到。如原文各格均为0，也会如此，即与全部为0相符，"
    "但不能据此认定为0；请对照原件核对。"
)
NO_TABLES = "没有找到年度报告的三张表，无法判断；请核对文件是否为政府信息公开工作年度报告。"
FINGERPRINT_LENGTH = 16
UNNAMED = "（未认出名称的机关{}）"
Cells = TypeVar("Cells", bound=Mapping[str, Figure])


class Judged(NamedTuple):
    """A finding of a report of an organ and a year."""

    organ: str | None
    year: int | None
    finding: Finding

    @property
    def fingerprint(self) -> str:
        """The same from run to run, whatever the file is called and in whatever order things were found."""
        found = self.finding
        told = (found.rule, *sorted(found.cells), _written(found.expected), _written(found.found))
        known = "\n".join((self.organ or "", str(self.year or ""), *told))
        return hashlib.sha256(known.encode()).hexdigest()[:FINGERPRINT_LENGTH]


@dataclass(frozen=True)
class Audit:
    """A report, what was found, and the verdict over all.

    FAIL where a rule fails; else NOT_ASSESSABLE where no table could be judged; else UNCERTAIN
    where a person should look, also at what could not be read; else PASS.
    """

    report: PublishedReport
    findings: tuple[Judged, ...]
    verdict: Verdict

    @property
    def is_only_wording(self) -> bool:
        """Whether everything was read and nothing but the wording wants a look."""
        uncertain = {each.finding.rule for each in self.findings if each.finding.verdict is Verdict.UNCERTAIN}
        is_read = not self.report.doubts and all(_has_figures(self.report.tables))
        return self.verdict is Verdict.UNCERTAIN and is_read and uncertain <= WORDING


def judge(
    report: PublishedReport,
    *,
    previous: PublishedReport | None = None,
    children: Sequence[PublishedReport] = (),
) -> Audit:
    """Judge a report by itself, against last year's, and against the reports it consolidates."""
    tables = assessable(report.tables, report.doubts)
    narrative = narrative_of(report)
    before = assessable(previous.tables, previous.doubts) if previous else None
    findings = [
        *_reading(report, tables),
        *chain.from_iterable([rule(tables) for rule in IDENTITIES]),
        *_with_more_facts(report, tables, before),
        *_text(report, narrative, tables, before),
        *_presentation(report, tables),
        *(_years(report, tables, previous, before) if previous and before else ()),
        *(_rollup(report, tables, narrative, children) if children else ()),
    ]
    once = {(each.rule, each.cells, each.expected, each.found): each for each in findings}
    judged = tuple(Judged(report.organ, report.year, each) for each in once.values())
    return Audit(report, judged, _overall(report, tables, findings))


def assessable(tables: Tables, doubts: Sequence[Doubt]) -> Tables:
    """The tables without the rows and blocks whose figures could not be made out.

    An unknown figure is not a blank one: a blank counts as 0, an unknown row is not judged. A row
    is unknown where a doubt names it and it is empty, or names one of its empty cells.
    """
    doubted = {cell for doubt in doubts for cell in doubt.cells}
    if not doubted:
        return tables
    applicants = tuple(tables.form.applicants)
    requests = {row: dict(zip(applicants, values, strict=True)) for row, values in tables.requests.items()}
    unknown = {row for row, cells in requests.items() if _is_unknown("requests", row, cells, doubted)}
    return replace(
        tables,
        proactive=_known("proactive", tables.proactive, doubted),
        requests={row: values for row, values in tables.requests.items() if row not in unknown},
        disputes=_known("disputes", tables.disputes, doubted),
    )


def _known(table: str, rows: Mapping[str, Cells], doubted: set[str]) -> dict[str, Cells]:
    return {row: cells for row, cells in rows.items() if not _is_unknown(table, row, cells, doubted)}


def _is_unknown(table: str, row: str, cells: Mapping[str, Figure], doubted: set[str]) -> bool:
    blank = [column for column, figure in cells.items() if figure is None]
    if len(blank) == len(cells) and (f"{table}.{row}" in doubted or table in doubted):
        return True
    return any(f"{table}.{row}.{column}" in doubted for column in blank)


def _reading(report: PublishedReport, tables: Tables) -> Iterator[Finding]:
    """What could not be read: an anomaly of the reading, not of the source."""
    for doubt in report.doubts:
        yield Finding(doubt.code, Verdict.NOT_ASSESSABLE, doubt.cells, doubt.message)
    if not (report.doubts or any(_has_figures(tables))):
        found = report.form is not FormUsed.UNKNOWN
        message = NO_FIGURES if found else NO_TABLES
        yield Finding("READ-NONE", Verdict.NOT_ASSESSABLE, TABLE_NAMES, message)


def _has_figures(tables: Tables) -> tuple[bool, ...]:
    """Whether tables 2, 3 and 4 have a figure each."""
    return has_proactive(tables), has_requests(tables), has_disputes(tables)


def _with_more_facts(report: PublishedReport, tables: Tables, before: Tables | None) -> Iterator[Finding]:
    yield from t2_2_rules_need_power(tables, report.organ, makers=facts.rule_makers())
    yield from t4_3_suits_after_reconsideration(tables, before)
    yield from t4_4_disputes_without_requests(tables, many=facts.limits().disputes_without_requests)


def _text(
    report: PublishedReport, narrative: Narrative, tables: Tables, before: Tables | None
) -> Iterator[Finding]:
    yield from chain.from_iterable([rule(narrative, tables) for rule in TEXT_RULES])
    yield from chain.from_iterable([rule(narrative) for rule in WORDING_RULES])
    yield from growth_as_told(narrative, before, limits=facts.limits())
    yield from withdrawn_inside_other(narrative, tables, practice=facts.practice())
    yield from fee_sentence(narrative, report.year)


def _presentation(report: PublishedReport, tables: Tables) -> Iterator[Finding]:
    is_whole = any(_has_figures(tables))
    is_government = bool(report.organ and report.organ.endswith(GOVERNMENT))
    yield from form_of_the_year(report.form, report.year, is_whole=is_whole)
    yield from six_parts(report.parts, report.tables.form, limits=facts.limits())
    yield from no_seventh_part(report.text)
    yield from topics_of_part_one(
        report.parts.get(1), is_government=is_government, topics=facts.overview_topics()
    )
    yield from title_of_the_report(report.organ, report.year, report.text)
    yield from period_of_the_report(report.year, report.text)


def _years(
    report: PublishedReport, tables: Tables, previous: PublishedReport, before: Tables
) -> Iterator[Finding]:
    mistaken = y_0_the_year_before(
        report.organ, report.year, previous_organ=previous.organ, previous_year=previous.year
    )
    yield from mistaken
    if any(finding.verdict is Verdict.UNCERTAIN for finding in mistaken):
        return
    for rule in YEAR_RULES:
        yield from rule(tables, before)
    yield from y_5_similar_text(_free_text(report), _free_text(previous), limits=facts.limits())


def _free_text(report: PublishedReport) -> str:
    """Parts 一 and 五, which the organ writes itself; the whole where the headings were lost."""
    return "\n".join(report.parts[part] for part in COMPARED_PARTS if part in report.parts) or report.text


def _rollup(
    report: PublishedReport, tables: Tables, narrative: Narrative, children: Sequence[PublishedReport]
) -> Iterator[Finding]:
    fee = narrative.fee.yuan if narrative.fee else None
    parent = Unit(report.organ or UNNAMED.format(""), report.year, tables, fee)
    units, left_out = units_to_add(parent, [_unit(child, i) for i, child in enumerate(children, start=1)])
    yield from left_out
    yield from p_1_sums(tables, units, vertical=facts.vertical_organs())
    yield from p_2_totals(tables, units, vertical=facts.vertical_organs())
    yield from p_4_fees(parent, units)


def _unit(child: PublishedReport, number: int) -> Unit:
    fee = fee_of(child.parts, child.text)
    tables = assessable(child.tables, child.doubts)
    return Unit(child.organ or UNNAMED.format(number), child.year, tables, fee.yuan if fee else None)


def _overall(report: PublishedReport, tables: Tables, findings: Sequence[Finding]) -> Verdict:
    verdicts = {finding.verdict for finding in findings}
    figures = _has_figures(tables)
    if Verdict.FAIL in verdicts:
        return Verdict.FAIL
    if not any(figures):
        return Verdict.NOT_ASSESSABLE
    wants_a_look = Verdict.UNCERTAIN in verdicts or report.doubts or not all(figures)
    return Verdict.UNCERTAIN if wants_a_look else Verdict.PASS


def _written(figure: Figure | str) -> str:
    return "" if figure is None else str(figure)
