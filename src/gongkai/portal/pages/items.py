"""What is out: an item, its words without layout, as a document, its attachments."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from gongkai.catalogue.models import Publication, PublishedFile
from gongkai.catalogue.queries.public import publication, published_files, related
from gongkai.catalogue.wordings import lines
from gongkai.documents.pdf import TypesettingError
from gongkai.faces.lasting import KEPT
from gongkai.faces.limiting import Limit, is_often
from gongkai.files.serving import download
from gongkai.opendata.addresses import path
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.bodies import shown
from gongkai.portal.pages.codes import drawing
from gongkai.portal.pages.frame import frame
from gongkai.portal.pages.printing import MEDIA_TYPES, WRITERS, TooLongError, address, document, write
from gongkai.portal.pages.structured import of_item

WRITINGS = Limit("written", 60, 60)  # documents that nobody asked for before, by address


@public
@of_organ
def item(request: HttpRequest, organ: Organ, pk: int) -> HttpResponse:
    """An item, or the trace of one that was withdrawn."""
    found = _found(organ, pk)
    context = frame(organ, of=found) | {"item": found}
    if not found.is_withdrawn:
        known = found.__dict__
        has_related = found.interprets_id or known["is_explained"]
        explained, explaining = related(found) if has_related else (None, [])
        context |= {
            "body": shown(found.body, path("portal:leaving")),
            "files": list(published_files(found)) if known["has_files"] else [],
            "address": address(found),
            "explained": explained,
            "explaining": explaining,
            "structured": of_item(found, organ, context["trail"]),
        }
    return render(request, "portal/pages/item.html", context)


@public
@of_organ
def item_text(request: HttpRequest, organ: Organ, pk: int) -> HttpResponse:  # noqa: ARG001  a page's signature
    """An item's words without layout, to copy or to have read aloud."""
    found = _found(organ, pk)
    if found.is_withdrawn:
        raise Http404
    text = "\n\n".join([found.title, *lines(found.body)])
    return HttpResponse(text + "\n", content_type="text/plain; charset=utf-8")


@public
@of_organ
def item_code(request: HttpRequest, organ: Organ, pk: int) -> HttpResponse:  # noqa: ARG001  a page's signature
    """The QR code of an item's address, for who has the page on paper or on another screen."""
    return HttpResponse(drawing(address(_found(organ, pk))), content_type="image/svg+xml")


@require_safe
@of_organ
def item_document(request: HttpRequest, organ: Organ, pk: int, suffix: str) -> HttpResponse:
    """An item as Word or PDF, with its directory elements."""
    found = _found(organ, pk)
    if found.is_withdrawn or suffix not in WRITERS:
        raise Http404
    files = [one.name for one in published_files(found)]
    content = document(found, files, suffix)
    if content is None and is_often(WRITINGS, request, now()):
        return _unwritten(request, found, "often", HTTPStatus.TOO_MANY_REQUESTS)
    try:
        content = content or write(found, files, suffix)
    except TooLongError:
        return _unwritten(request, found, "long", HTTPStatus.UNPROCESSABLE_ENTITY)
    except TypesettingError:
        return _unwritten(request, found, "letters", HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = HttpResponse(content, content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{found.title}.{suffix}"
    )
    answer["Cache-Control"] = KEPT
    return answer


@require_safe
@of_organ
def item_file(request: HttpRequest, organ: Organ, pk: int, file: int, name: str) -> HttpResponseBase:  # noqa: ARG001  the name is for the reader
    """An attachment."""
    row = get_object_or_404(
        PublishedFile.objects.select_related("file__stored"), publication=pk, organ=organ, file=file
    )
    answer = download(request, row.file)
    answer["Cache-Control"] = KEPT
    return answer


def _unwritten(request: HttpRequest, found: Publication, why: str, status: HTTPStatus) -> HttpResponse:
    context = frame(found.organ, of=found) | {"item": found, "why": why}
    return render(request, "portal/pages/unwritten.html", context, status=status)


def _found(organ: Organ, pk: int) -> Publication:
    found = publication(organ.pk, pk)
    if found is None:
        raise Http404
    found.organ = organ
    return found
