"""Readers of the ledger: the newest acts, the state of a row, and the proof that nothing was changed."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, OuterRef, QuerySet, Subquery

from gongkai.ledger.chain import Break, Link, breaks
from gongkai.ledger.models import Anchor, Entry, Head
from gongkai.ledger.subjects import Recorded, subject

FIELDS = tuple(Link.__slots__)
CHUNK = 5000


class ExportError(ValueError):
    """A line of an export cannot be read; the message says which and why."""


def version(about: Recorded) -> int:
    """How many entries there are about a row: what a form keeps, to notice that somebody else acted."""
    return Entry.objects.filter(about=subject(about)).aggregate(newest=Max("seq"))["newest"] or 0


def history(about: Recorded) -> QuerySet[Entry]:
    """What happened to a row, newest first, with ``by_name``."""
    return named(Entry.objects.filter(about=subject(about))).order_by("-seq")


def activity() -> QuerySet[Entry]:
    """All that the reader may see, newest first, with ``by_name``."""
    return named(Entry.objects.select_related("organ")).order_by("-recorded_at", "-id")


def anchors(day: date) -> QuerySet[Anchor]:
    """The heads as published on a day, those of organs since closed included."""
    return Anchor.objects.filter(day=day).select_related("organ").order_by("organ__region_code", "organ")


def links() -> Iterator[Link]:
    """All entries that the reader may see, each organ's in order."""
    entries = Entry.objects.order_by("organ_id", "number").values_list(*_columns())
    for row in entries.iterator(chunk_size=CHUNK):
        yield Link(**dict(zip(FIELDS, row, strict=True)))


def known_heads() -> dict[int, dict[int, str]]:
    """For each organ, the hashes that the head and the published anchors tell, by number."""
    heads: dict[int, dict[int, str]] = {}
    for model in (Head, Anchor):
        for organ, number, known in model.objects.values_list("organ_id", "number", "hash"):
            heads.setdefault(organ, {})[number] = known
    return heads


def broken() -> list[Break]:
    """The first break of each chain in the database; empty where all is as it was written."""
    return list(breaks(links(), known_heads()))


def export() -> Iterator[str]:
    """Lines of JSON: the entries, then the anchors; enough to check the chains without a database."""
    for link in links():
        yield _line("entry", {name: getattr(link, name) for name in FIELDS})
    for anchor in Anchor.objects.order_by("organ_id", "day"):
        yield _line(
            "anchor",
            {"organ": anchor.organ_id, "day": anchor.day, "number": anchor.number, "hash": anchor.hash},
        )


def broken_in_export(lines: Iterable[str]) -> list[Break]:
    """The first break of each chain in an export.

    Raises:
        ExportError: a line is not one of an export.
    """
    entries: list[Link] = []
    heads: dict[int, dict[int, str]] = {}
    for place, line in enumerate(lines, 1):
        kind, fields = _parsed(place, line)
        if kind == "anchor":
            heads.setdefault(fields["organ"], {})[fields["number"]] = fields["hash"]
        else:
            entries.append(_link(place, fields))
    return list(breaks(entries, heads))


def named(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with the name of who acted, or without where the reader may not see that person.

    A join would leave out the entries of such people: an administrator of the superior organ, say.
    """
    people = get_user_model().objects.filter(pk=OuterRef("by_id"))
    return entries.annotate(by_name=Subquery(people.values("name")[:1]))


def _columns() -> Iterator[str]:
    for name in FIELDS:
        yield f"{name}_id" if name in ("organ", "by") else name


def _line(kind: str, fields: dict[str, Any]) -> str:
    return json.dumps({"kind": kind, **fields}, ensure_ascii=False, default=_text) + "\n"


def _text(value: date | datetime) -> str:
    return value.isoformat()


def _parsed(place: int, line: str) -> tuple[str, dict[str, Any]]:
    try:
        fields = json.loads(line)
        kind = fields.pop("kind")
        if kind not in ("entry", "anchor"):
            raise ValueError(kind)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportError(
            f"第{place}行不是台账导出文件的内容，请用 gongkai verify --write 重新导出"
        ) from error
    return kind, fields


def _link(place: int, fields: dict[str, Any]) -> Link:
    try:
        return Link(
            **{
                **fields,
                "on": date.fromisoformat(fields["on"]),
                "recorded_at": datetime.fromisoformat(fields["recorded_at"]),
            }
        )
    except (TypeError, ValueError, KeyError) as error:
        raise ExportError(f"第{place}行缺少内容或格式不对，导出文件可能被截断或改动") from error
