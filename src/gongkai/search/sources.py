"""What the index is made of: read as the public reads, so that nothing else can get into it."""

import re
from collections.abc import Iterator, Sequence

from django.db.models import F, Prefetch, QuerySet
from django.utils.timezone import get_current_timezone

from gongkai.catalogue.models import Publication, PublishedFile
from gongkai.catalogue.queries.public import everywhere
from gongkai.catalogue.wordings import lines
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import newest_published
from gongkai.search.index import ANNUAL_REPORT, Entry, of_report

AT_A_TIME = 500
LONGEST_ATTACHED = 200_000  # characters of an attachment; what comes after is hardly looked for
# A cell of a table without words: most of a report, and who types a document number means none of them.
FIGURE = re.compile(r"[-−—/.,%\d]*")


def public_entries() -> Iterator[Entry]:
    """Every item and report that is out now; read through to the end in one transaction."""
    with entered(PUBLIC):
        in_any_order = everywhere().order_by()  # to sort whole texts would take the database minutes
        for item in with_files(in_any_order).iterator(chunk_size=AT_A_TIME):
            yield entry_of(item)
        for report in in_full(newest_published()).iterator(chunk_size=AT_A_TIME):
            yield entry_of_report(report)


def how_many_are_out() -> int:
    """Of how many items and reports the index should hold an entry."""
    with entered(PUBLIC):
        return everywhere().count() + newest_published().count()


def as_out(ids: Sequence[int]) -> list[Publication | AnnualReport]:
    """What the index found, in its order, as the running scope can read it now.

    What was withdrawn or replaced since the index was written is not there.
    """
    known: dict[int, Publication | AnnualReport] = {}
    known |= everywhere().in_bulk([one for one in ids if one > 0])
    reports = in_full(newest_published()).in_bulk([of_report(one) for one in ids if one < 0])
    known |= {of_report(pk): report for pk, report in reports.items()}
    return [known[one] for one in ids if one in known]


def with_files(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """The rows with their attachments, and what these say, in one more query."""
    files = PublishedFile.objects.annotate(text=F("file__stored__extract__text"))
    return rows.prefetch_related(Prefetch("files", files.order_by("position", "pk"), to_attr="attached"))


def in_full(rows: QuerySet[AnnualReport]) -> QuerySet[AnnualReport]:
    """The reports with their page, which holds all they say, and without what else is long in them."""
    return rows.defer("snapshot", "texts", "built")


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


def entry_of_report(found: AnnualReport) -> Entry:
    """A published report, with the name by which people call it beside its title."""
    return Entry(
        id=of_report(found.pk),
        organ=found.organ_id,
        column=None,
        published_on=found.out_since,
        genre=ANNUAL_REPORT,
        title=f"{found.title}\n{found.organ.short_name}{found.year}年年报",
        number="",
        document_number="",
        text="\n".join(lines_of(found)),
    )


def lines_of(found: AnnualReport) -> list[str]:
    """The words of a report: its six parts, of the tables the names of lines and columns."""
    return [line for line in lines(found.html) if not FIGURE.fullmatch(line)]


def _attached(found: Publication) -> Iterator[str]:
    for file in found.__dict__["attached"]:
        yield file.name
        yield (file.text or "")[:LONGEST_ATTACHED]
