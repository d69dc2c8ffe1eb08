"""Readers of annual reports: which there are, what they say, and how they add up over organs."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai import facts
from gongkai.documents.annual_tables import printed
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.rollup import Unit, p_1_sums, p_2_totals, p_5_all_published
from gongkai.law.annual.tables import Figure, Tables
from gongkai.organs.models import Organ
from gongkai.organs.queries import below
from gongkai.reports import snapshots
from gongkai.reports.figures import Figures, counted, frozen, with_offline
from gongkai.reports.models import AnnualReport, OfflineFigure

AUDITING = 0x61756469  # this lock's number


def is_free() -> bool:
    """Whether nobody else has a report audited by the public's page; if so, it is this transaction's turn.

    One at a time, so that hostile files never keep all processes of the site busy.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [AUDITING])
        return bool(cursor.fetchone()[0])


def reports() -> QuerySet[AnnualReport]:
    """The reports that the reader may see, newest first; without what is long in them."""
    found = AnnualReport.objects.select_related("organ", "docx", "pdf", "original", "restated_from")
    return found.defer("html", "snapshot").order_by("-year", "organ__region_code", "organ", "-version")


def published(organ: int) -> list[AnnualReport]:
    """What the public reads of an organ: the newest version of each year, newest year first."""
    found = reports().filter(organ=organ, state=AnnualReport.State.PUBLISHED)
    newest: dict[tuple[int, bool], AnnualReport] = {}
    for report in found.order_by("-year", "is_consolidated", "-version"):
        newest.setdefault((report.year, report.is_consolidated), report)
    return list(newest.values())


def newest_published() -> QuerySet[AnnualReport]:
    """What the public reads of all organs in use: the newest published version of each report."""
    out = AnnualReport.objects.filter(state=AnnualReport.State.PUBLISHED)
    newer = out.filter(
        organ=OuterRef("organ"),
        year=OuterRef("year"),
        is_consolidated=OuterRef("is_consolidated"),
        version__gt=OuterRef("version"),
    )
    return out.filter(~Exists(newer), organ__is_active=True).select_related("organ")


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of a published report, without what is long in it."""

    report: AnnualReport
    tables: Tables


def by_year(organ: int, *, is_consolidated: bool = False) -> list[Published]:
    """The newest version of each year that an organ published, the oldest year first."""
    found = AnnualReport.objects.filter(organ=organ, is_consolidated=is_consolidated)
    return sorted(_newest_published(found), key=lambda one: one.report.year)


def by_organ(year: int) -> list[Published]:
    """The newest version that each organ published of its own report for a year, higher organs first."""
    found = AnnualReport.objects.filter(year=year, is_consolidated=False, organ__is_active=True)
    return sorted(
        _newest_published(found),
        key=lambda one: (
            one.report.organ.region_code,
            one.report.organ.superior_id or 0,
            one.report.organ_id,
        ),
    )


def _rank(organ: Organ) -> tuple[str, int, int]:
    """Where an organ stands in a list, as in ``organs.queries.listed``."""
    return organ.region_code, organ.superior_id or 0, organ.pk


def years_published() -> list[int]:
    """The years of which some organ published its own report, newest first."""
    found = AnnualReport.objects.filter(state=AnnualReport.State.PUBLISHED, is_consolidated=False)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def _newest_published(found: QuerySet[AnnualReport]) -> list[Published]:
    rows = (
        found.filter(state=AnnualReport.State.PUBLISHED)
        .select_related("organ")
        .defer("html", "snapshot", "texts", "built")
        .annotate(form=F("snapshot__report__form"), told=F("snapshot__report__tables"))
        .order_by("version")
    )
    newest = {(row.organ_id, row.year): row for row in rows}
    return [Published(row, snapshots.tables_of(row.form, row.told)) for row in newest.values()]


def versions(report: AnnualReport) -> QuerySet[AnnualReport]:
    """All published versions of a report, newest first."""
    return reports().filter(
        organ=report.organ_id,
        year=report.year,
        is_consolidated=report.is_consolidated,
        state=AnnualReport.State.PUBLISHED,
    )


def uses_of_file(file: int) -> Iterator[str]:
    """The published report whose Word, PDF or original a file is."""
    for report in AnnualReport.objects.filter(Q(docx=file) | Q(pdf=file) | Q(original=file)):
        yield f"已发布的{report}"


def figures_of(report: AnnualReport) -> Figures:
    """What a report says in figures: from the records while it is building, else as it was frozen."""
    entered = list(report.offline.select_related("entered_by").order_by("pk"))
    by_cell = {one.cell: one for one in entered}
    if not report.is_building:
        return Figures(frozen(report), by_cell)
    if report.is_consolidated:
        return Figures(with_offline(rolled_up(report.organ, report.year).summed, entered), by_cell)
    tables, without = counted([report.organ_id], report.year)
    return Figures(with_offline(tables, entered), by_cell, without)


def latest(organ: int, year: int, *, is_consolidated: bool = False) -> AnnualReport | None:
    """The newest report of a year that is closed or published."""
    found = AnnualReport.objects.filter(organ_id=organ, year=year, is_consolidated=is_consolidated)
    return found.exclude(state=AnnualReport.State.BUILDING).order_by("-version").first()


def year_before(report: AnnualReport) -> AnnualReport | None:
    """The newest closed report of the same organ for the year before."""
    return latest(report.organ_id, report.year - 1, is_consolidated=report.is_consolidated)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that two versions tell differently."""

    cell: str
    label: str
    before: Figure
    after: Figure

    @property
    def printed_before(self) -> str:
        return printed(self.before) or "空白"

    @property
    def printed_after(self) -> str:
        return printed(self.after) or "空白"

    @property
    def change(self) -> str:
        """By how much it grew or fell, with its sign."""
        return format((self.after or 0) - (self.before or 0), "+f" if self._has_decimals else "+")

    @property
    def _has_decimals(self) -> bool:
        return isinstance(self.before, Decimal) or isinstance(self.after, Decimal)


