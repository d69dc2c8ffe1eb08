"""The annual report 政府信息公开工作年度报告 as an official document, on the form of 2021 or 2019."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.documents import annual_tables
from gongkai.documents.model import Alignment, Block, Heading, OfficialDocument, Paragraph, width
from gongkai.law.annual.tables import Tables

TextBlock = Heading | Paragraph
PARTS = range(1, 7)
TABLES = {2: annual_tables.proactive, 3: annual_tables.requests, 4: annual_tables.disputes}
# A line of the title holds 20 characters; wider digits than usual need some room.
TITLE_LINE = 18


@dataclass(frozen=True, kw_only=True)
class AnnualReport:
    """What a report says, before it has a shape.

    Attributes:
        parts: the text of the six parts by number; the tables of parts 2, 3 and 4 come first.
        opening: paragraphs before the first part.
        website: the address under which the organ publishes the report.
        signature: who signs; the organ itself where empty and the report is dated.
    """

    organ: str
    year: int
    tables: Tables
    parts: Mapping[int, tuple[TextBlock, ...]]
    opening: tuple[str, ...] = ()
    website: str = ""
    signature: str = ""
    signed_on: date | None = None

    @property
    def title(self) -> str:
        """The title, in two lines where one would be too long."""
        rest = f"{self.year}年政府信息公开工作年度报告"
        between = "\n" if width(self.organ + rest) > TITLE_LINE else ""
        return self.organ + between + rest


def build(report: AnnualReport) -> OfficialDocument:
    """The report as a document with its six headings and three tables."""
    return OfficialDocument(
        title=report.title,
        blocks=tuple(_blocks(report)),
        organ=report.organ,
        signature=(report.signature or report.organ) if report.signed_on else report.signature,
        signed_on=report.signed_on,
        dated=date(report.year + 1, 1, 1),
        subject=f"{report.organ}{report.year}年1月1日至12月31日政府信息公开工作情况",
    )


def _blocks(report: AnnualReport) -> Iterator[Block]:
    for text in report.opening:
        yield Paragraph(text)
    if report.website:
        # An address cannot be broken everywhere, so the line is not stretched to the edge.
        yield Paragraph(website_line(report), Alignment.LEFT)
    for number in PARTS:
        yield Heading(report.tables.form.headings[number - 1])
        if number in TABLES:
            yield TABLES[number](report.tables)
        yield from report.parts.get(number, ())


def website_line(report: AnnualReport) -> str:
    """The sentence that says where the report can be read."""
    return f"本报告的电子版可在{report.organ}网站（{report.website}）查阅、下载。"
