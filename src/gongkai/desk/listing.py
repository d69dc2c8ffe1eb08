"""Lists of the desk: filtered, sorted and paged on the screen, or whole as a file."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig, Table

from gongkai.faces.sheets import CSV, as_csv, attached, text

EXPORT = "_export"
PER_PAGE = 25
WIDTH = 20
# Attributes of columns: cells that never break, those that break anywhere (addresses), and figures.
WHOLE = {"td": {"class": "nowrap"}}
BROKEN = {"td": {"class": "anywhere"}}
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def listing(
    request: HttpRequest, table: Table, *, template: str, name: str, context: Mapping[str, Any]
) -> HttpResponse:
    """The page of a list, or the whole list as a file where the address asks for one.

    Args:
        request: its address holds sorting and page, and ``_export=xlsx`` or ``csv``.
        table: with all rows that the filters leave.
        template: of the page; it finds ``table`` and what ``context`` adds.
        name: of the file, without ending.
        context: what else the page shows.
    """
    if kind := wanted(request):
        RequestConfig(request, paginate=False).configure(table)
        return exported(name, kind, table.as_values())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(request, template, {**context, "table": table})


def wanted(request: HttpRequest) -> str:
    """The kind of file that the address asks for; empty where it asks for the page."""
    kind = request.GET.get(EXPORT, "")
    return kind if kind in WRITERS else ""


def exported(name: str, kind: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """Rows as a file, the titles first.

    Args:
        name: of the file, without ending.
        kind: as ``wanted`` tells.
        rows: what stands in it.
    """
    write, content_type = WRITERS[kind]
    return attached(write(rows), f"{name}.{kind}", content_type)


def _xlsx(rows: Iterable[Iterable[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(place, column, text(value), bold if place == 0 else None)
        sheet.set_column(0, 20, WIDTH)
    return file.getvalue()


WRITERS = {
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, CSV),
}
