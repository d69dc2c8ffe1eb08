"""What entries are about, by the names that people know: looked up together, as far as the reader may see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.urls import reverse

from gongkai.catalogue.models import Column, GuideVersion, Item, Topic
from gongkai.channels.models import EarlierImport, ErrorReport
from gongkai.disputes.models import Dispute
from gongkai.files.models import File
from gongkai.jobs.job import label_of
from gongkai.jobs.models import TroubledJob
from gongkai.ledger.models import Entry
from gongkai.letters.models import Letter
from gongkai.organs.models import Appointment, LeadingPost, Organ, Role, Unit, User
from gongkai.reports.models import AnnualReport
from gongkai.requests.models import InfoRequest, Urging

Ids = set[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A row's name, and where it is looked at; empty where nowhere."""

    name: str
    url: str = ""


Found = Iterable[tuple[Any, Named]]


def _organs(ids: Ids) -> Found:
    return ((one.pk, Named(one.name)) for one in Organ.objects.filter(pk__in=ids))


def _units(ids: Ids) -> Found:
    return ((one.pk, Named(one.name)) for one in Unit.objects.filter(pk__in=ids))


def _posts(ids: Ids) -> Found:
    rows = LeadingPost.objects.filter(pk__in=ids)
    return ((one.pk, Named(f"{one.get_post_display()}，{one.holder}")) for one in rows)


def _people(ids: Ids) -> Found:
    return ((one.pk, Named(str(one))) for one in User.objects.filter(pk__in=ids))


def _appointments(ids: Ids) -> Found:
    rows = Appointment.objects.filter(pk__in=ids).values_list("pk", "user__name", "role")
    return ((pk, Named(f"{name}，{Role(role).label}")) for pk, name, role in rows)


def _files(ids: Ids) -> Found:
    for one in File.objects.filter(pk__in=ids).select_related("stored"):
        is_here = one.stored.purged_at is None
        yield one.pk, Named(one.name, reverse("desk:file", args=[one.pk]) if is_here else "")


def _jobs(ids: Ids) -> Found:
    return ((one.pk, Named(label_of(one.task_name))) for one in TroubledJob.objects.filter(pk__in=ids))


def _requests(ids: Ids) -> Found:
    return ((one.pk, Named(one.serial)) for one in InfoRequest.objects.filter(pk__in=ids))


def _urgings(ids: Ids) -> Found:
    rows = Urging.objects.filter(pk__in=ids).select_related("request")
    return ((one.pk, Named(f"{one.request.serial}，{one}")) for one in rows)


def _letters(ids: Ids) -> Found:
    return ((one.pk, Named(f"{one.title} {one}")) for one in Letter.objects.filter(pk__in=ids))


def _columns(ids: Ids) -> Found:
    return ((one.pk, Named(one.name)) for one in Column.objects.filter(pk__in=ids))


def _items(ids: Ids) -> Found:
    rows = Item.objects.filter(pk__in=ids)
    return ((one.pk, Named(one.title, reverse("desk:item", args=[one.pk]))) for one in rows)


def _topics(ids: Ids) -> Found:
    rows = Topic.objects.filter(pk__in=ids)
    return ((one.pk, Named(one.name, reverse("desk:topic", args=[one.pk]))) for one in rows)


def _guides(ids: Ids) -> Found:
    rows = GuideVersion.objects.filter(pk__in=ids)
    return ((one.pk, Named(f"第{one.number}版", reverse("desk:guide"))) for one in rows)


def _disputes(ids: Ids) -> Found:
    for one in Dispute.objects.filter(pk__in=ids):
        yield one.pk, Named(str(one), reverse("desk:dispute", args=[one.pk]))


def _reports(ids: Ids) -> Found:
    for one in AnnualReport.objects.filter(pk__in=ids).defer("html", "snapshot"):
        yield one.pk, Named(str(one), reverse("desk:report", args=[one.pk]))


def _imports(ids: Ids) -> Found:
    for one in EarlierImport.objects.filter(pk__in=ids):
        yield one.pk, Named(str(one), reverse("desk:visit-imports"))


def _error_reports(ids: Ids) -> Found:
    for one in ErrorReport.objects.filter(pk__in=ids):
        yield one.pk, Named(str(one), reverse("desk:error", args=[one.pk]))


def _nameless(_: Ids) -> Found:
    return ()


# What acts can be about. Contents and mails have no name, or none that may be shown: their number stands.
SUBJECTS: Mapping[str, Callable[[Ids], Found]] = MappingProxyType(
    {
        "organs.organ": _organs,
        "organs.unit": _units,
        "organs.leadingpost": _posts,
        "organs.user": _people,
        "organs.appointment": _appointments,
        "files.file": _files,
        "files.storedfile": _nameless,
        "letters.letter": _letters,
        "letters.letterhead": _organs,
        "catalogue.column": _columns,
        "catalogue.numbering": _organs,
        "catalogue.item": _items,
        "catalogue.topic": _topics,
        "catalogue.guideversion": _guides,
        "channels.earlierimport": _imports,
        "channels.errorreport": _error_reports,
        "requests.inforequest": _requests,
        "requests.urging": _urgings,
        "disputes.dispute": _disputes,
        "reports.annualreport": _reports,
        "jobs.troubledjob": _jobs,
        "notices.mail": _nameless,
    }
)
# Fields of events that hold the id of a row.
REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "superior": "organs.organ",
        "organ": "organs.organ",
        "unit": "organs.unit",
        "user": "organs.user",
        "handler": "organs.user",
        "request": "requests.inforequest",
        "urging": "requests.urging",
        "letter": "letters.letter",
        "file": "files.file",
        "column": "catalogue.column",
        "item": "catalogue.item",
    }
)


class Names:
    """The names of all that some entries point at."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        wanted: dict[str, Ids] = {}
        for label, pk in (pointer for entry in entries for pointer in _pointers(entry)):
            wanted.setdefault(label, set()).add(pk)
        self._known = {
            (label, str(pk)): named
            for label, ids in wanted.items()
            for pk, named in SUBJECTS.get(label, _nameless)(ids)
        }

    def of(self, label: str, pk: str) -> str:
        """A row's name, or its number where it has none or the reader may not see it."""
        found = self._known.get((label, pk))
        return found.name if found else f"编号 {pk}"

    def about(self, entry: Entry) -> Named:
        """What an entry is about, as ``内设机构“政务公开科”``."""
        label, _, pk = entry.about.partition(":")
        found = self._known.get((label, pk))
        word = kind_of(label)
        return Named(f"{word}“{found.name}”", found.url) if found else Named(f"{word}（编号 {pk}）")


def kind_of(label: str) -> str:
    """What rows of a table are called; the table's own name where this version does not know it any more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _pointers(entry: Entry) -> Iterable[tuple[str, str]]:
    label, _, pk = entry.about.partition(":")
    yield label, pk
    for field, of in REFERENCES.items():
        if isinstance(entry.data.get(field), int):  # moves of the procedure name units in words
            yield of, str(entry.data[field])
