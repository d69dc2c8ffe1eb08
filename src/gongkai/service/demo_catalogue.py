"""The demo organs' columns, and sample items at every stage, entered by the same acts as real ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

from django.utils.timezone import get_current_timezone

from gongkai import data
from gongkai.catalogue.actions import columns, drafting, publishing, reviewing
from gongkai.catalogue.choices import Conclusion, State, Validity
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.wordings import Wording
from gongkai.law.disclosure import Attribute
from gongkai.organs.actions import Person, invite
from gongkai.organs.models import Organ, Role, Unit, User
from gongkai.service.corpus import afterwards, bulk, composing
from gongkai.service.corpus.bulk import Acting, House
from gongkai.service.corpus.composing import MARK

COLUMNS, ITEMS = "demo/columns.toml", "demo/items.toml"
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


CHAIN = (DRAFTER, *REVIEWERS.values(), SECRECY, PUBLISHER)


def count() -> int:
    """How many items there are."""
    return told_count() + composing.count()


def told_count() -> int:
    """How many of them are told one by one, at every stage; all others are those of the sample year."""
    return len(data.read_toml(ITEMS)["items"])


def steps(organs: Mapping[str, Organ], people: Mapping[str, User], *, on: date, by: User) -> Iterator[str]:
    """Open the columns of every demo organ, then enter the items, telling each as it is done."""
    found = {slug: open_columns(organ, slug, on=on, by=by) for slug, organ in organs.items()}
    for slug, organ in organs.items():
        chain = [people[name] for name in CHAIN] if slug == ORGAN else _employed(organ, slug, on=on, by=by)
        yield from enter_year(house(organ, chain, found[slug]), on=on)
    story = _Story(organs[ORGAN], found[ORGAN], people, on)
    for entry in sorted(data.read_toml(ITEMS)["items"], key=_day):
        story.tell(entry)
        yield entry["title"]


def house(organ: Organ, chain: Sequence[User], found: Mapping[str, Column]) -> House:
    """An organ with its people in the order of the chain: drafter, three reviewers, secrecy, publisher."""
    drafter, first, second, final, secrecy, publisher = chain
    return House(organ, drafter, (first, second, final), secrecy, publisher, found)


def enter_year(found: House, *, on: date) -> Iterator[str]:
    """Write the sample year of an organ, telling each title; topics are opened on the day."""
    samples = composing.samples(found.named)
    items = bulk.write(found, samples)
    yield from (sample.wording.title for sample in samples)
    yield from afterwards.happen(found, items, on=on)


def _employed(organ: Organ, slug: str, *, on: date, by: User) -> list[User]:
    """The people of an organ whose items only are shown; they have no password."""
    roles = next(entry["roles"] for entry in composing.told()["people"] if entry["organ"] == slug)
    unit = Unit.objects.filter(organ=organ).order_by("pk").first()
    made = []
    for role in map(Role, roles):
        person = Person(email=f"{slug}-{role}@demo.example", name=f"{organ.short_name}{role.label}（示例）")
        made.append(invite(organ, person, roles=[role], unit=unit, on=on, at=_moment(on), by=by))
    return made


def open_columns(organ: Organ, slug: str, *, on: date, by: User) -> dict[str, Column]:
    """Open the columns of an organ of that kind, by path; as ``justice`` those of a justice bureau."""
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
        with Acting(self.people[DRAFTER]) as by:
            drafting.submit(item, on=day, by=by)
        for stage, name in REVIEWERS.items():
            if state == stage:
                return
            with Acting(self.people[name]) as by:
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
        with Acting(self.people[DRAFTER]) as by:
            return drafting.draft(
                self.organ, self.columns[entry["column"]], wording, on=day, at=_moment(day), by=by
            )

    def _release(self, item: Item, state: str, day: date) -> None:
        review_on = self.on + timedelta(days=365) if state == State.FILED else None
        with Acting(self.people[SECRECY]) as by:
            reviewing.examine_secrecy(
                item, Conclusion.OPEN, text="", review_on=review_on, on=day, at=_moment(day), by=by
            )
        if state in (State.FILED, "leak"):
            return
        with Acting(self.people[PUBLISHER]) as by:
            publishing.publish(item, on=day, at=_moment(day), by=by)
            if state == State.WITHDRAWN:
                why = "公示期满。"
                publishing.withdraw(item, why=why, keep_title=True, on=day, at=_moment(day), by=by)
        if state == "norm":
            self.policy = item
        if state == "corrected":
            self._correct(item, day)

    def _correct(self, item: Item, day: date) -> None:
        with Acting(self.people[PUBLISHER]) as by:
            publishing.begin_correction(item, why="更正内设机构名称。", on=day, at=_moment(day), by=by)
        with Acting(self.people[DRAFTER]) as by:
            drafting.submit(item, on=day, by=by)
        for stage, name in REVIEWERS.items():
            with Acting(self.people[name]) as by:
                reviewing.pass_review(item, stage, proofread=True, on=day, at=_moment(day), by=by)
        self._release(item, "", day)


def _day(entry: Mapping[str, Any]) -> int:
    """On which day it comes out, counted from today; lists show first what came out last."""
    return int(entry.get("after", 1)) - int(entry["age"])


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), get_current_timezone())


def _body(parts: list[str], *, with_table: bool) -> str:
    told = []
    for part in parts:
        heading, bar, text = part.rpartition("|")
        told.append((f"<h2>{escape(heading)}</h2>" if bar else "") + f"<p>{escape(text)}</p>")
    return "".join(told) + (TABLE.replace("'", '"') if with_table else "") + f"<p>（{MARK}）</p>"
