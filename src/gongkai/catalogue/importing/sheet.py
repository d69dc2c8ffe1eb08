"""A table of items: read cell by cell, each mistake told with its place; and items as such a table again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from gongkai.catalogue.choices import ATTRIBUTES, Genre, Validity
from gongkai.catalogue.models import LONGEST_TITLE, Column, Item
from gongkai.catalogue.wordings import Wording
from gongkai.files.cells import CellError, CellMistakeError, letters
from gongkai.law.disclosure import GROUNDS, Attribute, attribute_mistake
from gongkai.organs.models import Organ, Unit

MOST_ITEMS = 2000
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Header:
    """A column of the table: the field it fills, its title, and how long its text may be."""

    field: str
    title: str
    longest: int = 300
    required: bool = False
    hint: str = ""


HEADERS = (
    Header("title", "标题", LONGEST_TITLE, required=True),
    Header("column", "栏目", required=True, hint="网址路径，或者从上到下的名称，用“/”隔开"),
    Header("document_number", "文号", 60),
    Header("makers", "制作机关", 300, hint="不填即为本机关；联合制作的用“、”隔开，牵头机关在前"),
    Header("genre", "体裁"),
    Header("summary", "内容概述", 2000),
    Header("keywords", "关键词", 200),
    Header("formed_on", "成文日期", required=True, hint="如 2026-03-02"),
    Header("changed_on", "变更日期"),
    Header("effective_on", "施行日期"),
    Header("expires_on", "有效期至"),
    Header("validity", "有效性"),
    Header("attribute", "公开属性", required=True),
    Header("ground", "不予公开的依据"),
    Header("reason", "不主动公开的理由", 2000),
    Header("unit", "责任机构"),
    Header("source_name", "转载来源", 120),
    Header("source_url", "来源网址", 300),
    Header("body", "正文", 30_000),
)
BY_TITLE = {header.title: header for header in HEADERS}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "genre": {str(label): str(value) for value, label in Genre.choices},
    "validity": {str(label): str(value) for value, label in Validity.choices},
    "attribute": {label: value for value, label in ATTRIBUTES},
    "ground": {ground.name: ground.code for ground in GROUNDS},
}
DAYS = ("formed_on", "changed_on", "effective_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be taken in."""

    number: int
    column: Column
    unit: Unit | None
    wording: Wording


@dataclass(slots=True)
class Table:
    """What a sheet gave: rows and mistakes. It is taken in only where there is no mistake."""

    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read(cells: Sequence[Sequence[str]], organ: Organ, *, on: date) -> Table:
    """Read a sheet: a row of titles, then a row for each item; empty rows are passed over."""
    table = Table()
    places = _places(cells[0] if cells else (), table)
    filled = [(number, row) for number, row in enumerate(cells[1:], 2) if any(cell.strip() for cell in row)]
    if not filled and not table.errors:
        table.errors.append(CellError("A2", "标题", "", "表里没有条目，请从第2行起填写"))
    if len(filled) > MOST_ITEMS:
        table.errors.append(CellError(f"A{MOST_ITEMS + 2}", "", "", f"一次最多导入{MOST_ITEMS}条，请分几次"))
        return table
    if table.errors:
        return table
    reader = _Reader(organ, places, on)
    for number, row in filled:
        reader.take(number, row, table)
    return table


def titles() -> list[str]:
    """The first row, as templates have it."""
    return [header.title for header in HEADERS]


def written(items: Iterable[Item]) -> Iterator[list[str]]:
    """Items as rows of such a table, which can be read again."""
    labels = {name: {code: label for label, code in choices.items()} for name, choices in CHOICES.items()}
    for item in items:
        yield [_shown(item, header.field, labels) for header in HEADERS]


