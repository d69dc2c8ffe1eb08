"""What is out: an item, its words without layout, its attachments."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.catalogue.models import Publication, PublishedFile
from gongkai.catalogue.queries import publication, published_files, related
from gongkai.catalogue.wordings import lines
from gongkai.files.serving import download
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame
from gongkai.portal.pages.leaving import with_question


@public
@of_organ
def item(request: HttpRequest, organ: Organ, pk: int) -> HttpResponse:
    """An item, or the trace of one that was withdrawn."""
    found = _found(organ, pk)
    context = frame(organ, found.column) | {"item": found}
    if not found.is_withdrawn:
        explained, explaining = related(found)
        context |= {
            "body": with_question(found.body, reverse("portal:leaving")),
            "files": list(published_files(found)),
            "explained": explained,
            "explaining": explaining,
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


@require_safe
@of_organ
def item_file(request: HttpRequest, organ: Organ, pk: int, file: int, name: str) -> HttpResponseBase:  # noqa: ARG001  the name is for the reader
    """An attachment."""
    row = get_object_or_404(
        PublishedFile.objects.select_related("file__stored"), publication=pk, organ=organ, file=file
    )
    answer = download(request, row.file)
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _found(organ: Organ, pk: int) -> Publication:
    found = publication(organ.pk, pk)
    if found is None:
        raise Http404
    return found
