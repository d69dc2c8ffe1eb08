"""Readers of what programs get: what is out of organs in use, and nothing else."""

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from gongkai.catalogue.models import Column, Publication, PublishedFile, Topic
from gongkai.catalogue.queries.public import filled
from gongkai.opendata import places
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import newest_published


def organs() -> QuerySet[Organ]:
    """All organs in use."""
    return listed().select_related("superior")


def columns() -> QuerySet[Column]:
    """The columns of organs in use, closed ones among them: what stands there can still be read."""
    return Column.objects.filter(organ__is_active=True).select_related("organ")


def items() -> QuerySet[Publication]:
    """What is out, with its files; ``interprets_what_is_out`` tells whether what it explains is out, too."""
    return traces().filter(withdrawn_at__isnull=True)


def traces() -> QuerySet[Publication]:
    """As ``items``, with what was withdrawn, of which only the trace is left."""
    explained = Publication.objects.filter(pk=OuterRef("interprets_id"), withdrawn_at__isnull=True)
    files = PublishedFile.objects.select_related("file__stored").order_by("position", "pk")
    return (
        Publication.objects.filter(organ__is_active=True)
        .select_related("organ", "column")
        .annotate(interprets_what_is_out=Exists(explained))
        .prefetch_related(Prefetch("files", files))
    )


def topics() -> QuerySet[Topic]:
    """The topics of organs in use, each with how much is out in it as ``published``."""
    return filled(Topic.objects.filter(organ__is_active=True).select_related("organ"))


def reports() -> QuerySet[AnnualReport]:
    """The newest published version of each report of organs in use; without what is long in it."""
    return newest_published().defer("html", "snapshot", "texts", "built")


def newest_change(organ: int) -> int:
    """The number of the newest change of what is or was out of an organ; 0 where there is none.

    Numbers are given in the order of committing, so whatever is read after this holds all changes up to it.
    """
    newest: int | None = Publication.objects.filter(organ=organ).aggregate(newest=Max("change"))["newest"]
    return newest or 0


def is_taken_back_since(organ: int, change: int) -> bool:
    """Whether words of an organ that were out after a change were withdrawn or replaced since."""
    changed = Publication.objects.filter(organ=organ, change__gt=change)
    return changed.filter(Q(withdrawn_at__isnull=False) | Q(corrected_at__isnull=False)).exists()


def is_current(organ: int) -> bool:
    """Whether the files of an organ, and those of all, hold nothing that was withdrawn or corrected since."""
    slug = organs().filter(pk=organ).values_list("slug", flat=True).first()
    found = places.manifest(slug) if slug else None
    return (
        found is not None
        and places.manifest(places.EVERYWHERE) is not None
        and not is_taken_back_since(organ, found.change)
    )
