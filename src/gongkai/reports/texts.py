"""Texts whose figures stay bound to their cells: ``新收{requests.new.total}件``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gongkai import data
from gongkai.documents.annual_tables import printed
from gongkai.law.annual.forms import TOTAL
from gongkai.law.annual.tables import Figure, Tables

PARTS = ("1", "5", "6")
NAME = re.compile(r"\{([^{}]*)\}")
LEFT_OPEN = re.compile(r"〔[^〕]*〕?")
HEADING = re.compile(r"（[一二三四五六七八九十]+）[^。；，]{1,40}")
SUITS = ("suit_direct", "suit_after_reconsideration")
EXCERPT = 20

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``name`` is that of the figure it shows, empty where it is plain text.

    ``before`` is what the figure was at the last look, where that differs.
    """

    text: str
    name: str = ""
    label: str = ""
    before: str | None = None
    is_unknown: bool = False


def values(tables: Tables, *, organ: str, year: int) -> dict[str, str]:
    """Everything that a text can name, as printed; a blank figure is nothing and stays unnamed."""
    figures: dict[str, Figure] = dict(tables.cells())
    figures |= dict(_groups(tables))
    figures |= dict(_suits(tables))
    known = {name: printed(figure) for name, figure in figures.items() if figure is not None}
    return {"organ": organ, "year": str(year), **known}


def pieces(text: str, known: Values, before: Values, labels: Mapping[str, str]) -> Iterator[Piece]:
    """A text with its figures put in, each of them apart."""
    at = 0
    for found in NAME.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        name = found.group(1)
        value, was = known.get(name), before.get(name)
        changed = was if value is not None and was is not None and was != value else None
        yield Piece(value or found.group(), name, labels.get(name, ""), changed, value is None)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:])


def bound(text: str, known: Values) -> str:
    """The text with its figures put in; names that are not known stay as they are written."""
    return NAME.sub(lambda found: known.get(found.group(1), found.group()), text)


def mistakes(text: str, known: Values) -> Iterator[str]:
    """What keeps a text from being printed, in Chinese: names of no figure, and what was left open."""
    if not text.strip():
        yield "还没有内容，请补写。"
    for name in dict.fromkeys(NAME.findall(text)):
        if name not in known:
            yield _unknown(name, known)
    for mark in LEFT_OPEN.findall(text):
        yield f"“{mark[:EXCERPT]}”还没有写，请写好后连同括号删去。"
    rest = NAME.sub("", text)
    if "{" in rest or "}" in rest:
        yield "有不成对的大括号“{”或“}”，请补全或者删去。"


def blocks(text: str) -> list[str | dict[str, str]]:
    """The paragraphs of a text as the report's file has them; a short numbered line is a heading."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [{"heading": line} if HEADING.fullmatch(line) else line for line in lines]


def drafts() -> dict[str, str]:
    """The first drafts, by part."""
    return {part: text.strip() for part, text in data.read_toml("annual/drafts.toml")["parts"].items()}


def labels(tables: Tables, names: Iterable[str]) -> dict[str, str]:
    """What figures are called in a sentence to a clerk."""
    found = {"organ": "机关名称", "year": "年度"}
    cells = {cell for cell, _ in tables.cells()}
    for name in names:
        if name in cells:
            found[name] = tables.form.cell_label(name)
        elif name.startswith("requests."):
            group, _, column = name.removeprefix("requests.").rpartition(".")
            title = tables.form.groups.get(group, group)
            found[name] = f"表三“{title}”合计的“{tables.form.applicants.get(column, column)}”"
        elif name.startswith("disputes.suits."):
            column = name.rpartition(".")[2]
            found[name] = f"表四行政诉讼两类合计的“{tables.form.outcomes.get(column, column)}”"
    return found


def _groups(tables: Tables) -> Iterator[tuple[str, Figure]]:
    for group in tables.form.groups:
        for column in tables.form.applicants:
            yield f"requests.{group}.{column}", tables.group(group, column)


def _suits(tables: Tables) -> Iterator[tuple[str, Figure]]:
    for column in tables.form.outcomes:
        yield f"disputes.suits.{column}", sum(tables.disputes[block][column] or 0 for block in SUITS)


def _unknown(name: str, known: Values) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"是否想写“{{{near[0]}}}”？" if near else f"可以写“{{requests.new.{TOTAL}}}”等。"
    if name.startswith("proactive."):
        hint = "这一格还是空白，请先补录数据，没有的填0。"
    return f"“{{{name}}}”没有对应的数据。{hint}"
