"""Sending files: looked up before, read from disk after the transaction has ended, harmless in a browser."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags

from gongkai.files.disk import Stretch
from gongkai.files.models import File
from gongkai.files.ranges import UnsatisfiableError, asked

# Whatever the file holds, a browser that shows it runs and fetches nothing.
LOCKED_IN = "sandbox; default-src 'none'"


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent: where it lies, how long it is, what it is and is called; ``etag`` with its quotes.

    ``encoding`` says how it lies there compressed, if it does: then it is sent whole, since a part of it
    would fit nobody's beginning of the file itself.
    """

    path: Path
    size: int
    etag: str
    media_type: str
    name: str
    encoding: str = ""


def download(request: HttpRequest, file: File) -> HttpResponseBase:
    """A file as an answer, all of it or the range asked for; the caller has checked who asks."""
    stored = file.stored
    etag = f'"{stored.sha256}"'
    return sent(request, Content(stored.path, stored.size, etag, stored.true_kind.media_type, file.name))


def sent(request: HttpRequest, content: Content) -> HttpResponseBase:
    """Something on disk as an answer, all of it or the range asked for.

    Raises:
        FileNotFoundError: it is not there.
    """
    etag, size = content.etag, content.size
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _dressed(HttpResponse(status=304), etag)
    try:
        stretch = None if content.encoding else asked(_range(request, etag), size)
    except UnsatisfiableError:
        refused = _dressed(HttpResponse(status=416), etag)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    response = _stretch(request, content.path, *(stretch or (0, size)))
    if stretch:
        response.status_code = 206
        response["Content-Range"] = f"bytes {stretch[0]}-{stretch[1] - 1}/{size}"
    response["Content-Type"] = content.media_type
    if content.encoding:
        response["Content-Encoding"] = content.encoding
        del response["Accept-Ranges"]
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=content.name)
    return _dressed(response, etag)


def drawing(request: HttpRequest, path: Path) -> HttpResponseBase:
    """A picture of a page that we drew ourselves.

    Raises:
        FileNotFoundError: it is not there.
    """
    response = _stretch(request, path, 0, path.stat().st_size)
    response["Content-Type"] = "image/png"
    return _dressed(response, "")


def _range(request: HttpRequest, etag: str) -> str:
    """The range header, unless it was meant for another state of the file."""
    meant = request.headers.get("If-Range", etag)
    is_get = request.method == "GET"
    return request.headers.get("Range", "") if is_get and meant == etag else ""


def _stretch(request: HttpRequest, path: Path, start: int, end: int) -> HttpResponseBase:
    # Compressed on the way, neither lengths nor ranges would be true; most files are compressed already.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response: HttpResponseBase = (
        HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(Stretch(path, start, end))
    )
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    return response


def _dressed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = LOCKED_IN
    return response
