"""Whether a rendered report says what was meant: it is read again, and figures and texts are compared."""

import unicodedata
from collections.abc import Iterator

from gongkai.audit.report import PublishedReport
from gongkai.documents.annual_report import PARTS, AnnualReport, build, website_line
from gongkai.documents.annual_tables import printed
from gongkai.law.annual.tables import Figure

AROUND = 12
ABSENT = "没有这一格"


def differences(meant: AnnualReport, found: PublishedReport) -> tuple[str, ...]:
    """Every point where the report that was read differs from the one that was meant, in Chinese.

    White space, and whether a sign is full or half width, make no difference; a blank and a zero do.
    """
    return (*_heads(meant, found), *_figures(meant, found), *_texts(meant, found))


def _heads(meant: AnnualReport, found: PublishedReport) -> Iterator[str]:
    # A name of an unusual kind is not known to be an organ's; then the title as printed tells.
    told = meant.organ if folded(found.text).startswith(folded(meant.title)) else None
    pairs = (
        ("机关", meant.organ, found.organ or told),
        ("年度", meant.year, found.year),
        ("格式版本", meant.tables.form.version, found.form.value),
    )
    for name, wanted, read in pairs:
        if folded(str(wanted)) != folded(str(read)):
            yield f"{name}应为“{wanted}”，读出“{read if read is not None else ''}”"
    for doubt in found.doubts:
        yield f"读不准：{doubt.message}"


def _figures(meant: AnnualReport, found: PublishedReport) -> Iterator[str]:
    read: dict[str, Figure | str] = dict(found.tables.cells())
    wanted = dict(meant.tables.cells())
    for cell, figure in wanted.items():
        other = read.get(cell, ABSENT)
        if figure != other:
            label = meant.tables.form.cell_label(cell)
            yield f"{label}应为{_shown(figure)}，读出{other if other is ABSENT else _shown(read[cell])}"
    for cell in read:
        if cell not in wanted:
            yield f"多读出一格：{cell}"


def _shown(figure: Figure | str) -> str:
    if isinstance(figure, str):
        return figure
    return printed(figure) or "空白"


def _texts(meant: AnnualReport, found: PublishedReport) -> Iterator[str]:
    opening = folded("".join([*meant.opening, *([website_line(meant)] if meant.website else [])]))
    if opening not in folded(found.text):
        yield "开头的段落与原稿不同"
    closing = folded("".join(line.text for line in build(meant).closing))
    for number in PARTS:
        heading = meant.tables.form.headings[number - 1]
        if number not in found.parts:
            yield f"没有读到标题“{heading}”"
            continue
        wanted = folded("".join(block.text for block in meant.parts.get(number, ())))
        read = folded(found.parts[number])
        if number == PARTS[-1]:
            read = read.removesuffix(closing)
        if wanted != read:
            yield f"“{heading}”的文字与原稿不同：{_first_difference(wanted, read)}"


def _first_difference(wanted: str, read: str) -> str:
    same = next(
        (place for place, pair in enumerate(zip(wanted, read, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(read)),
    )
    start = max(0, same - AROUND)
    return f"应为“{wanted[start : same + AROUND]}”，读出“{read[start : same + AROUND]}”"


def folded(text: str) -> str:
    """The text without white space, with full-width and half-width signs made one."""
    return "".join(unicodedata.normalize("NFKC", text).split())
