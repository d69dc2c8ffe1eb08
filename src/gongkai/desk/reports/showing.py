"""The form of the report for the screen: each figure with where it comes from and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from gongkai.documents.annual_tables import printed
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.forms import Form, RequestRow
from gongkai.law.annual.tables import Figure
from gongkai.reports.figures import Figures
from gongkai.reports.models import AnnualReport, OfflineFigure

RESULT = "三"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of the form.

    Attributes:
        cell: its name.
        label: what it is called in a sentence.
        text: as printed; nothing where it is blank.
        url: where its records are, if it has any.
        before: what it was at the last look, where that differs.
        offline: what was entered by hand, where anything was.
        is_broken: whether an identity that fails looks at it.
    """

    cell: str
    label: str
    text: str
    url: str = ""
    before: str | None = None
    offline: OfflineFigure | None = None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of table 3 with its labels; ``group`` spans ``group_rows`` rows from this one on."""

    label: str
    figures: Sequence[Shown]
    group: str = ""
    group_rows: int = 0
    in_group: bool = False
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The three tables of a report as the screen shows them, with their identities."""

    form: Form
    proactive: Sequence[tuple[str, Sequence[tuple[str, Sequence[tuple[str, Shown]]]]]]
    requests: Sequence[Line]
    disputes: Sequence[tuple[str, Sequence[Shown]]]
    findings: Sequence[Finding]

    @property
    def failures(self) -> list[Finding]:
        return [one for one in self.findings if one.verdict is Verdict.FAIL]

    @property
    def balance(self) -> list[Finding]:
        """The identity that is printed on the form: it holds, or by how much it does not."""
        return [one for one in self.findings if one.rule == "T3-3"]

    @property
    def blank(self) -> bool:
        return any(one.rule == "BLANK" and one.verdict is not Verdict.PASS for one in self.findings)


class Sheets:
    """Puts a report's figures into the form."""

    def __init__(self, report: AnnualReport, figures: Figures, findings: Sequence[Finding]) -> None:
        self.report = report
        self.figures = figures
        self.findings = findings
        self.tables = figures.tables
        self.form = figures.tables.form
        self.cells: Mapping[str, Figure] = dict(figures.tables.cells())
        self.broken = {
            cell
            for one in findings
            if one.verdict is Verdict.FAIL
            for cell in one.cells
            if cell in self.cells
        }

    def sheet(self) -> Sheet:
        return Sheet(
            self.form,
            tuple(self._proactive()),
            tuple(self._line(row) for row in self.form.request_rows),
            tuple((block.label, tuple(self._of_block(block.key))) for block in self.form.blocks),
            self.findings,
        )

    def _proactive(self) -> Iterator[tuple[str, Sequence[tuple[str, Sequence[tuple[str, Shown]]]]]]:
        items = dict.fromkeys(row.item for row in self.form.proactive_rows)
        for item in items:
            rows = [row for row in self.form.proactive_rows if row.item == item]
            yield (
                item,
                [
                    (
                        row.label,
                        [
                            (self.form.proactive_columns[one], self._shown(f"proactive.{row.key}.{one}"))
                            for one in row.columns
                        ],
                    )
                    for row in rows
                ],
            )

    def _line(self, row: RequestRow) -> Line:
        siblings = [one for one in self.form.request_rows if row.group and one.group == row.group]
        is_first = bool(siblings) and siblings[0] is row
        figures = tuple(self._shown(f"requests.{row.key}.{kind}") for kind in self.form.applicants)
        return Line(
            label=self._label(row),
            figures=figures,
            group=self.form.groups[row.group] if is_first and row.group else "",
            group_rows=len(siblings) if is_first else 0,
            in_group=bool(siblings),
            is_frame=not row.is_leaf,
        )

    def _label(self, row: RequestRow) -> str:
        if not row.number.startswith(RESULT):
            return f"{row.number}、{row.label}"
        return f"{row.number[-1]}.{row.label}" if row.group else f"（{row.number[2]}）{row.label}"

    def _of_block(self, block: str) -> Iterator[Shown]:
        for outcome in self.form.outcomes:
            yield self._shown(f"disputes.{block}.{outcome}")

    def _shown(self, cell: str) -> Shown:
        text = printed(self.cells.get(cell))
        was = self.report.built.get(cell) if self.report.is_building else None
        return Shown(
            cell=cell,
            label=self.form.cell_label(cell),
            text=text,
            url=self._url(cell) if text not in ("", "0") else "",
            before=(was or "空白") if was is not None and was != text else None,
            offline=self.figures.offline.get(cell),
            is_broken=cell in self.broken,
        )

    def _url(self, cell: str) -> str:
        table, _, place = cell.partition(".")
        if table not in ("requests", "disputes") or self.report.is_imported:
            return ""
        asked = {"cell": place, "year": self.report.year}
        if not self.report.is_consolidated:
            asked["organ"] = self.report.organ_id
        return f"/desk/{table}/?{urlencode(asked)}"
