"""开放数据: what is published as files to take along, and what stands in each of their fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from gongkai.faces.lasting import KEPT
from gongkai.faces.packing import taken
from gongkai.files.serving import Content, sent
from gongkai.opendata import places
from gongkai.opendata.formats import FORMATS
from gongkai.opendata.places import DICTIONARY, EVERYWHERE, MANIFEST, DataFile
from gongkai.opendata.tables import TABLES, Meaning, Table, dictionary
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame
from gongkai.portal.plain import told

BESIDE = {DICTIONARY: FORMATS["csv"].media_type, MANIFEST: "application/json"}
MEDIA_TYPES = BESIDE | {
    f"{table.name}.{suffix}": one.media_type for table in TABLES for suffix, one in FORMATS.items()
}
REMADE, REMADE_SECONDS = "数据文件正在生成，请过几分钟再下载。", 300


@dataclass(frozen=True, slots=True)
class Offered:
    """A table of which files are there; ``rows`` are counted in each of them."""

    table: Table
    meanings: list[Meaning]
    files: list[tuple[str, DataFile]]

    @property
    def rows(self) -> int:
        return self.files[0][1].rows if self.files else 0


@public
def all_data(request: HttpRequest) -> HttpResponse:
    """The files with what all organs published, and where those of each are."""
    context = _told(EVERYWHERE) | {"organs": listed()}
    return render(request, "portal/machines/all_data.html", context)


@public
@of_organ
def data(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The files with what an organ published."""
    return render(request, "portal/machines/data.html", frame(organ, at="data") | _told(organ.slug))


@require_safe
def all_data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of all organs."""
    return _file(request, EVERYWHERE, name)


@require_safe
@of_organ
def data_file(request: HttpRequest, organ: Organ, name: str) -> HttpResponseBase:
    """A file of an organ."""
    return _file(request, organ.slug, name)


def pages_of(slugs: Iterable[str]) -> Iterator[str]:
    """The pages that tell of the files of these organs and of those of all."""
    yield reverse("portal:all_data")
    for slug in slugs:
        yield reverse("portal:data", args=[slug])


def _told(slug: str) -> dict[str, object]:
    found = places.manifest(slug)
    files = found.files if found else ()
    offered = [
        Offered(
            table,
            dictionary(table, FORMATS),
            [(FORMATS[one.format].label, one) for one in files if one.table == table.name],
        )
        for table in TABLES
    ]
    return {
        "manifest": found,
        "offered": offered,
        "dictionary": DICTIONARY,
        "list": MANIFEST,
    }


def _file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    if name not in MEDIA_TYPES:
        raise Http404
    try:
        answer = sent(request, _content(request, slug, name))
    except FileNotFoundError:
        return told(HTTPStatus.SERVICE_UNAVAILABLE, REMADE, wait=REMADE_SECONDS)
    answer["Cache-Control"] = KEPT
    answer["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _content(request: HttpRequest, slug: str, name: str) -> Content:
    """A file, compressed if whoever asks can read that; told apart by second and size, as nginx does it.

    Raises:
        FileNotFoundError: it is not there.
    """
    path, encoding = places.folder(slug) / name, ""
    if "gzip" in taken(request) and places.packed(path).exists():
        path, encoding = places.packed(path), "gzip"
    state = path.stat()
    etag = f'"{int(state.st_mtime):x}-{state.st_size:x}"'
    return Content(path, state.st_size, etag, MEDIA_TYPES[name], f"{slug or 'all'}-{name}", encoding)
