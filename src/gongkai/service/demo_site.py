"""The founding organ's site in the demo: what was read in an earlier year, and what readers reported."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gongkai import data
from gongkai.channels.actions import earlier, errors
from gongkai.channels.importing import HEADERS, read
from gongkai.organs.models import Organ, User

SOURCE = "demo/website.toml"


def steps(organs: Mapping[str, Organ], *, on: date, at: datetime, by: User) -> Iterator[str]:
    """Enter all of it by the acts of real ones, telling each as it is done."""
    told = data.read_toml(SOURCE)
    organ, before = organs[told["organ"]], told["earlier"]
    totals = read([HEADERS, *before["rows"]], on=on).rows
    earlier.bring_in(organ, totals, earlier.Origin(before["source"], before["reason"]), on=on, by=by)
    yield str(before["source"])
    for entry in told["reports"]:
        _report(organ, entry, on=on, at=at, by=by)
        yield f"{organ.short_name}：纠错留言"


def _report(organ: Organ, entry: Mapping[str, Any], *, on: date, at: datetime, by: User) -> None:
    ago = timedelta(days=entry["days_ago"])
    told = errors.Told(
        page=entry["page"],
        kind=entry["kind"],
        text=entry["text"],
        email="",
        once=uuid5(NAMESPACE_URL, entry["text"]),
    )
    made = errors.report(organ, told, on=on - ago, at=at - ago, by=by)
    if "answer" in entry:
        errors.answer(made, entry["answer"], is_right=entry["is_right"], on=on, by=by)
    if "closed" in entry:
        errors.close(made, entry["closed"], on=on, by=by)
