"""Which tables the data files hold, and what each field of them means."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeVar, get_args, get_origin

from django.db.models import Model, QuerySet
from pydantic import BaseModel

from gongkai.opendata import queries
from gongkai.opendata.records import (
    ColumnRecord,
    FigureRecord,
    FullItemRecord,
    FullReportRecord,
    OrganRecord,
    TopicRecord,
    column_record,
    figure_records,
    full_item_record,
    full_report_record,
    organ_record,
    topic_record,
)
from gongkai.reports.models import AnnualReport

AT_ONCE = 50  # rows held in memory: a text with its pictures may be of megabytes
KINDS: Mapping[type, str] = {
    bool: "是否",
    int: "整数",
    float: "数字",
    str: "文字",
    date: "日期",
    datetime: "时间",
    dict: "数据",
    list: "列表",
}
NUMBER = "数字"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of record, of which each file holds all of an organ or of all organs.

    Attributes:
        name: as the file is called.
        label: as people call it.
        record: what a row is; its fields are those of the interface.
        rows: the rows of an organ, read a few at a time; in the scope of the public.
        left_out: by format, the fields that it cannot hold well.
    """

    name: str
    label: str
    record: type[BaseModel]
    rows: Callable[[int], Iterator[BaseModel]]
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fields(self, suffix: str) -> list[str]:
        """The fields that a file of a format holds, in their order."""
        out = self.left_out.get(suffix, frozenset())
        return [name for name in self.record.model_fields if name not in out]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field, as the dictionary tells it."""

    name: str
    kind: str
    text: str
    formats: tuple[str, ...]


def _organs(organ: int) -> Iterator[BaseModel]:
    return map(organ_record, _few(queries.organs().filter(pk=organ)))


def _columns(organ: int) -> Iterator[BaseModel]:
    return map(column_record, _few(queries.columns().filter(organ=organ)))


def _topics(organ: int) -> Iterator[BaseModel]:
    return map(topic_record, _few(queries.topics().filter(organ=organ)))


def _items(organ: int) -> Iterator[BaseModel]:
    return map(full_item_record, _few(queries.items().filter(organ=organ)))


def _reports(organ: int) -> Iterator[BaseModel]:
    return map(full_report_record, _few(_whole_reports(organ)))


def _figures(organ: int) -> Iterator[BaseModel]:
    return chain.from_iterable(map(figure_records, _few(_whole_reports(organ))))


def _whole_reports(organ: int) -> QuerySet[AnnualReport]:
    return queries.reports().filter(organ=organ).defer(None).defer("html", "texts", "built")


def _few(rows: QuerySet[Row]) -> Iterable[Row]:
    return rows.order_by("pk").iterator(chunk_size=AT_ONCE)


TABLES: tuple[Table, ...] = (
    Table("organs", "机关", OrganRecord, _organs),
    Table("columns", "栏目", ColumnRecord, _columns),
    Table("topics", "专题", TopicRecord, _topics),
    # the longest text that a cell of office programs takes is shorter than many a notice
    Table("items", "公开条目", FullItemRecord, _items, {"csv": frozenset({"text", "body"})}),
    Table(
        "reports",
        "年度报告",
        FullReportRecord,
        _reports,
        {"csv": frozenset({"data"}), "parquet": frozenset({"data"})},
    ),
    Table("figures", "年度报告数据", FigureRecord, _figures),
)


def dictionary(table: Table, formats: Iterable[str]) -> list[Meaning]:
    """What each field of a table means, and which formats hold it."""
    held = {suffix: set(table.fields(suffix)) for suffix in formats}
    return [
        Meaning(
            name,
            kind_of(described.annotation),
            described.description or "",
            tuple(suffix for suffix, names in held.items() if name in names),
        )
        for name, described in table.record.model_fields.items()
    ]


def kind_of(annotation: Any) -> str:
    """What a field holds, in a word."""
    kinds = {KINDS[kind] for kind in plain_types(annotation)}
    return kinds.pop() if len(kinds) == 1 else NUMBER


def plain_types(annotation: Any) -> list[type]:
    """The types of a field without what they are of, and without that it may be empty."""
    found: Any = annotation if annotation in KINDS else get_origin(annotation)
    if found in KINDS:
        return [found]
    return [kind for one in get_args(annotation) if one is not type(None) for kind in plain_types(one)]
