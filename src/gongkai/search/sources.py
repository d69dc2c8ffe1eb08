"""What the index is made of: read as the public reads, so that nothing else can get into it."""

from collections.abc import Iterator

from django.db.models import F, Prefetch, QuerySet
from django.utils.timezone import get_current_timezone

from gongkai.catalogue.models import Publication, PublishedFile
from gongkai.catalogue.wordings import lines
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.search.index import Entry

AT_A_TIME = 500
LONGEST_ATTACHED = 200_000  # characters of an attachment; what comes after is hardly looked for


def public_entries() -> Iterator[Entry]:
    """Every item that is out now, withdrawn ones left out; read through to the end in one transaction."""
    with entered(PUBLIC):
        out = with_files(Publication.objects.filter(withdrawn_at__isnull=True))
        for found in out.iterator(chunk_size=AT_A_TIME):
            yield entry_of(found)


def with_files(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """The rows with their attachments, and what these say, in one more query."""
    files = PublishedFile.objects.annotate(text=F("file__stored__extract__text"))
    return rows.prefetch_related(Prefetch("files", files.order_by("position", "pk"), to_attr="attached"))


def entry_of(found: Publication) -> Entry:
    """A published item, read ``with_files``, as the index keeps it: its words without marks."""
    return Entry(
        id=found.pk,
        organ=found.organ_id,
        column=found.column_id,
        published_on=found.published_at.astimezone(get_current_timezone()).date(),
        genre=found.genre,
        validity=found.validity,
        title=found.title,
        number=found.number,
        document_number=found.document_number,
        text="\n".join([found.keywords, found.summary, *lines(found.body), *_attached(found)]),
    )


def _attached(found: Publication) -> Iterator[str]:
    for file in found.__dict__["attached"]:
        yield file.name
        yield (file.text or "")[:LONGEST_ATTACHED]
