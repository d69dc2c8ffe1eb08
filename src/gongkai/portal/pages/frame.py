"""What stands around every page of an organ: its name, the five prescribed entries, its columns, its foot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.catalogue.models import Column, Publication
from gongkai.catalogue.queries.public import Branch, columns_in_use, tree
from gongkai.organs.models import Organ
from gongkai.statements import Kept

# The names are prescribed (国办公开办函〔2019〕61号): a column of one of them stands where they say.
GUIDE, SYSTEMS, STATUTORY, REPORTS, ASKING = (
    "政府信息公开指南",
    "政府信息公开制度",
    "法定主动公开内容",
    "政府信息公开年报",
    "依申请公开",
)
PRESCRIBED = frozenset({GUIDE, SYSTEMS, STATUTORY, REPORTS, ASKING})
TOPICS = "专题"
KIND = "信息公开"


@dataclass(frozen=True, slots=True)
class Place:
    """A column as the tags of a page name it (国办发〔2017〕47号).

    Attributes:
        name: as readers see it.
        description: what stands there.
        keywords: by which it may be looked for, parted by commas.
        kind: of which kind it is.
    """

    name: str
    description: str
    keywords: str
    kind: str = KIND


# What stands at the places that every organ has, by the name that pages mark them with.
PLACES = {
    "guide": Place(GUIDE, "怎样查找公开的信息，怎样申请公开", "指南,获取方式,联系方式", "信息公开指南"),
    "systems": Place(SYSTEMS, "政府信息公开工作依据的规定和制度", "制度,规定", "信息公开制度"),
    "catalogue": Place(STATUTORY, "依法应当主动公开的信息，按栏目排列", "主动公开,目录,栏目", "信息公开目录"),
    "reports": Place(REPORTS, "各年度政府信息公开工作年度报告", "年报,年度报告", "信息公开年报"),
    "ask": Place(ASKING, "申请公开没有主动公开的信息", "申请公开,在线申请", ASKING),
    "topics": Place(TOPICS, "就一件事汇集的信息", "专题,专栏", "专题专栏"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of an organ that are in use.

    Attributes:
        found: all of them.
        branches: those of 法定主动公开内容 as a tree.
        prescribed: those that the organ opened under prescribed names, by name.
    """

    found: Sequence[Column]
    branches: Sequence[Branch]
    prescribed: Mapping[str, Column]

    @property
    def systems(self) -> Column | None:
        """The one of 政府信息公开制度."""
        return self.prescribed.get(SYSTEMS)


def frame(organ: Organ, *, of: Publication | None = None, at: str = "") -> dict[str, Any]:
    """The context that every page of an organ needs, in one query.

    ``columns`` are those in use, ``column`` the one in which ``of`` stands, ``trail`` those above it, the
    highest first; ``at`` names one of ``PLACES``.
    """
    columns = _columns.of(organ=organ.pk)
    column = _column_of(of, columns.found) if of else None
    return {
        "at": at,
        "place": place_of(column) if column else PLACES.get(at),
        "organ": organ,
        "columns": columns,
        "column": column,
        "beside": columns.prescribed.get(PLACES[at].name) if at in PLACES else None,
        "trail": list(above(columns.found, column)),
        "head": getattr(organ, "letterhead", None),
    }


def _as_columns(found: Sequence[Column]) -> Columns:
    top = tree(found)
    named = {one.column.name: one.column for one in reversed(top) if one.column.name in PRESCRIBED}
    return Columns(found, statutory(top), named)


_columns = Kept(columns_in_use, _as_columns)


def _column_of(item: Publication, found: Iterable[Column]) -> Column:
    """Where an item stands; one that is not among the columns in use is asked for."""
    in_use = next((one for one in found if one.pk == item.column_id), None)
    if in_use:
        item.column = in_use
    return item.column


def place_of(column: Column) -> Place:
    """A column as the tags of its page, and of what stands in it, name it."""
    return Place(column.name, column.description or column.name, column.keywords or column.name)


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
