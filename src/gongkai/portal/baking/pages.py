"""Which pages are baked: one line for each kind of page, and the addresses that there are of it.

A page for everyone that is not in ``PAGES`` stands in ``NOT_BAKED`` with the reason; a test holds both
against the routes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import unquote

from django.db.models import Max
from django.urls import reverse

from gongkai.catalogue.models import Column, Publication, Topic
from gongkai.catalogue.queries.public import LIST_PAGE
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.anchors import published_days
from gongkai.portal.machines.addresses import MOST
from gongkai.reports.queries import published

Args = tuple[object, ...]
AT_A_TIME = 1000


class Of(Enum):
    """What a kind of page is of, which tells how many there are of it."""

    SITE = auto()
    DAY = auto()
    ORGAN = auto()
    COLUMN = auto()
    STRETCH = auto()
    TOPIC = auto()
    REPORT = auto()
    PART = auto()
    ITEM = auto()


class Subject(Enum):
    """What a page of the whole site or of an organ tells of, and changes with."""

    ANCHORS = auto()
    GUIDE = auto()
    ITEMS = auto()
    OFFICES = auto()
    ORGANS = auto()
    REPORTS = auto()
    TOPICS = auto()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page.

    Attributes:
        of: what it is of.
        tells_of: for pages of the site or of an organ, with what they change.
    """

    of: Of
    tells_of: frozenset[Subject] = field(default_factory=frozenset)


def _kind(of: Of, *tells_of: Subject) -> Kind:
    return Kind(of, frozenset(tells_of))


# By the name of the route. With the frame around it, the columns and the letterhead, every page of an organ
# changes.
PAGES: Mapping[str, Kind] = {
    "home": _kind(Of.SITE, Subject.ITEMS, Subject.ORGANS),
    "accessibility": _kind(Of.SITE),
    "ledger": _kind(Of.SITE, Subject.ANCHORS),
    "ledger_json": _kind(Of.DAY, Subject.ANCHORS),
    "robots": _kind(Of.SITE),
    "sitemap": _kind(Of.SITE, Subject.ITEMS, Subject.ORGANS),
    "all_feed": _kind(Of.SITE, Subject.ITEMS, Subject.ORGANS),
    "all_data": _kind(Of.SITE, Subject.ITEMS, Subject.ORGANS),
    "all_reports": _kind(Of.SITE, Subject.REPORTS, Subject.ORGANS),
    "report_organs": _kind(Of.SITE, Subject.REPORTS, Subject.ORGANS),
    "report_schema": _kind(Of.SITE),
    "whole_map": _kind(Of.SITE, Subject.ORGANS),
    "organ": _kind(Of.ORGAN, Subject.ITEMS, Subject.OFFICES, Subject.ORGANS),
    "guide": _kind(Of.ORGAN, Subject.GUIDE, Subject.OFFICES),
    "systems": _kind(Of.ORGAN, Subject.ITEMS),
    "catalogue": _kind(Of.ORGAN, Subject.ITEMS),
    "topics": _kind(Of.ORGAN, Subject.ITEMS, Subject.TOPICS),
    "map": _kind(Of.ORGAN, Subject.TOPICS),
    "reports": _kind(Of.ORGAN, Subject.REPORTS),
    "report_years": _kind(Of.ORGAN, Subject.REPORTS),
    "feed": _kind(Of.ORGAN, Subject.ITEMS),
    "sitemap_pages": _kind(Of.ORGAN, Subject.ITEMS),
    "data": _kind(Of.ORGAN, Subject.ITEMS),
    "column": _kind(Of.COLUMN),
    "column_feed": _kind(Of.COLUMN),
    "column_page": _kind(Of.STRETCH),
    "topic": _kind(Of.TOPIC),
    "report": _kind(Of.REPORT),
    "sitemap_items": _kind(Of.PART),
    "item": _kind(Of.ITEM),
    "item_text": _kind(Of.ITEM),
    "item_code": _kind(Of.ITEM),
}
NOT_BAKED: Mapping[str, str] = {
    "error_received": "it names a day that is counted from today",
    "leaving": "it answers to what stands behind the question mark",
}


def everywhere() -> Iterator[str]:
    """The addresses of all pages there are, as the running scope sees them; one organ after the other."""
    yield from of_site()
    for organ in listed():
        yield from of_organ(organ)


def of_site() -> Iterator[str]:
    """The addresses of pages that belong to no organ."""
    yield from addresses(Of.SITE, [()])
    yield from addresses(Of.DAY, ((day,) for day in published_days()))


def of_organ(organ: Organ) -> Iterator[str]:
    """The addresses of all pages of an organ; its items last."""
    for of, found in OF_ORGAN.items():
        yield from addresses(of, found(organ))


def telling_of(subject: Subject, of: Of, *args: object) -> Iterator[str]:
    """The pages of the site, or of an organ, that tell of something."""
    for name, kind in PAGES.items():
        if kind.of is of and subject in kind.tells_of:
            yield _address(name, args)


def addresses(of: Of, found: Iterable[Args]) -> Iterator[str]:
    """The addresses of every page of these things."""
    names = [name for name, kind in PAGES.items() if kind.of is of]
    for args in found:
        yield from (_address(name, args) for name in names)


def stretches(organ: Organ, column: Column, *, more: int = 0) -> Iterator[Args]:
    """The list pages of a column, and so many more, which it may have had before."""
    top = Publication.objects.filter(column=column).aggregate(top=Max("place"))["top"] or 0
    for number in range(1, -(-top // LIST_PAGE) + 1 + more):
        yield organ.slug, column.path, number


def _columns(organ: Organ) -> Iterator[Args]:
    for path in Column.objects.filter(organ=organ).order_by("pk").values_list("path", flat=True):
        yield organ.slug, path


def _stretches(organ: Organ) -> Iterator[Args]:
    for column in Column.objects.filter(organ=organ).order_by("pk"):
        yield from stretches(organ, column)


def _topics(organ: Organ) -> Iterator[Args]:
    for slug in Topic.objects.filter(organ=organ).order_by("pk").values_list("slug", flat=True):
        yield organ.slug, slug


def _reports(organ: Organ) -> Iterator[Args]:
    for year in sorted({one.year for one in published(organ.pk)}):
        yield organ.slug, year


def _parts(organ: Organ) -> Iterator[Args]:
    found = Publication.objects.filter(organ=organ).order_by()
    newest = found.aggregate(newest=Max("pk"))["newest"] or 0
    for part in range(newest // MOST + 1):
        if found.filter(pk__gte=part * MOST, pk__lt=(part + 1) * MOST).exists():
            yield organ.slug, part


def _items(organ: Organ) -> Iterator[Args]:
    found = Publication.objects.filter(organ=organ).order_by("pk").values_list("pk", flat=True)
    after = 0
    while pks := list(found.filter(pk__gt=after)[:AT_A_TIME]):
        yield from ((organ.slug, pk) for pk in pks)
        after = pks[-1]


OF_ORGAN: Mapping[Of, Callable[[Organ], Iterable[Args]]] = {
    Of.ORGAN: lambda organ: [(organ.slug,)],
    Of.COLUMN: _columns,
    Of.STRETCH: _stretches,
    Of.TOPIC: _topics,
    Of.REPORT: _reports,
    Of.PART: _parts,
    Of.ITEM: _items,
}


def _address(name: str, args: Args) -> str:
    return unquote(reverse(f"portal:{name}", args=args))
