"""The figures-and-text file of an annual report: JSON in, a typed report out.

``data/schemas/report.schema.json`` says the same to other programs.
"""

from collections.abc import Mapping

from gongkai import facts
from gongkai.documents.annual_report import PARTS, AnnualReport, TextBlock
from gongkai.documents.fields import Field, load
from gongkai.documents.model import Heading, Paragraph
from gongkai.law.annual.forms import Form
from gongkai.law.annual.tables import Figure, Row, Tables

REQUIRED = ("organ", "year", "form", "parts", "tables")
OPTIONAL = ("$schema", "source", "website", "opening", "signature", "signed_on")
NARRATIVE = ("1", "5", "6")
MONEY = frozenset({"amount_wan", "amount"})
SIGNED = frozenset({"change"})
SOURCES = ("records", "imported")
FIRST_YEAR, LAST_YEAR = 2008, 2099
SUBHEADINGS = range(2, 5)


def read(text: str) -> AnnualReport:
    """The report that the file's text describes.

    Raises:
        FieldError: the file is not as the schema says; each mistake is named with its place.
    """
    file = Field(load(text))
    members = file.members(REQUIRED, OPTIONAL)
    version = members["form"].choice(facts.FORM_VERSIONS) if "form" in members else None
    form = facts.form(version or facts.FORM_VERSIONS[0])
    report = AnnualReport(
        organ=_text(members, "organ"),
        year=members["year"].whole(FIRST_YEAR, LAST_YEAR) if "year" in members else FIRST_YEAR,
        tables=_tables(members.get("tables"), form),
        parts=_parts(members.get("parts")),
        opening=tuple(item.text() for item in members["opening"].items()) if "opening" in members else (),
        website=members["website"].address() if "website" in members else "",
        signature=_text(members, "signature"),
        signed_on=members["signed_on"].day() if "signed_on" in members else None,
    )
    if "source" in members:
        members["source"].choice(SOURCES)
    file.finish()
    return report


def _text(members: Mapping[str, Field], name: str) -> str:
    return members[name].text() if name in members else ""


def _parts(parts: Field | None) -> dict[int, tuple[TextBlock, ...]]:
    if parts is None:
        return {}
    members = parts.members(NARRATIVE, (str(number) for number in PARTS if str(number) not in NARRATIVE))
    return {int(number): _part(number, part) for number, part in members.items()}


def _part(number: str, part: Field) -> tuple[TextBlock, ...]:
    if part.value == [] and number in NARRATIVE:
        part.wrong("至少一段文字（没有情况也要写明）")
    return tuple(_text_block(item) for item in part.items())


def _text_block(item: Field) -> TextBlock:
    if not isinstance(item.value, dict):
        return Paragraph(item.text())
    members = item.members(("heading",), ("level",))
    level = members["level"].whole(SUBHEADINGS.start, SUBHEADINGS.stop - 1) if "level" in members else 2
    return Heading(_text(members, "heading"), level or SUBHEADINGS.start)


def _tables(tables: Field | None, form: Form) -> Tables:
    members = tables.members(("proactive", "requests", "disputes")) if tables else {}
    return Tables(
        form,
        _proactive(members["proactive"], form) if "proactive" in members else {},
        _requests(members["requests"], form) if "requests" in members else {},
        _disputes(members["disputes"], form) if "disputes" in members else {},
    )


def _proactive(table: Field, form: Form) -> dict[str, dict[str, Figure]]:
    rows = table.members(row.key for row in form.proactive_rows)
    return {
        key: {
            column: _figure(cell, column)
            for column, cell in row.members(form.proactive_by_key[key].columns).items()
        }
        for key, row in rows.items()
    }


def _figure(cell: Field, column: str) -> Figure:
    if cell.value is None:
        return None
    if column in MONEY:
        return cell.amount()
    return cell.whole(None if column in SIGNED else 0)


def _requests(table: Field, form: Form) -> dict[str, Row]:
    rows = table.members(row.key for row in form.request_rows)
    return {key: tuple(_count(cell) for cell in row.items(len(form.applicants))) for key, row in rows.items()}


def _disputes(table: Field, form: Form) -> dict[str, dict[str, int | None]]:
    blocks = table.members(block.key for block in form.blocks)
    return {
        key: {outcome: _count(cell) for outcome, cell in block.members(form.outcomes).items()}
        for key, block in blocks.items()
    }


def _count(cell: Field) -> int | None:
    return None if cell.value is None else cell.whole()
