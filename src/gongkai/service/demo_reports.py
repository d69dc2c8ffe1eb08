"""The demo organs' annual reports of the years before their first request, by the same acts as real ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai import data, facts
from gongkai.documents import docx
from gongkai.documents.annual_report import build
from gongkai.documents.model import OfficialDocument
from gongkai.files.confined import judging
from gongkai.files.judging import Judged
from gongkai.files.receiving import receive
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, NEW, TOTAL, Form
from gongkai.organs.models import Organ, User
from gongkai.reports import actions, snapshots, texts
from gongkai.reports.figures import counted, with_offline
from gongkai.reports.models import AnnualReport, OfflineFigure
from gongkai.service import demo_year
from gongkai.service.corpus.bulk import Acting, moment

SOURCE = "demo/reports.toml"
MONTH, DAY = 1, 20  # when last year's report is made and published
Cells = dict[str, Decimal]


def count() -> int:
    """How many reports there are."""
    return len(_told()["reports"])


def steps(organs: Mapping[str, Organ], *, on: date) -> Iterator[str]:
    """Make and publish the reports, telling each; in a scope that may write for all organs."""
    told, last = _told(), demo_year.first_year(on) - 1
    people = {entry["organ"]: (_person(entry["clerk"]), _person(entry["head"])) for entry in told["people"]}
    written = {entry["back"]: entry for entry in told["texts"]}
    for entry in told["reports"]:
        organ, year = organs[entry["organ"]], last + 1 - entry["back"]
        made = _Made(organ, year, *people[entry["organ"]])
        parts = {part: text for part, text in written[entry["back"]].items() if part != "back"}
        if entry.get("imported"):
            report = made.taken_over(entry, parts)
        else:
            report = made.published(entry, parts, told["basis"])
        yield f"{organ.short_name}：{report}"


class _Made:
    """A report on its way from the first figure to its publication."""

    def __init__(self, organ: Organ, year: int, clerk: User, head: User) -> None:
        self.organ, self.year, self.clerk, self.head = organ, year, clerk, head
        self.on = date(year + 1, MONTH, DAY)

    def published(self, entry: Mapping[str, Any], parts: Mapping[str, str], basis: str) -> AnnualReport:
        """The report as it went out."""
        is_consolidated = entry.get("is_consolidated", False)
        with Acting(self.clerk) as by:
            report = actions.begin(self.organ, self.year, is_consolidated=is_consolidated, on=self.on, by=by)
            actions.write_texts(report, parts, on=self.on, by=by)
            for cell, value in {} if is_consolidated else cells(entry, facts.form_of(self.year)).items():
                actions.enter_figure(report, cell, value, basis, on=self.on, by=by)
        with Acting(self.head) as by:
            actions.close(report, on=self.on, by=by)
            return actions.publish(report, on=self.on, at=moment(self.on), by=by)

    def taken_over(self, entry: Mapping[str, Any], parts: Mapping[str, str]) -> AnnualReport:
        """The report of a year before the system, from the Word file that the organ would have."""
        name, content = (
            f"{self.year}年政府信息公开工作年度报告.docx",
            docx.render(self._document(entry, parts)),
        )
        found = Judged(**judging.judged(name, content))  # it is our own file, which needs no guard
        at = moment(self.on)
        with Acting(self.clerk) as by:
            original, _ = receive(self.organ, name, [content], on=self.on, at=at, by=by)
            report = actions.take_over(self.organ, found, original, on=self.on, by=by)
        with Acting(self.head) as by:
            return actions.publish(report, on=self.on, at=at, by=by)

    def _document(self, entry: Mapping[str, Any], parts: Mapping[str, str]) -> OfficialDocument:
        entered = cells(entry, facts.form_of(self.year)).items()
        nothing, _ = counted([], self.year)
        tables = with_offline(nothing, [OfflineFigure(cell=cell, value=value) for cell, value in entered])
        known = texts.values(tables, organ=self.organ.name, year=self.year)
        report = {
            "organ": self.organ.name,
            "year": self.year,
            "form": tables.form.version,
            "parts": {part: texts.blocks(texts.bound(text, known)) for part, text in parts.items()},
            "tables": snapshots.plain_tables(tables),
        }
        return build(snapshots.document({"report": report}))


def cells(entry: Mapping[str, Any], form: Form) -> Cells:
    """What is entered by hand: all of table 2, and of the others whatever is not nothing."""
    return {
        **_proactive(entry["proactive"], form),
        **{cell: value for cell, value in (*_requests(entry, form), *_disputes(entry)) if value},
    }


def _proactive(told: Mapping[str, float], form: Form) -> Cells:
    names = [f"{row.key}.{column}" for row in form.proactive_rows for column in row.columns]
    return {f"proactive.{name}": Decimal(str(told.get(name, 0))) for name in names}


def _requests(entry: Mapping[str, Any], form: Form) -> Iterator[tuple[str, Decimal]]:
    """Table 3; what came in is what ended or was left, less what was there before."""
    kinds = [kind for kind in form.applicants if kind != TOTAL]
    rows = {row: _filled(figures, kinds) for row, figures in entry["endings"].items()}
    before, left = (_filled(entry.get(row, ()), kinds) for row in (CARRIED_IN, CARRIED_OUT))
    ended = [sum(column) for column in zip(*rows.values(), strict=True)]
    rows |= {CARRIED_IN: before, CARRIED_OUT: left}
    rows[NEW] = [done + out - known for done, out, known in zip(ended, left, before, strict=True)]
    for row, figures in rows.items():
        for kind, figure in zip(kinds, figures, strict=True):
            yield f"requests.{row}.{kind}", Decimal(figure)


def _disputes(entry: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for cell, figure in entry.get("disputes", {}).items():
        yield f"disputes.{cell}", Decimal(figure)


def _filled(figures: Sequence[int], kinds: Sequence[str]) -> list[int]:
    return [*figures, *(0 for _ in range(len(kinds) - len(figures)))]


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _told() -> Mapping[str, Any]:
    return data.read_toml(SOURCE)