def differences(before: Tables, after: Tables) -> list[Difference]:
    """What a restatement changes, cell by cell."""
    old, new = dict(before.cells()), dict(after.cells())
    return [
        Difference(cell, after.form.cell_label(cell), old.get(cell), figure)
        for cell, figure in new.items()
        if old.get(cell) != figure
    ]


@dataclass(frozen=True, slots=True)
class RollUp:
    """The reports of an organ and of all below it, added up.

    Attributes:
        units: every organ that reports, with its newest closed report, where there is one.
        summed: the sum of these reports, cell by cell.
        counted: the same from the records of all, by one count, with what was entered by hand.
        findings: whether every report is there, and whether the two agree.
    """

    units: Sequence[tuple[Organ, AnnualReport | None]]
    summed: Tables
    counted: Tables
    findings: Sequence[Finding]

    @property
    def missing(self) -> list[Organ]:
        return [organ for organ, report in self.units if report is None]

    @property
    def is_proven(self) -> bool:
        """Whether every unit has closed its year and each cell is the sum of the units' cells."""
        return not self.missing and all(one.verdict is Verdict.PASS for one in self.findings)


def rolled_up(organ: Organ, year: int) -> RollUp:
    """The reports of an organ and of all below it, added up and proven.

    What was frozen is added; the records are counted again over all organs at once; both must be equal, so
    that no unit is missing, doubled, or changed after it was closed.
    """
    ids = {organ.pk, *below([organ.pk])}
    organs = list(Organ.objects.filter(pk__in=ids, is_active=True).order_by("region_code", "pk"))
    closed = _newest_closed(ids, year)
    units = [(one, closed.get(one.pk)) for one in organs]
    parts = [Unit(one.name, year, frozen(report)) for one, report in units if report]
    entered = OfflineFigure.objects.filter(report__in=[report.pk for report in closed.values()])
    records, _ = counted(ids, year)
    whole = _with_added(records, list(entered))
    # Of what was taken over from a file there are no records.
    whole = reduce(_plus, (frozen(one) for one in closed.values() if one.is_imported), whole)
    findings = [
        *p_1_sums(whole, parts),
        *p_2_totals(whole, parts),
        *p_5_all_published([one.name for one in organs], [part.name for part in parts]),
    ]
    summed = reduce(_plus, (part.tables for part in parts), _zero(year))
    return RollUp(units, summed, whole, findings)


def _newest_closed(organs: Collection[int], year: int) -> dict[int, AnnualReport]:
    found = AnnualReport.objects.filter(organ_id__in=organs, year=year, is_consolidated=False)
    closed = found.exclude(state=AnnualReport.State.BUILDING).defer("html").order_by("version")
    return {report.organ_id: report for report in closed}


def _with_added(records: Tables, entered: Sequence[OfflineFigure]) -> Tables:
    """The counted tables with the hand-entered figures of all units; those of one cell are added."""
    added: dict[str, OfflineFigure] = {}
    for one in entered:
        known = added.get(one.cell)
        added[one.cell] = OfflineFigure(cell=one.cell, value=one.value + (known.value if known else 0))
    return with_offline(records, added.values())


def _zero(year: int) -> Tables:
    """Tables full of zeros, to begin a sum with; what no unit tells stays blank."""
    form = facts.form_of(year)
    none = dict.fromkeys(tuple(form.outcomes), 0)
    return Tables(
        form,
        snapshots.blank_tables(year).proactive,
        {row.key: (0,) * len(form.applicants) for row in form.request_rows},
        {block.key: none for block in form.blocks},
    )


def _plus(one: Tables, other: Tables) -> Tables:
    proactive = {
        row: {
            column: _added(figure, other.proactive.get(row, {}).get(column))
            for column, figure in figures.items()
        }
        for row, figures in one.proactive.items()
    }
    nothing = (None,) * len(one.form.applicants)  # a report may be on the form before
    requests = {
        row: tuple((a or 0) + (b or 0) for a, b in zip(values, other.requests.get(row, nothing), strict=True))
        for row, values in one.requests.items()
    }
    disputes = {
        block: {
            column: (figure or 0) + (other.disputes[block][column] or 0) for column, figure in figures.items()
        }
        for block, figures in one.disputes.items()
    }
    return Tables(one.form, proactive, requests, disputes)


def _added(one: Figure, other: Figure) -> Figure:
    """The sum; a blank beside a figure counts as nothing, two blanks stay blank."""
    if one is None or other is None:
        return other if one is None else one
    return one + other
