"""What stands around every page of an organ: its name, the five prescribed entries, its columns, its foot."""

from collections.abc import Iterable
from typing import Any

from gongkai.catalogue.models import Column
from gongkai.catalogue.queries import Branch, columns, tree
from gongkai.organs.models import Organ

# The names are prescribed (国办公开办函〔2019〕61号): a column of one of them stands where they say.
GUIDE, SYSTEMS, STATUTORY, REPORTS, ASKING = (
    "政府信息公开指南",
    "政府信息公开制度",
    "法定主动公开内容",
    "政府信息公开年报",
    "依申请公开",
)
PRESCRIBED = frozenset({GUIDE, SYSTEMS, STATUTORY, REPORTS, ASKING})


def frame(organ: Organ, column: Column | None = None) -> dict[str, Any]:
    """The context that every page of an organ needs, in one query.

    ``branches`` are the columns of 法定主动公开内容 as a tree, ``column`` the one shown, ``trail`` those
    above it, the highest first.
    """
    found = list(columns(organ.pk))
    top = tree(found)
    return {
        "organ": organ,
        "columns": found,
        "branches": statutory(top),
        "column": column,
        "systems": next((one.column for one in top if one.column.name == SYSTEMS), None),
        "trail": list(above(found, column)),
        "head": getattr(organ, "letterhead", None),
    }


def statutory(top: Iterable[Branch]) -> list[Branch]:
    """What stands below 法定主动公开内容: its own columns, and whatever stands beside the prescribed ones."""
    found: list[Branch] = []
    for branch in top:
        if branch.column.name == STATUTORY:
            found.extend(branch.below)
        elif branch.column.name not in PRESCRIBED:
            found.append(branch)
    return found


def above(found: Iterable[Column], column: Column | None) -> Iterable[Column]:
    """The columns above one, the highest first."""
    known = {one.pk: one for one in found}
    trail: list[Column] = []
    while column is not None and column.parent_id is not None:
        column = known.get(column.parent_id)
        if column is not None:
            trail.insert(0, column)
    return trail
