"""The demo organs' columns, and sample items at every stage, entered by the same acts as real ones."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

from django.utils.timezone import get_current_timezone

from gongkai import data
from gongkai.catalogue.actions import columns, drafting, publishing, reviewing
from gongkai.catalogue.choices import Conclusion, State, Validity
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.wordings import Wording
from gongkai.isolation import scope
from gongkai.law.disclosure import Attribute
from gongkai.organs.models import Organ, Unit, User

COLUMNS, ITEMS = "demo/columns.toml", "demo/items.toml"
MARK = "样例内容，不代表任何真实机关、人员和数据。"
# Who of the demo's people does what, by the name before the @.
DRAFTER, PUBLISHER, SECRECY = "jingban", "fabu", "baomi"
REVIEWERS = {State.FIRST: "shenhe", State.SECOND: "fuzeren", State.FINAL: "lingdao"}
ORGAN = "justice"
TABLE = (
    "<table><caption>公共法律服务统计（样例数据）</caption><thead><tr><th scope='col'>事项</th>"
    "<th scope='col'>数量（件）</th></tr></thead><tbody><tr><th scope='row'>法律援助</th><td>120</td></tr>"
    "<tr><th scope='row'>公证</th><td>340</td></tr>"
    "<tr><th scope='row'>人民调解</th><td>560</td></tr></tbody></table>"
)


def count() -> int:
    """How many items there are."""
    return len(data.read_toml(ITEMS)["items"])


def steps(organs: Mapping[str, Organ], people: Mapping[str, User], *, on: date, by: User) -> Iterator[str]:
    """Open the columns of every demo organ, then enter the items, telling each as it is done."""
    found = {slug: _columns(organ, slug, on=on, by=by) for slug, organ in organs.items()}
    story = _Story(organs[ORGAN], found[ORGAN], people, on)
    for entry in data.read_toml(ITEMS)["items"]:
        story.tell(entry)
        yield entry["title"]
    _as(by)


def _columns(organ: Organ, slug: str, *, on: date, by: User) -> dict[str, Column]:
    units = {unit.name: unit for unit in Unit.objects.filter(organ=organ)}
    office = Unit.objects.filter(organ=organ, is_disclosure_office=True).first()
    found: dict[str, Column] = {}
    for place, entry in enumerate(data.read_toml(COLUMNS)["columns"]):
        if slug in entry.get("for", (slug,)):
            column = _column(entry, place, units.get(entry.get("unit", ""), office))
            parent = found[entry["above"]] if "above" in entry else None
            row = columns.open_column(organ, parent, column, on=on, by=by)
            found[row.path] = row
    return found


def _column(entry: Mapping[str, Any], place: int, unit: Unit | None) -> columns.ColumnFacts:
    return columns.ColumnFacts(
        name=entry["name"],
        slug=entry["slug"],
        position=place,
        duty=entry.get("duty", ""),
        description=f"{entry['name']}（示例栏目）",
        unit=unit,
        cycle=entry.get("cycle", "as_changed"),
        stale_after=entry.get("stale"),
    )


class _Story:
    """Takes items through the chain, each act in the name of the person whose turn it is."""

    def __init__(
        self, organ: Organ, found: Mapping[str, Column], people: Mapping[str, User], on: date
    ) -> None:
        self.organ, self.columns, self.people, self.on = organ, found, people, on
        self.policy: Item | None = None

    def tell(self, entry: Mapping[str, Any]) -> None:
        """Enter an item and take it as far as its entry says."""
        state = entry.get("state", "")
        formed_on = self.on - timedelta(days=entry["age"])
        day = min(self.on, formed_on + timedelta(days=entry.get("after", 1)))
        item = self._draft(entry, formed_on, day)
        if state == State.DRAFT:
            return
        with _Acting(self.people[DRAFTER]) as by:
            drafting.submit(item, on=day, by=by)
        for stage, name in REVIEWERS.items():
            if state == stage:
                return
            with _Acting(self.people[name]) as by:
                reviewing.pass_review(item, stage, proofread=True, on=day, at=_moment(day), by=by)
        if state != State.SECRECY:
            self._release(item, state, day)

    def _draft(self, entry: Mapping[str, Any], formed_on: date, day: date) -> Item:
        state = entry.get("state", "")
        is_filed = state == State.FILED
        validity = {"norm": Validity.IN_FORCE, "lapsed": Validity.LAPSED}.get(state, Validity.NOT_APPLICABLE)
        wording = Wording(
            title=entry["title"],
            formed_on=formed_on,
            genre=entry["genre"],
            validity=validity.value,
            attribute=(Attribute.CLOSED if is_filed else Attribute.ACTIVE).value,
            ground="internal" if is_filed else "",
            reason="内部分工，不影响公众办事。" if is_filed else "",
            keywords="样例",
            summary=f"{entry['title']}。{MARK}",
            body=_body(entry["body"], with_table=state == "table"),
            interprets_id=self.policy.pk if state == "interprets" and self.policy else None,
        )
        with _Acting(self.people[DRAFTER]) as by:
            return drafting.draft(
                self.organ, self.columns[entry["column"]], wording, on=day, at=_moment(day), by=by
            )

    def _release(self, item: Item, state: str, day: date) -> None:
        review_on = self.on + timedelta(days=365) if state == State.FILED else None
        with _Acting(self.people[SECRECY]) as by:
            reviewing.examine_secrecy(
                item, Conclusion.OPEN, text="", review_on=review_on, on=day, at=_moment(day), by=by
            )
        if state in (State.FILED, "leak"):
            return
        with _Acting(self.people[PUBLISHER]) as by:
            publishing.publish(item, on=day, at=_moment(day), by=by)
            if state == State.WITHDRAWN:
                why = "公示期满。"
                publishing.withdraw(item, why=why, keep_title=True, on=day, at=_moment(day), by=by)
        if state == "norm" and self.policy is None:
            self.policy = item
        if state == "corrected":
            self._correct(item, day)

    def _correct(self, item: Item, day: date) -> None:
        with _Acting(self.people[PUBLISHER]) as by:
            publishing.begin_correction(item, why="更正内设机构名称。", on=day, at=_moment(day), by=by)
        with _Acting(self.people[DRAFTER]) as by:
            drafting.submit(item, on=day, by=by)
        for stage, name in REVIEWERS.items():
            with _Acting(self.people[name]) as by:
                reviewing.pass_review(item, stage, proofread=True, on=day, at=_moment(day), by=by)
        self._release(item, "", day)


class _Acting:
    """In the name of one of the demo's people, within what may be written already."""

    def __init__(self, person: User) -> None:
        self.person = person

    def __enter__(self) -> User:
        self.before = scope.current()
        _as(self.person)
        return self.person

    def __exit__(self, *_: object) -> None:
        scope.take(self.before)


def _as(person: User) -> None:
    scope.take(replace(scope.current(), user=person.pk))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), get_current_timezone())


def _body(parts: list[str], *, with_table: bool) -> str:
    told = []
    for part in parts:
        heading, bar, text = part.rpartition("|")
        told.append((f"<h2>{escape(heading)}</h2>" if bar else "") + f"<p>{escape(text)}</p>")
    return "".join(told) + (TABLE.replace("'", '"') if with_table else "") + f"<p>（{MARK}）</p>"
