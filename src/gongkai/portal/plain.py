"""Words for a program that asked for a file and does not get it now."""

from http import HTTPStatus

from django.http import HttpResponse


def told(status: HTTPStatus, words: str, *, wait: int | None = None) -> HttpResponse:
    """Why there is no file, kept by nobody; ``wait`` is in how many seconds it may be asked for again."""
    answer = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    if wait is not None:
        answer["Retry-After"] = str(wait)
    return answer
