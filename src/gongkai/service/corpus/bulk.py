"""The same rows and entries as the acts of publishing leave, by the hundred; a test holds both side by side.

What is written passes the checks of the acts: the wording, the gate, three different reviewers, index numbers
without a gap. Entries of a week are given to the ledger together, each in the name of who acted; no job
follows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from django.utils.timezone import get_current_timezone

from gongkai import facts
from gongkai.catalogue import events
from gongkai.catalogue.actions.drafting import WordingError, check_wording, due_day
from gongkai.catalogue.actions.publishing import PublishingError
from gongkai.catalogue.chain import REVIEWS
from gongkai.catalogue.choices import Conclusion, State, Verdict
from gongkai.catalogue.gate import found_within, numbers_of
from gongkai.catalogue.models import (
    Attachment,
    Column,
    IndexSeries,
    Item,
    Publication,
    PublishedFile,
    Remark,
    Version,
)
from gongkai.catalogue.queries.desk import numbering
from gongkai.catalogue.wordings import as_fields, digest, wording_of
from gongkai.files.confined.inspection.passages import Passage
from gongkai.files.inspecting import passages
from gongkai.files.models import File, StoredFile
from gongkai.files.receiving import receive
from gongkai.isolation import scope
from gongkai.law.disclosure import Attribute, attribute_mistake
from gongkai.law.numbers import IndexNumber, index_number
from gongkai.ledger.actions import append, told
from gongkai.ledger.subjects import name, subject
from gongkai.organs.models import Organ, User
from gongkai.service.corpus.composing import Named, Sample
from gongkai.service.corpus.papers import paper

OPENS_AT = 9
AT_ONCE = 500
BETWEEN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class House:
    """An organ with the people of its chain, and its columns by path."""

    organ: Organ
    drafter: User
    reviewers: tuple[User, User, User]
    secrecy: User
    publisher: User
    columns: Mapping[str, Column]

    @property
    def named(self) -> Named:
        """How the organ is called."""
        return Named(self.organ.slug, self.organ.name, self.organ.short_name)


@dataclass(slots=True)
class Row:
    """An item to be, with all that belongs to it."""

    sample: Sample
    item: Item
    at: datetime
    file: File | None = None
    entries: list[tuple[User, dict[str, Any]]] = field(default_factory=list)


def moment(day: date) -> datetime:
    """When an office opens."""
    return datetime.combine(day, time(OPENS_AT), get_current_timezone())


def write(house: House, samples: Sequence[Sample]) -> dict[str, Item]:
    """Write samples as published, in a scope that may write for the organ; the items by key.

    Args:
        house: whose they are.
        samples: in the order of their publication.

    Raises:
        WordingError: one says what no item may say.
        PublishingError: the gate found something.
    """
    return _Writer(house).write(samples)


class _Writer:
    def __init__(self, house: House) -> None:
        self.house, self.organ = house, house.organ
        self.files: dict[str, File] = {}
        # Many items have the same paper: it is read once.
        self.read = cache(_passages)

    def write(self, samples: Sequence[Sample]) -> dict[str, Item]:
        rows = [
            self._row(sample, place)
            for _, day in groupby(samples, key=lambda sample: sample.published_on)
            for place, sample in enumerate(day)
        ]
        self._number(rows)
        by_key = self._items(rows)
        Attachment.objects.bulk_create([one for row in rows for one in self._attachments(row)], AT_ONCE)
        self._look_through(rows)
        Version.objects.bulk_create([one for row in rows for one in self._versions(row)], AT_ONCE)
        Remark.objects.bulk_create([one for row in rows for one in self._remarks(row)], AT_ONCE)
        self._publish(rows)
        for row in rows:
            row.entries = list(self._entries(row))
        self._record(rows)
        return by_key

    def _row(self, sample: Sample, place: int) -> Row:
        column, on = self.house.columns[sample.column], sample.published_on
        check_wording(self.organ, column, sample.wording, None, on)
        if mistake := attribute_mistake(
            Attribute(sample.wording.attribute), sample.wording.ground, sample.wording.reason
        ):
            raise WordingError(mistake)
        item = Item(
            organ=self.organ,
            column=column,
            unit=column.unit,
            drafted_on=on,
            drafted_by=self.house.drafter,
            submitted_by=self.house.drafter,
            due_on=due_day(sample.wording),
            state=State.PUBLISHED,
            first_published_on=on,
            **as_fields(sample.wording),
        )
        file = self._file(sample)
        item.version = item.inspected = 2 if file else 1
        return Row(sample, item, moment(on) + place * BETWEEN, file)

    def _file(self, sample: Sample) -> File | None:
        """The paper of an item; the first of a kind is received as by an upload."""
        kind, on = sample.paper, sample.published_on
        if kind and kind not in self.files:
            called, content = paper(kind, self.house.named)
            with Acting(self.house.drafter):
                self.files[kind], _ = receive(
                    self.organ, called, [content], on=on, at=moment(on), by=self.house.drafter
                )
        return self.files.get(kind)

    def _items(self, rows: Sequence[Row]) -> dict[str, Item]:
        """What is explained before what explains it."""
        by_key: dict[str, Item] = {}
        for explains in (False, True):
            some = [row for row in rows if bool(row.sample.explains) is explains]
            for row in some:
                if explains:
                    row.item.interprets = by_key[row.sample.explains]
            Item.objects.bulk_create([row.item for row in some], AT_ONCE)
            by_key |= {row.sample.key: row.item for row in some}
        return by_key

    def _attachments(self, row: Row) -> list[Attachment]:
        if row.file is None:
            return []
        return [Attachment(item=row.item, organ=self.organ, file=row.file, name=row.file.name)]

    def _look_through(self, rows: Sequence[Row]) -> None:
        public = numbers_of(self.organ)
        for row in rows:
            on, attached = row.sample.published_on, self._attachments(row)
            if found := found_within(row.item, attached, on=on, public=public, read=self.read):
                raise PublishingError(f"{row.sample.key}：{found[0].place}有{found[0].kind.label}")

    def _number(self, rows: Sequence[Row]) -> None:
        chosen = numbering(self.organ)
        form = facts.index_formats()[chosen.form]
        series: dict[int, IndexSeries] = {}
        for row in rows:
            year = row.sample.published_on.year
            if year not in series:
                IndexSeries.objects.get_or_create(organ=self.organ, year=year)
                series[year] = IndexSeries.objects.select_for_update().get(organ=self.organ, year=year)
            series[year].last += 1
            number = IndexNumber(form, chosen.code, year, series[year].last)
            row.item.number = str(index_number(str(number), form))
        for one in series.values():
            one.save(update_fields=["last"])

    def _versions(self, row: Row) -> Iterator[Version]:
        for number in range(1, row.item.version + 1):
            attached = [{"file": row.file.pk, "name": row.file.name}] if row.file and number > 1 else []
            yield Version(
                item=row.item,
                organ=self.organ,
                number=number,
                column_name=row.item.column.name,
                attachments=attached,
                made_at=row.at,
                made_by=self.house.drafter,
                **as_fields(wording_of(row.item)),
            )

    def _remarks(self, row: Row) -> Iterator[Remark]:
        for stage, person in zip(REVIEWS, self.house.reviewers, strict=True):
            yield self._remark(row, stage, person, proofread=True)
        yield self._remark(row, State.SECRECY, self.house.secrecy, conclusion=Conclusion.OPEN.value)

    def _remark(
        self, row: Row, stage: State, by: User, *, conclusion: str = "", proofread: bool = False
    ) -> Remark:
        return Remark(
            item=row.item,
            organ=self.organ,
            version=row.item.version,
            stage=stage,
            verdict=Verdict.PASSED,
            conclusion=conclusion,
            is_proofread=proofread,
            by=by,
            on=row.sample.published_on,
            at=row.at,
        )

    def _publish(self, rows: Sequence[Row]) -> None:
        places = self._places()
        made = []
        for row in rows:
            item = row.item
            places[item.column_id] += 1
            made.append(
                Publication(
                    item=item,
                    organ=self.organ,
                    column=item.column,
                    place=places[item.column_id],
                    number=item.number,
                    unit_name=item.unit.name if item.unit else "",
                    version=item.version,
                    published_at=row.at,
                    due_on=item.due_on,
                    **as_fields(wording_of(item)),
                )
            )
        Publication.objects.bulk_create(made, AT_ONCE)
        PublishedFile.objects.bulk_create(
            PublishedFile(publication_id=row.item.pk, organ=self.organ, file=row.file, name=row.file.name)
            for row in rows
            if row.file
        )

    def _places(self) -> defaultdict[int, int]:
        """The last place in each column, whose rows are locked until the transaction ends."""
        columns = Column.objects.filter(organ=self.organ).order_by("pk")
        list(columns.select_for_update().values_list("pk"))
        last: defaultdict[int, int] = defaultdict(int)
        for column, place in Publication.objects.filter(organ=self.organ).values_list("column", "place"):
            last[column] = max(last[column], place)
        return last

    def _entries(self, row: Row) -> Iterator[tuple[User, dict[str, Any]]]:
        house, item, version = self.house, row.item, row.item.version
        sha256 = digest(wording_of(item))
        yield self._entry(row, house.drafter, events.ItemDrafted(column=item.column_id, sha256=sha256))
        if row.file:
            attached = events.FileAttached(file=row.file.pk, sha256=row.file.stored.sha256)
            yield self._entry(row, house.drafter, attached)
        yield self._entry(row, house.drafter, events.ItemInspected(version=version, count=0))
        yield self._entry(row, house.drafter, events.ItemSubmitted(version=version))
        for stage, person in zip(REVIEWS, house.reviewers, strict=True):
            yield self._entry(row, person, events.ItemPassed(stage=stage, version=version))
        examined = events.SecrecyExamined(version=version, conclusion=Conclusion.OPEN.value)
        yield self._entry(row, house.secrecy, examined)
        published = events.ItemPublished(
            number=item.number, version=version, sha256=sha256, due_on=item.due_on
        )
        yield self._entry(row, house.publisher, published)

    def _entry(self, row: Row, by: User, event: object) -> tuple[User, dict[str, Any]]:
        on = row.sample.published_on.isoformat()
        return by, {"about": subject(row.item), "act": name(type(event)), "on": on, "data": told(event)}

    def _record(self, rows: Sequence[Row]) -> None:
        """Week by week, and in a week person by person in the order of the chain."""
        for _, week in groupby(rows, key=lambda row: row.sample.published_on.isocalendar()[:2]):
            told_of: dict[User, list[dict[str, Any]]] = {}
            for row in week:
                for by, entry in row.entries:
                    told_of.setdefault(by, []).append(entry)
            for by, entries in told_of.items():
                with Acting(by):
                    append(self.organ.pk, by.pk, entries)


def _passages(stored: StoredFile) -> tuple[Passage, ...]:
    return tuple(passages(stored))


class Acting:
    """In the name of somebody, within what may be written already."""

    def __init__(self, person: User) -> None:
        self.person = person

    def __enter__(self) -> User:
        self.before = scope.current()
        scope.take(replace(self.before, user=self.person.pk))
        return self.person

    def __exit__(self, *_: object) -> None:
        scope.take(self.before)
