"""Keeping the tree of columns, and the form of index numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai import facts
from gongkai.catalogue.changes import take_turn
from gongkai.catalogue.choices import Cycle
from gongkai.catalogue.events import (
    ColumnChanged,
    ColumnClosed,
    ColumnOpened,
    ColumnReopened,
    NumberingSet,
)
from gongkai.catalogue.models import Column, FormerPath, Numbering, Publication
from gongkai.catalogue.queries.desk import numbering
from gongkai.law.disclosure import classes_of
from gongkai.law.numbers import IndexNumber, IndexNumberError, index_number
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, Unit, User

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DEEPEST = 4


class ColumnError(RefusedError):
    """A column cannot be like that; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFacts:
    """What a column is. ``slug`` is the last part of its path."""

    name: str
    slug: str
    position: int = 0
    duty: str = ""
    description: str = ""
    keywords: str = ""
    unit: Unit | None = None
    cycle: str = Cycle.AS_CHANGED.value
    stale_after: int | None = None


@action
def open_column(organ: Organ, parent: Column | None, column: ColumnFacts, *, on: date, by: User) -> Column:
    """Open a column below another, or at the top.

    Raises:
        ColumnError: its path is taken, was another's, or is unsound, or it would stand too deep.
    """
    path = _path(organ, parent, column)
    row = Column.objects.create(organ=organ, parent=parent, path=path, **_fields(column))
    record(ColumnOpened(name=row.name, path=path, duty=row.duty), about=row, on=on, by=by)
    return row


@action
def change_column(
    row: Column, column: ColumnFacts, *, on: date, by: User, expected: int | None = None
) -> Column:
    """Change what a column is; its path changes with its slug, and so do those below.

    A path that a column had leads on to it.

    Raises:
        ColumnError: as ``open_column``.
    """
    take_turn()
    lock(row)
    before = _shown(row)
    path = _path(row.organ, row.parent, column, but=row)
    if path != row.path:
        _move(row, path)
    for name, value in {**_fields(column), "path": path}.items():
        setattr(row, name, value)
    row.save()
    after = _shown(row)
    changed = [name for name, value in after.items() if value != before[name]]
    if {"name", "path"} & set(changed):
        _tell_mirrors(row)
    record(
        ColumnChanged(
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed}
        ),
        about=row,
        on=on,
        by=by,
        expected=expected,
    )
    return row


@action
def close_column(row: Column, *, on: date, by: User) -> Column:
    """Let nothing new come into a column.

    Raises:
        ColumnError: it is closed already, or one below it is open.
    """
    lock(row)
    if not row.is_active:
        raise ColumnError("此栏目已经停用，无需再次停用。")
    if row.children.filter(is_active=True).exists():
        raise ColumnError("此栏目下面还有启用的栏目，请先停用下面的栏目。")
    row.is_active = False
    row.save(update_fields=["is_active"])
    record(ColumnClosed(), about=row, on=on, by=by)
    return row


@action
def reopen_column(row: Column, *, on: date, by: User) -> Column:
    """Use a column again.

    Raises:
        ColumnError: it is open, or the one above is closed.
    """
    lock(row)
    if row.is_active:
        raise ColumnError("此栏目正在使用，无需恢复。")
    if row.parent is not None and not row.parent.is_active:
        raise ColumnError(f"上级栏目“{row.parent.name}”已停用，请先恢复上级栏目。")
    row.is_active = True
    row.save(update_fields=["is_active"])
    record(ColumnReopened(), about=row, on=on, by=by)
    return row


@action
def set_numbering(organ: Organ, form: str, code: str, *, on: date, by: User) -> Numbering:
    """Fix the form of the index numbers that are given from now on; those given stay as they are.

    Raises:
        ColumnError: there is no such form, or the code does not fit it.
    """
    known = facts.index_formats()
    if form not in known:
        raise ColumnError("没有这种索引号格式，请从列表中选择。")
    try:
        index_number(str(IndexNumber(known[form], code, on.year, 1)), known[form])
    except IndexNumberError as error:
        raise ColumnError(f"机关代码与格式不符：{error}。") from error
    row = numbering(organ)
    row.form, row.code = form, code
    row.save()
    record(NumberingSet(form=form, code=code), about=row, on=on, by=by)
    return row


def _fields(column: ColumnFacts) -> dict[str, Any]:
    return {field.name: getattr(column, field.name) for field in fields(column) if field.name != "slug"}


def _path(organ: Organ, parent: Column | None, column: ColumnFacts, *, but: Column | None = None) -> str:
    if not SLUG.fullmatch(column.slug):
        raise ColumnError("网址名只能用小写英文字母和数字，中间可以用横线，例如 gzzd。")
    if parent is not None and parent.organ_id != organ.pk:
        raise ColumnError("上级栏目属于其他机关，请重新选择。")
    if column.unit is not None and column.unit.organ_id != organ.pk:
        raise ColumnError("责任机构属于其他机关，请重新选择。")
    if column.duty and column.duty not in {one.code for one in classes_of(organ.level)}:
        raise ColumnError("这个法定类别不适用于本机关的层级，请重新选择。")
    path = f"{parent.path}/{column.slug}" if parent else column.slug
    if path.count("/") >= DEEPEST:
        raise ColumnError(f"栏目最多{DEEPEST}级，请放在上一级。")
    if Column.objects.filter(organ=organ, path=path).exclude(pk=but.pk if but else 0).exists():
        raise ColumnError(f"同级已有网址名为“{column.slug}”的栏目，请换一个网址名。")
    _check_former(organ, path, but)
    return path


def _check_former(organ: Organ, path: str, column: Column | None = None) -> None:
    """No other column had this path; nor, below a column that moves there, those that its own will have."""
    takes = {path: column}
    if column is not None and path != column.path:
        takes |= {_moved(child, column, path): child for child in _below(column)}
    found = FormerPath.objects.filter(organ=organ, path__in=takes).select_related("column")
    for kept in found.order_by("path"):  # its own before those below
        if kept.column != takes[kept.path]:
            raise ColumnError(
                f"网址 {kept.path} 是栏目“{kept.column.name}”用过的，原来的网址要继续通向它，请换一个网址名。"
            )


def _move(row: Column, path: str) -> None:
    """Keep the paths of a column and of those below, and take those below along."""
    below = list(_below(row))
    for one in (row, *below):
        FormerPath.objects.get_or_create(organ=row.organ, column=one, path=one.path)
    for child in below:
        child.path = _moved(child, row, path)
        child.save(update_fields=["path"])


def _below(row: Column) -> QuerySet[Column]:
    return Column.objects.filter(organ=row.organ_id, path__startswith=f"{row.path}/")


def _moved(child: Column, row: Column, path: str) -> str:
    """The path of a column below another once that one has moved."""
    return path + child.path.removeprefix(row.path)


def _tell_mirrors(row: Column) -> None:
    """What is out there says in which column it stands, so writing it again counts as a change of each."""
    there = Q(column=row) | Q(column__path__startswith=f"{row.path}/")
    Publication.objects.filter(there, organ=row.organ_id).update(place=F("place"))


def _shown(row: Column) -> Mapping[str, str]:
    names = ("name", "path", "position", "duty", "description", "keywords", "cycle", "stale_after")
    values = {name: getattr(row, name) for name in names} | {"unit": row.unit.name if row.unit else None}
    return {name: "" if value is None else str(value) for name, value in values.items()}
