"""The chain of hashes, as the database makes it and as anybody can check it from an export."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as it is hashed; ``data`` is what ``canonical`` makes text of."""

    organ: int
    number: int
    about: str
    seq: int
    act: str
    on: date
    recorded_at: datetime
    by: int
    data: Mapping[str, Any]
    prev_hash: str
    hash: str

    @property
    def computed(self) -> str:
        """The hash that this entry must have."""
        moment = self.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        parts = (
            self.prev_hash,
            self.organ,
            self.number,
            self.about,
            self.seq,
            self.act,
            self.on.isoformat(),
            moment,
            self.by,
            canonical(self.data),
        )
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a chain that is not what it was, and why."""

    organ: int
    number: int
    reason: str


def canonical(data: Mapping[str, Any]) -> str:
    """The one text of some data: keys in order, no spaces, Chinese as it is."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def breaks(links: Iterable[Link], heads: Mapping[int, Mapping[int, str]]) -> Iterator[Break]:
    """The first break of every organ's chain.

    Args:
        links: the entries, each organ's in order of number.
        heads: for each organ, hashes known from elsewhere (anchors, the head) by number.
    """
    at: dict[int, tuple[int, str]] = {}
    broken: set[int] = set()
    for link in links:
        if link.organ in broken:
            continue
        number, before = at.get(link.organ, (0, START))
        reason = _wrong(link, number + 1, before, heads.get(link.organ, {}))
        if reason:
            broken.add(link.organ)
            yield Break(link.organ, link.number, reason)
        at[link.organ] = (link.number, link.hash)
    for organ, known in heads.items():
        last = at.get(organ, (0, START))[0]
        missing = [number for number in known if number > last]
        if organ not in broken and missing:
            yield Break(organ, last + 1, f"缺少第{last + 1}条至第{max(missing)}条")


def _wrong(link: Link, number: int, before: str, known: Mapping[int, str]) -> str:
    if link.number != number:
        return f"此前缺少第{number}条"
    if link.prev_hash != before:
        return "与前一条不相接"
    if link.computed != link.hash:
        return "内容与校验值不符"
    if known.get(link.number, link.hash) != link.hash:
        return "与已公布的锚点不符"
    return ""