def _shown(item: Item, name: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    if name == "column":
        return item.column.path
    if name == "unit":
        return item.unit.name if item.unit else ""
    value = getattr(item, name)
    if name in labels:
        return labels[name].get(value, "")
    return "" if value is None else str(value)


def _places(head: Sequence[str], table: Table) -> dict[str, int]:
    """Where each field stands; what is missing or unknown is a mistake of the first row."""
    places: dict[str, int] = {}
    for place, cell in enumerate(head):
        title = cell.strip().rstrip("*＊")
        if title in BY_TITLE and BY_TITLE[title].field not in places:
            places[BY_TITLE[title].field] = place
        elif title:
            told = "重复了，请只留一列" if title in BY_TITLE else "不是模板中的列名，请改名或者删去这一列"
            table.errors.append(CellError(f"{letters(place)}1", title, cell, told))
    for header in HEADERS:
        if header.required and header.field not in places:
            table.errors.append(CellError("第1行", header.title, "", f"缺少“{header.title}”这一列"))
    return places


class _Reader:
    """Reads rows of one organ."""

    def __init__(self, organ: Organ, places: Mapping[str, int], on: date) -> None:
        self.places, self.on = places, on
        self.units = {unit.name: unit for unit in organ.units.filter(is_active=True)}
        columns = {column.pk: column for column in organ.columns.filter(is_active=True)}
        self.columns = {column.path: column for column in columns.values()}
        self.columns |= {_named(column, columns): column for column in columns.values()}

    def take(self, number: int, row: Sequence[str], table: Table) -> None:
        before, found = len(table.errors), dict[str, Any]()
        for header in HEADERS:
            place = self.places.get(header.field)
            value = row[place].strip() if place is not None and place < len(row) else ""
            try:
                found[header.field] = self._value(header, value)
            except CellMistakeError as error:
                table.errors.append(CellError(_cell(place, number), header.title, value, str(error)))
        if len(table.errors) == before:
            self._finish(number, found, table)

    def _value(self, header: Header, value: str) -> Any:
        if not value:
            if header.required:
                raise CellMistakeError(f"没有填写{header.title}")
            return None
        if len(value) > header.longest:
            raise CellMistakeError(f"{header.title}最多{header.longest}个字，现在有{len(value)}个字")
        return READERS.get(header.field, _Reader.text)(self, header, value)

    def text(self, _header: Header, value: str) -> str:
        return value

    def day(self, header: Header, value: str) -> date:
        parts = DAY.fullmatch(value)
        try:
            found = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            found = None
        if found is None:
            raise CellMistakeError(f"{header.title}不是日期，请写成 2026-03-02 的样子")
        if header.field in ("formed_on", "changed_on") and found > self.on:
            raise CellMistakeError(f"{header.title}不能晚于今天")
        return found

    def choice(self, header: Header, value: str) -> str:
        choices = CHOICES[header.field]
        if value not in choices:
            raise CellMistakeError(f"{header.title}请从这些里选：{'、'.join(choices)}")
        return choices[value]

    def column(self, _header: Header, value: str) -> Column:
        found = self.columns.get(value.strip("/"))
        if found is None:
            raise CellMistakeError("没有这个栏目，或者已停用；请写网址路径，或者从上到下的名称，用“/”隔开")
        return found

    def unit(self, _header: Header, value: str) -> Unit:
        if value not in self.units:
            raise CellMistakeError(f"没有这个内设机构；现有：{'、'.join(self.units)}")
        return self.units[value]

    def address(self, _header: Header, value: str) -> str:
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError as error:
            raise CellMistakeError("来源网址不完整，请写成 https://… 的样子") from error
        return value

    def _finish(self, number: int, found: dict[str, Any], table: Table) -> None:
        column, unit = found.pop("column"), found.pop("unit")
        wording = Wording(**{name: value for name, value in found.items() if value is not None})
        mistake = attribute_mistake(Attribute(wording.attribute), wording.ground, wording.reason)
        if mistake:
            place = self.places["attribute"]
            label = Attribute(wording.attribute).label
            table.errors.append(CellError(_cell(place, number), "公开属性", label, mistake))
        else:
            table.rows.append(Row(number, column, unit, wording))


READERS: Mapping[str, Callable[[_Reader, Header, str], Any]] = {
    **dict.fromkeys(DAYS, _Reader.day),
    **dict.fromkeys(CHOICES, _Reader.choice),
    "column": _Reader.column,
    "unit": _Reader.unit,
    "source_url": _Reader.address,
}


def _cell(place: int | None, number: int) -> str:
    return f"{letters(place)}{number}" if place is not None else f"第{number}行"


def _named(column: Column, columns: Mapping[int, Column]) -> str:
    names, above = [column.name], columns.get(column.parent_id or 0)
    while above is not None:
        names.append(above.name)
        above = columns.get(above.parent_id or 0)
    return "/".join(reversed(names))
