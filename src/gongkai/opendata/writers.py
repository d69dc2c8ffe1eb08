"""How files of each format are written row by row, and joined from several of their kind.

Whatever the number of rows, a writer holds a few of them. pyarrow takes tens of megabytes, so this is loaded
in the process that writes the files alone (``opendata.tasks``), and never where pages are made.
"""

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.core.serializers.json import DjangoJSONEncoder
from pyarrow import parquet
from pydantic import BaseModel

from gongkai.documents.cells import harmless
from gongkai.opendata.tables import Table, plain_types

GROUP_ROWS, GROUP_LETTERS = 2000, 4 << 20  # of Parquet, which are held until they are written
Row = Mapping[str, Any]
Add = Callable[[Row], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written.

    Attributes:
        writing: opens a file of a table; what it gives takes the rows.
        join: makes one file of a table from several.
    """

    writing: Callable[[Path, Table], AbstractContextManager[Add]]
    join: Callable[[Path, Sequence[Path], Table], None]


@contextmanager
def sheet(path: Path, table: Table) -> Iterator[Add]:
    """Comma-separated values, a list within a cell as JSON."""
    names = table.fields("csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        yield lambda row: writer.writerow([_cell(row[name]) for name in names])


@contextmanager
def lines(path: Path, table: Table) -> Iterator[Add]:
    """A JSON object in each line, as the interface gives it."""
    names = table.fields("jsonl")
    with path.open("w", encoding="utf-8") as file:
        yield lambda row: print(_json({name: row[name] for name in names}), file=file)


@contextmanager
def columnar(path: Path, table: Table) -> Iterator[Add]:
    """Apache Parquet, written in groups of rows."""
    names = table.fields("parquet")
    with parquet.ParquetWriter(path, _schema(table), compression="zstd") as writer:
        group = _Group(writer)
        yield lambda row: group.add({name: row[name] for name in names})
        group.write()


def join_sheets(path: Path, parts: Sequence[Path], table: Table) -> None:
    """The head once, then the rows of all."""
    with sheet(path, table):
        pass
    with path.open("ab") as file:
        for part in parts:
            with part.open("rb") as source:
                source.readline()
                shutil.copyfileobj(source, file)


def join_lines(path: Path, parts: Sequence[Path], table: Table) -> None:  # noqa: ARG001  as the others
    """The lines of all."""
    with path.open("wb") as file:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, file)


def join_columnar(path: Path, parts: Sequence[Path], table: Table) -> None:
    """The groups of rows of all."""
    with parquet.ParquetWriter(path, _schema(table), compression="zstd") as writer:
        for part in parts:
            with parquet.ParquetFile(part) as source:
                for number in range(source.num_row_groups):
                    writer.write_table(source.read_row_group(number))


WRITERS: Mapping[str, Writer] = {
    "csv": Writer(sheet, join_sheets),
    "jsonl": Writer(lines, join_lines),
    "parquet": Writer(columnar, join_columnar),
}


class _Group:
    """Rows of Parquet that are written together."""

    def __init__(self, writer: Any) -> None:
        self.writer = writer
        self.rows: list[Row] = []
        self.letters = 0

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self.letters += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self.rows) >= GROUP_ROWS or self.letters >= GROUP_LETTERS:
            self.write()

    def write(self) -> None:
        """Write what is held."""
        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.writer.schema))
        self.rows, self.letters = [], 0


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _json(value)
    # a time is written as in the interface, but for the quotes
    return "" if value is None else _json(value).strip('"')


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def _schema(table: Table) -> Any:
    fields = table.record.model_fields
    names = table.fields("parquet")
    return pa.schema([pa.field(name, _type(fields[name].annotation)) for name in names])


def _type(annotation: Any) -> Any:
    """How Parquet holds a field; whatever may be whole or not is held as one that is not."""
    kinds = plain_types(annotation)
    if list in kinds:
        (of,) = annotation.__args__
        return pa.list_(_struct(of))
    types = {
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        str: pa.string(),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    return types[float if float in kinds else kinds[0]]


def _struct(record: type[BaseModel]) -> Any:
    return pa.struct([(name, _type(one.annotation)) for name, one in record.model_fields.items()])
