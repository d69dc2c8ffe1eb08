"""Items of a year as values: titles, bodies and days from templates, word lists and a seed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from itertools import product
from random import Random
from typing import Any

from gongkai import data, facts
from gongkai.catalogue.choices import Validity
from gongkai.catalogue.wordings import Wording

SOURCE = "demo/corpus.toml"
MARK = "样例内容，不代表任何真实机关、人员和数据。"
FOUNDING = "justice"
YEARS_IN_FORCE, YEARS_ON_TRIAL = 5, 2
SOONEST, SLOWEST = 1, 15  # working days until it is published
LATE = (22, 38)
ONE_LATE_IN = 24
LAST_FORMED, LAST_PUBLISHED = (12, 20), (12, 28)
MOST_SUMMARY = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """An item to be.

    Attributes:
        key: tells it from all others, as ``gz-003``.
        organ: by the name in its address.
        column: by its path.
        wording: what it says; ``interprets_id`` is filled in once the other one has an id.
        published_on: when the public could read it first.
        explains: the key of the item that it explains.
        paper: which attachment it has.
    """

    key: str
    organ: str
    column: str
    wording: Wording
    published_on: date
    explains: str = ""
    paper: str = ""

    @property
    def series(self) -> str:
        """The group that it belongs to."""
        return self.key.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Named:
    """How an organ is called in titles and texts."""

    slug: str
    name: str
    short_name: str


def told() -> Mapping[str, Any]:
    """What the samples consist of."""
    return data.read_toml(SOURCE)


def samples(organ: Named) -> list[Sample]:
    """All items of an organ, in the order in which they were published."""
    maker = _Maker(organ, told())
    made = [one for series in told()["series"] for one in maker.series(series)]
    made.sort(key=lambda one: (one.published_on, one.explains != "", one.key))
    return list(maker.numbered(made))


def count() -> int:
    """How many items there are of all organs together."""
    return sum(_length(series) for series in told()["series"])


class _Maker:
    """Composes the series of one organ; each series has dice of its own, so that none changes another."""

    def __init__(self, organ: Named, source: Mapping[str, Any]) -> None:
        self.organ, self.source = organ, source
        self.year = int(source["year"])
        self.calendar = facts.calendar()
        self.known: dict[str, Sample] = {}
        self.codes: dict[str, str] = {}

    def series(self, told_of: Mapping[str, Any]) -> Iterator[Sample]:
        if told_of.get("for", FOUNDING) != self.organ.slug:
            return
        rng = Random(f"{self.source['seed']} {told_of['key']}")  # noqa: S311  samples, no secrets
        subjects = list(self._subjects(told_of))
        for place, (x, y, explained) in enumerate(subjects):
            one = self._sample(told_of, (x, y), place, len(subjects), rng)
            if explained:
                one = self._explaining(one, explained)
            self.known[one.key] = one
            self.codes[one.key] = told_of.get("number", "")
            yield one

    def numbered(self, made: Sequence[Sample]) -> Iterator[Sample]:
        """Document numbers run in the order of the days on which texts were formed."""
        last: Counter[tuple[str, int]] = Counter()
        numbers: dict[str, str] = {}
        for one in sorted(made, key=lambda one: (one.wording.formed_on, one.key)):
            if code := self.codes[one.key]:
                year = one.wording.formed_on.year
                last[code, year] += 1
                numbers[one.key] = f"{code}〔{year}〕{last[code, year]}号"
        for one in made:
            number = numbers.get(one.key, "")
            yield replace(one, wording=replace(one.wording, document_number=number))

    def _subjects(self, told_of: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        if explained := told_of.get("explains"):
            norms = next(one for one in self.source["series"] if one["key"] == explained)
            for place, name in enumerate(norms["each"], 1):
                yield name, "", f"{explained}-{place:03}"
            return
        for x, y in product(told_of.get("each", [""]), self._words(told_of.get("by", [""]))):
            yield x, y, ""

    def _words(self, by: str | list[str]) -> list[str]:
        return self.source["words"][by] if isinstance(by, str) else by

    def _sample(
        self, told_of: Mapping[str, Any], subject: tuple[str, str], place: int, of: int, rng: Random
    ) -> Sample:
        x, y = subject
        words = {"organ": self.organ.name, "short": self.organ.short_name, "x": x, "y": y, "year": self.year}
        formed_on = self._formed_on(y, place, of, rng)
        title, lead = (told_of[name].format(**words) for name in ("title", "lead"))
        wording = Wording(
            title=title,
            formed_on=formed_on,
            genre=told_of["genre"],
            summary=_summary(lead),
            keywords=told_of["keywords"].format(**words),
            source_name=told_of.get("source", ""),
            source_url=told_of.get("source_url", ""),
            body=self._body(told_of, words, rng),
            **self._validity(told_of, title, place, formed_on),
        )
        return Sample(
            key=f"{told_of['key']}-{place + 1:03}",
            organ=self.organ.slug,
            column=told_of["column"],
            wording=wording,
            published_on=self._published_on(formed_on, rng),
            paper=told_of.get("paper", ""),
        )

    def _explaining(self, one: Sample, explained: str) -> Sample:
        """An interpretation comes out with what it explains, or on the next working day."""
        other = self.known[explained]
        formed_on = other.wording.formed_on
        published_on = min(
            self.calendar.add_workdays(other.published_on, 1), date(self.year, *LAST_PUBLISHED)
        )
        wording = replace(one.wording, formed_on=formed_on)
        return replace(one, wording=wording, published_on=published_on, explains=explained)

    def _formed_on(self, y: str, place: int, of: int, rng: Random) -> date:
        """Figures are formed when their month or quarter is nearly over, others through the whole year."""
        last = date(self.year, *LAST_FORMED)
        if y in (months := self.source["words"]["months"]):
            day = date(self.year, months.index(y) + 1, 26)
        elif y in (quarters := self.source["words"]["quarters"]):
            day = date(self.year, quarters.index(y) * 3 + 3, 25)
        else:
            span = (last - date(self.year, 1, 3)).days
            day = date(self.year, 1, 3) + timedelta(days=(place * span + rng.randrange(span)) // of)
        return self._working(min(day, last))

    def _published_on(self, formed_on: date, rng: Random) -> date:
        is_late = rng.randrange(ONE_LATE_IN) == 0
        lag = rng.randint(*LATE) if is_late else rng.randint(SOONEST, SLOWEST)
        last = self._working(date(self.year, *LAST_PUBLISHED))
        return min(self.calendar.add_workdays(formed_on, lag), last)

    def _working(self, day: date) -> date:
        return day if self.calendar.is_workday(day) else self.calendar.add_workdays(day, -1)

    def _validity(
        self, told_of: Mapping[str, Any], title: str, place: int, formed_on: date
    ) -> dict[str, Any]:
        kind = told_of.get("validity", "")
        if kind != "norm":
            return {"validity": kind} if kind else {}
        is_trial = "试行" in title or "暂行" in title
        effective_on = date(formed_on.year, formed_on.month, 1) + timedelta(days=62)
        years = YEARS_ON_TRIAL if is_trial else YEARS_IN_FORCE
        expires_on = date(effective_on.year + years, effective_on.month, 1) - timedelta(days=1)
        given = {one["place"]: one["validity"] for one in self.source["validity"]}
        return {
            "validity": given.get(place + 1, Validity.IN_FORCE.value),
            "effective_on": effective_on,
            "expires_on": expires_on,
        }

    def _body(self, told_of: Mapping[str, Any], words: Mapping[str, Any], rng: Random) -> str:
        parts = [_paragraph(told_of["lead"].format(**words))]
        for part in told_of.get("parts", ()):
            heading, _, text = part.format(**words).partition("|")
            parts.append(f"<h2>{escape(heading)}</h2>{_paragraph(text)}")
        if "table" in told_of:
            parts.append(self._table(told_of["table"], words, rng))
        for name in told_of.get("draw", ()):
            bank = self.source["banks"][name]
            drawn = rng.sample(bank["sentences"], bank["take"])
            parts.append(f"<h2>{escape(bank['heading'])}</h2>{''.join(map(_paragraph, drawn))}")
        return "".join(parts) + f"<p>（{MARK}）</p>"

    def _table(self, table: Mapping[str, Any], words: Mapping[str, Any], rng: Random) -> str:
        head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table["head"])
        rows = "".join(_row(label, table, rng) for label in self._words(table["rows"]))
        caption = escape(table["caption"].format(**words))
        return (
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _row(label: str, table: Mapping[str, Any], rng: Random) -> str:
    first = rng.randint(table["least"], table["most"])
    second = rng.randint(first * 8 // 10, first)
    return f'<tr><th scope="row">{escape(label)}</th><td>{first}</td><td>{second}</td></tr>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _summary(lead: str) -> str:
    """The first sentences of a text that fit an abstract."""
    if len(lead) <= MOST_SUMMARY:
        return lead
    return lead[: lead[:MOST_SUMMARY].rfind("。") + 1] or lead[: MOST_SUMMARY - 1] + "…"


def _length(series: Mapping[str, Any]) -> int:
    if explained := series.get("explains"):
        return len(next(one for one in told()["series"] if one["key"] == explained)["each"])
    by = series.get("by", [""])
    return len(series.get("each", [""])) * len(told()["words"][by] if isinstance(by, str) else by)
