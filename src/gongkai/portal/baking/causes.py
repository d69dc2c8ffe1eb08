"""Which pages change with an act: told from its entry in the ledger, by the scope of its organ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from gongkai.catalogue import events as catalogue
from gongkai.catalogue.models import Column, Publication, Topic, Version
from gongkai.catalogue.queries.public import LIST_PAGE, related, topics_of
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name
from gongkai.letters import events as letters
from gongkai.organs import events as organs
from gongkai.organs.models import Organ
from gongkai.portal.baking.pages import Of, Subject, addresses, of_site, stretches, telling_of
from gongkai.portal.machines.addresses import MOST
from gongkai.reports import events as reports
from gongkai.reports.models import AnnualReport

Before = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act changed.

    Attributes:
        pages: their addresses, the one it is about first.
        organ: the id of an organ of which every page changes, if any.
        gone: addresses below which nothing stands any more: all of it has moved.
    """

    pages: tuple[str, ...]
    organ: int | None = None
    gone: tuple[str, ...] = ()


def changed_by(entry: Entry) -> Changed:
    """What an entry changed of the pages; nothing, where the public reads nothing of such an act."""
    found = TOLD.get(entry.act)
    organ = Organ.objects.get(pk=entry.organ_id)
    pages = tuple(dict.fromkeys(found(entry, organ))) if found else ()
    left = LEFT.get(entry.act)
    gone = tuple(left(entry.data["before"], organ)) if left else ()
    return Changed(pages, organ.pk if entry.act in OF_THE_WHOLE else None, gone)


def _column_left(before: Before, organ: Organ) -> Iterator[str]:
    path = before.get("path")
    if path and not Column.objects.filter(organ=organ, path=path).exists():
        yield f"/{organ.slug}/columns/{path}/"


def _organ_left(before: Before, organ: Organ) -> Iterator[str]:  # noqa: ARG001  as the other
    slug = before.get("slug")
    if slug and not Organ.objects.filter(slug=slug).exists():
        yield f"/{slug}/"


def _subject(entry: Entry) -> int:
    return int(entry.about.partition(":")[2])


def _all_telling_of(subject: Subject, organ: Organ) -> Iterator[str]:
    yield from telling_of(subject, Of.ORGAN, organ.slug)
    yield from telling_of(subject, Of.SITE)


def _item(entry: Entry, organ: Organ) -> Iterator[str]:
    pk = _subject(entry)
    yield from addresses(Of.ITEM, [(organ.slug, pk)])
    found = Publication.objects.select_related("column").filter(pk=pk).first()
    if found is None:
        return
    yield from _places(organ, found)
    yield from addresses(Of.TOPIC, ((organ.slug, topic.slug) for topic in topics_of(found)))
    yield from addresses(Of.ITEM, _beside(found))
    yield from addresses(Of.PART, [(organ.slug, pk // MOST)])
    yield from _all_telling_of(Subject.ITEMS, organ)


def _places(organ: Organ, found: Publication) -> Iterator[str]:
    """The lists in which an item stands, and those of columns in which it may have stood before."""
    yield from addresses(Of.COLUMN, [(organ.slug, found.column.path)])
    page = -(-found.place // LIST_PAGE)
    # the first of a new page gives the page before it a way to go on
    near = [number for number in (page, page - 1) if number]
    yield from addresses(Of.STRETCH, ((organ.slug, found.column.path, number) for number in near))
    names = Version.objects.filter(item=found.pk).values_list("column_name", flat=True)
    for column in Column.objects.filter(organ=organ, name__in=set(names)).exclude(pk=found.column_id):
        yield from addresses(Of.COLUMN, [(organ.slug, column.path)])
        yield from addresses(Of.STRETCH, stretches(organ, column, more=1))


def _beside(found: Publication) -> Iterator[tuple[object, ...]]:
    """The items that name this one: what it explains, or ever did, and what explains it."""
    once = Version.objects.filter(item=found.pk, interprets__isnull=False).values_list(
        "interprets", flat=True
    )
    explained = Publication.objects.filter(pk__in=set(once)).select_related("organ")
    for one in (*explained, *related(found)[1]):
        yield one.organ.slug, one.pk


def _topic(entry: Entry, organ: Organ) -> Iterator[str]:
    slugs = Topic.objects.filter(pk=_subject(entry)).values_list("slug", flat=True)
    before = entry.data.get("before", {}).get("slug")
    yield from addresses(Of.TOPIC, ((organ.slug, slug) for slug in (*slugs, before) if slug))
    yield from _all_telling_of(Subject.TOPICS, organ)


def _guide(entry: Entry, organ: Organ) -> Iterator[str]:  # noqa: ARG001  as the others
    yield from _all_telling_of(Subject.GUIDE, organ)


def _office(entry: Entry, organ: Organ) -> Iterator[str]:  # noqa: ARG001  as the others
    yield from _all_telling_of(Subject.OFFICES, organ)


def _report(entry: Entry, organ: Organ) -> Iterator[str]:  # noqa: ARG001  as the others
    found = AnnualReport.objects.filter(organ=organ, state=AnnualReport.State.PUBLISHED)
    # each year's page names the others
    years = sorted(set(found.values_list("year", flat=True)))
    yield from addresses(Of.REPORT, ((organ.slug, year) for year in years))
    yield from _all_telling_of(Subject.REPORTS, organ)


def _frame(entry: Entry, organ: Organ) -> Iterator[str]:  # noqa: ARG001  as the others
    yield from addresses(Of.ORGAN, [(organ.slug,)])
    # the organ that keeps the site stands at the foot of all of these
    yield from addresses(Of.SITE, [()])


def _organ(entry: Entry, organ: Organ) -> Iterator[str]:
    yield from _frame(entry, organ)
    yield from of_site()
    others = Organ.objects.filter(Q(superior=organ) | Q(subordinates=organ))
    yield from addresses(Of.ORGAN, ((slug,) for slug in others.values_list("slug", flat=True)))


Told = Callable[[Entry, Organ], Iterator[str]]
BY_EVENT: Mapping[type, Told] = {
    catalogue.ItemPublished: _item,
    catalogue.ItemCorrected: _item,
    catalogue.ItemWithdrawn: _item,
    catalogue.ValidityMarked: _item,
    catalogue.TopicOpened: _topic,
    catalogue.TopicChanged: _topic,
    catalogue.TopicArchived: _topic,
    catalogue.TopicReopened: _topic,
    catalogue.TopicFilled: _topic,
    catalogue.TopicThinned: _topic,
    catalogue.GuideRevised: _guide,
    organs.UnitOpened: _office,
    organs.UnitChanged: _office,
    organs.LeadingPostFilled: _office,
    organs.LeadingPostEnded: _office,
    reports.ReportPublished: _report,
    catalogue.ColumnOpened: _frame,
    catalogue.ColumnChanged: _frame,
    catalogue.ColumnClosed: _frame,
    catalogue.ColumnReopened: _frame,
    letters.LetterheadChanged: _frame,
    organs.OrganOpened: _organ,
    organs.OrganChanged: _organ,
}
# The addresses below which an act left nothing, unless they are in use again.
LEFT: Mapping[str, Callable[[Before, Organ], Iterator[str]]] = {
    name(catalogue.ColumnChanged): _column_left,
    name(organs.OrganChanged): _organ_left,
}
TOLD: Mapping[str, Told] = {name(event): told for event, told in BY_EVENT.items()}
OF_THE_WHOLE = frozenset(name(event) for event, told in BY_EVENT.items() if told in (_frame, _organ))
