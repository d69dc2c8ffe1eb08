"""A closed report as Word, PDF and web page, each read again and audited before it is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.audit.judge import judge
from gongkai.audit.reading import read_bytes
from gongkai.audit.report import FormUsed, PublishedReport
from gongkai.audit.roundtrip import differences
from gongkai.documents import docx, html, pdf
from gongkai.documents.annual_report import AnnualReport as Document
from gongkai.documents.annual_report import build
from gongkai.documents.model import OfficialDocument
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.ledger.actions import RefusedError

WRITERS: dict[str, Callable[[OfficialDocument], bytes]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "html": html.render,
}


class NotPublishableError(RefusedError):
    """The audit found that the report must not go out as it is; ``findings`` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        told = "；".join(f"{finding.rule} {finding.message}" for finding in self.findings)
        super().__init__(f"审计没有通过，不能发布：{told}请更正后重新结账。")


class MisprintError(RuntimeError):
    """A file that was made does not say what the report says; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as files, and what the audit says of it."""

    docx: bytes
    pdf: bytes
    html: bytes
    findings: tuple[Finding, ...]


def printed(report: Document, previous: Document | None) -> Printed:
    """The report as files, each read again.

    Raises:
        MisprintError: a file reads back differently.
        NotPublishableError: the audit finds a failure in one of them.
    """
    document = build(report)
    files = {kind: write(document) for kind, write in WRITERS.items()}
    before = as_published(previous) if previous else None
    findings: dict[str, Finding] = {}
    for kind, content in files.items():
        found = read_bytes(f"report.{kind}", content)
        if different := differences(report, found):
            raise MisprintError(f"{kind} 文件与报告内容不一致：{'；'.join(different)}")
        for judged in judge(found, previous=before).findings:
            findings.setdefault(judged.fingerprint, judged.finding)
    told = tuple(findings.values())
    if failed := [finding for finding in told if finding.verdict is Verdict.FAIL]:
        raise NotPublishableError(failed)
    return Printed(files["docx"], files["pdf"], files["html"], told)


def as_published(report: Document) -> PublishedReport:
    """A report that was published, as if it had been read."""
    parts = {number: "\n".join(block.text for block in blocks) for number, blocks in report.parts.items()}
    text = "\n".join((report.title, *parts.values()))
    form = FormUsed(report.tables.form.version)
    return PublishedReport(report.organ, report.year, form, report.tables, parts, text)


def as_page(report: Document) -> str:
    """A report as a web page alone."""
    return html.render(build(report)).decode()
