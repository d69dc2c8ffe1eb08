"""Building, closing, restating and publishing annual reports."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongkai import facts
from gongkai.documents.annual_tables import printed as printed_figure
from gongkai.files.judging import Judged
from gongkai.files.models import File
from gongkai.files.receiving import receive
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User
from gongkai.reports import importing, snapshots, texts
from gongkai.reports.closing import Reason, reasons
from gongkai.reports.events import (
    FigureEntered,
    FigureWithdrawn,
    ReportBegun,
    ReportBuilt,
    ReportClosed,
    ReportDiscarded,
    ReportImported,
    ReportPublished,
    ReportRestated,
    TextWritten,
)
from gongkai.reports.figures import Figures, enterable, whole_or_money
from gongkai.reports.models import AnnualReport, OfflineFigure
from gongkai.reports.publishing import as_page, printed
from gongkai.reports.queries import figures_of, latest, year_before

FIRST_YEAR, LAST_YEAR = 2019, 2099


class NotBuildingError(RefusedError):
    """The report is closed; only a restatement can change it."""


class NotClosableError(RefusedError):
    """The year cannot be closed yet; ``reasons`` tell all that is in the way."""

    def __init__(self, found: Sequence[Reason]) -> None:
        self.reasons = tuple(found)
        told = "；".join(reason.message.rstrip("。") for reason in self.reasons)
        super().__init__(f"还有{len(self.reasons)}个问题，不能结账：{told}。")


class NotPossibleError(RefusedError):
    """This cannot be done with the report; the message says why and what to do."""


@action
def begin(organ: Organ, year: int, *, is_consolidated: bool = False, on: date, by: User) -> AnnualReport:
    """Begin the report of a year, with drafts of its texts.

    Raises:
        NotPossibleError: there is one, or the year lies in the future.
    """
    if not FIRST_YEAR <= year <= min(on.year, LAST_YEAR):
        raise NotPossibleError(f"只能编制{FIRST_YEAR}年至{on.year}年的年度报告，请核对年度。")
    if AnnualReport.objects.filter(organ=organ, year=year, is_consolidated=is_consolidated).exists():
        raise NotPossibleError(f"{year}年的年度报告已经有了，请在列表中打开；要更正的，请在其中点“更正”。")
    report = AnnualReport.objects.create(
        organ=organ, year=year, is_consolidated=is_consolidated, texts=texts.drafts()
    )
    record(ReportBegun(year=year, is_consolidated=is_consolidated), about=report, on=on, by=by)
    return report


@action
def build(report: AnnualReport, *, on: date, by: User) -> AnnualReport:
    """Take the figures as they are now; what changes from here on is marked.

    Raises:
        NotBuildingError: the report is closed.
    """
    _lock_building(report)
    report.built = snapshots.cells_as_text(figures_of(report).tables)
    report.built_on = on
    report.save(update_fields=["built", "built_on"])
    record(ReportBuilt(sha256=snapshots.check_value(report.built)), about=report, on=on, by=by)
    return report


@action
def write_texts(
    report: AnnualReport, changes: Mapping[str, str], *, on: date, by: User, expected: int | None = None
) -> AnnualReport:
    """Change the texts of some parts; what is still wrong with them is asked for at the closing.

    Raises:
        NotBuildingError: the report is closed.
        NotPossibleError: nothing changes.
        ChangedMeanwhileError: somebody else acted after the state the person had seen.
    """
    _lock_building(report)
    new = {part: text.replace("\r\n", "\n").strip() for part, text in changes.items()}
    changed = tuple(part for part in texts.PARTS if part in new and new[part] != report.texts.get(part, ""))
    if not changed:
        raise NotPossibleError("文字没有变化，无需保存。")
    report.texts = {**report.texts, **{part: new[part] for part in changed}}
    report.save(update_fields=["texts"])
    record(TextWritten(parts=changed), about=report, on=on, by=by, expected=expected)
    return report


@action
def enter_figure(
    report: AnnualReport, cell: str, value: Decimal, reason: str, *, on: date, by: User
) -> OfflineFigure:
    """Enter a figure that no record gives, or correct one entered before.

    Raises:
        NotBuildingError: the report is closed.
        NotPossibleError: there is no such cell, it cannot hold the figure, or no reason is given.
    """
    _lock_building(report)
    known = enterable(facts.form_of(report.year))
    if cell not in known:
        raise NotPossibleError("没有这一格，或者是由其他格相加得出的，不能补录。请重新选择。")
    if not reason.strip():
        raise NotPossibleError("请写明为什么补录、依据是什么。")
    if not whole_or_money(cell, value):
        raise NotPossibleError(f"{known[cell]}是件数，请填整数。")
    if value < 0 and cell.startswith("proactive."):
        raise NotPossibleError(f"{known[cell]}不能是负数，请核对。")
    figure, _ = OfflineFigure.objects.update_or_create(
        report=report,
        cell=cell,
        defaults={
            "organ_id": report.organ_id,
            "value": value,
            "reason": reason.strip(),
            "entered_on": on,
            "entered_by": by,
        },
    )
    record(FigureEntered(cell=cell, value=printed_figure(value)), about=report, on=on, by=by)
    return figure


@action
def withdraw_figure(report: AnnualReport, cell: str, *, on: date, by: User) -> None:
    """Take out a figure that had been entered.

    Raises:
        NotBuildingError: the report is closed.
        NotPossibleError: none had been entered there.
    """
    _lock_building(report)
    figure = OfflineFigure.objects.filter(report=report, cell=cell).first()
    if figure is None:
        raise NotPossibleError("这一格没有补录数据，无需撤销。")
    value = printed_figure(snapshots.exact(figure.value))
    figure.delete()
    record(FigureWithdrawn(cell=cell, value=value), about=report, on=on, by=by)


@action
def close(report: AnnualReport, *, on: date, by: User) -> AnnualReport:
    """Close the year 年度结账: freeze figures and texts.

    Raises:
        NotBuildingError: it is closed already.
        NotClosableError: something is in the way; all of it is told.
    """
    _lock_building(report)
    if found := reasons(report, on):
        raise NotClosableError(found)
    report.snapshot = _snapshot(report, figures_of(report), on)
    report.sha256 = snapshots.check_value(report.snapshot)
    report.state, report.closed_on = AnnualReport.State.CLOSED, on
    report.save(update_fields=["snapshot", "sha256", "state", "closed_on"])
    record(ReportClosed(sha256=report.sha256), about=report, on=on, by=by)
    return report


@action
def restate(report: AnnualReport, why: str, *, on: date, by: User) -> AnnualReport:
    """Build a closed report anew, with its texts and entered figures; the old one stays as it was.

    Raises:
        NotPossibleError: it is not the newest closed version, or is being restated already.
    """
    lock(report)
    if report.is_building:
        raise NotPossibleError("本报告还在编制中，可以直接修改，无需更正。")
    if report.is_imported:
        raise NotPossibleError("本报告是导入的，请更正原文件后重新导入。")
    newest = latest(report.organ_id, report.year, is_consolidated=report.is_consolidated)
    if newest != report or report.restatements.exists():
        raise NotPossibleError("本报告已有更新的版本，请在列表中打开最新的版本。")
    if not why.strip():
        raise NotPossibleError("请写明为什么更正。")
    again = AnnualReport.objects.create(
        organ_id=report.organ_id,
        year=report.year,
        version=report.version + 1,
        is_consolidated=report.is_consolidated,
        texts=report.texts,
        built=snapshots.cells_as_text(figures_of(report).tables),
        built_on=report.closed_on,
        restated_from=report,
        restated_why=why.strip(),
    )
    OfflineFigure.objects.bulk_create(_copied(figure, again) for figure in report.offline.order_by("pk"))
    record(ReportRestated(version=again.version), about=again, on=on, by=by)
    return again


@action
def take_over(
    organ: Organ,
    found: Judged,
    original: File,
    *,
    is_consolidated: bool = False,
    was_renamed: bool = False,
    why: str = "",
    on: date,
    by: User,
) -> AnnualReport:
    """Take over the report of a year before this system, as it was read from its file.

    Where the newest one of that year was taken over and published before, this one corrects it.

    Raises:
        NotImportableError: it is not this organ's report of an earlier year.
        NotPossibleError: there is one already, or the correction gives no reason.
    """
    importing.check(organ, found, last=on.year - 1, was_renamed=was_renamed)
    year = found.told["year"]
    kept = AnnualReport.objects.filter(organ=organ, year=year, is_consolidated=is_consolidated)
    newest = kept.order_by("-version").first()
    if newest and not (newest.is_imported and newest.is_published):
        raise NotPossibleError(
            f"{year}年的年度报告已经有了，没有导入。导入有误、还没有发布的，请先撤销导入。"
        )
    if newest and not why.strip():
        raise NotPossibleError(f"{year}年的报告已经导入并发布。更正后重新导入的，请填写更正原因。")
    snapshot = importing.snapshot(organ, found) | {"closed_on": on.isoformat()}
    report = AnnualReport.objects.create(
        organ=organ,
        year=year,
        version=newest.version + 1 if newest else 1,
        is_consolidated=is_consolidated,
        state=AnnualReport.State.CLOSED,
        texts={part: text for part, text in importing.parts(found).items() if part in texts.PARTS},
        restated_from=newest,
        restated_why=why.strip() if newest else "",
        snapshot=snapshot,
        sha256=snapshots.check_value(snapshot),
        closed_on=on,
        original=original,
    )
    record(
        ReportImported(
            year=year,
            version=report.version,
            original=original.stored.sha256,
            sha256=report.sha256,
            verdict=found.verdict.value,
        ),
        about=report,
        on=on,
        by=by,
    )
    return report


@action
def discard(report: AnnualReport, *, on: date, by: User) -> None:
    """Take away a report that was taken over by mistake and is not published.

    Raises:
        NotPossibleError: it was not taken over, or is published.
    """
    lock(report)
    if not report.is_imported or report.is_published:
        raise NotPossibleError("只有导入后还没有发布的报告可以撤销。已发布的，请更正原文件后重新导入。")
    record(
        ReportDiscarded(year=report.year, version=report.version, sha256=report.sha256),
        about=report,
        on=on,
        by=by,
    )
    AnnualReport.objects.filter(pk=report.pk).delete()


@action
def publish(report: AnnualReport, *, on: date, at: datetime, by: User) -> AnnualReport:
    """Publish a closed report in Word, PDF and HTML (条例 49).

    Raises:
        NotPossibleError: it is not closed, or was published before.
        NotPublishableError: the audit finds a failure.
        MisprintError: a file does not say what the report says.
    """
    lock(report)
    if report.state != AnnualReport.State.CLOSED:
        raise NotPossibleError(f"本报告现在是“{report.get_state_display()}”，须是“已结账”时才能发布。")
    if report.is_imported:
        return _published_as_it_came(report, on=on, by=by)
    before = year_before(report)
    previous = snapshots.document(before.snapshot or {}) if before else None
    files = printed(snapshots.document(report.snapshot or {}), previous)
    report.docx = _kept(report, "docx", files.docx, on=on, at=at, by=by)
    report.pdf = _kept(report, "pdf", files.pdf, on=on, at=at, by=by)
    report.html = files.html.decode()
    report.state, report.published_on = AnnualReport.State.PUBLISHED, on
    report.save(update_fields=["docx", "pdf", "html", "state", "published_on"])
    record(
        ReportPublished(docx=report.docx.stored.sha256, pdf=report.pdf.stored.sha256, sha256=report.sha256),
        about=report,
        on=on,
        by=by,
    )
    return report


def _published_as_it_came(report: AnnualReport, *, on: date, by: User) -> AnnualReport:
    """With the file in which it came; the page shows what was read of it."""
    report.html = as_page(snapshots.document(report.snapshot or {}))
    report.state, report.published_on = AnnualReport.State.PUBLISHED, on
    report.save(update_fields=["html", "state", "published_on"])
    record(ReportPublished(docx="", pdf="", sha256=report.sha256), about=report, on=on, by=by)
    return report


def _lock_building(report: AnnualReport) -> None:
    lock(report)
    if not report.is_building:
        raise NotBuildingError(
            f"本报告现在是“{report.get_state_display()}”，不能再改动。需要更正的，请点“更正”另出一版。"
        )


def _copied(figure: OfflineFigure, report: AnnualReport) -> OfflineFigure:
    return OfflineFigure(
        report=report,
        organ_id=figure.organ_id,
        cell=figure.cell,
        value=figure.value,
        reason=figure.reason,
        entered_on=figure.entered_on,
        entered_by_id=figure.entered_by_id,
    )


def _snapshot(report: AnnualReport, figures: Figures, on: date) -> dict[str, Any]:
    known = texts.values(figures.tables, organ=report.organ.name, year=report.year)
    parts = {part: texts.blocks(texts.bound(report.texts[part], known)) for part in texts.PARTS}
    return {
        "report": {
            "organ": report.organ.name,
            "year": report.year,
            "form": figures.tables.form.version,
            "parts": parts,
            "tables": snapshots.plain_tables(figures.tables),
        },
        "texts": dict(report.texts),
        "offline": {
            cell: {"value": printed_figure(snapshots.exact(one.value)), "reason": one.reason}
            for cell, one in figures.offline.items()
        },
        "closed_on": on.isoformat(),
    }


def _kept(report: AnnualReport, suffix: str, content: bytes, *, on: date, at: datetime, by: User) -> File:
    again = f"（第{report.version}版）" if report.version > 1 else ""
    name = f"{report.organ.name}{report.year}年政府信息公开工作年度报告{again}.{suffix}"
    file, _ = receive(report.organ, name, [content], on=on, at=at, by=by)
    return file
