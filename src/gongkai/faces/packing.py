"""How a browser lets what is sent to it be compressed."""

import re

from django.http import HttpRequest

NAMED = re.compile(r"\b(br|gzip)\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*(?:,|$)))")


def taken(request: HttpRequest) -> set[str]:
    """Which of ``br`` and ``gzip`` whoever asks can read."""
    return set(NAMED.findall(request.headers.get("Accept-Encoding", "")))
