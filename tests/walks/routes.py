"""Every address of the site, and what to put where an address has a variable part."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from django.urls import URLResolver, get_resolver

# Log-in pages that show only what is the visitor's own, and pages that read no rows.
LEFT_OUT = (
    "accounts/password/",
    "accounts/3rdparty/",
    "accounts/oidc/",
    "accounts/logout/",
    "healthz",
    "readyz",
    "metrics",
)
PART = re.compile(r"<(?:\w+:)?(\w+)>")


class UnknownPartError(LookupError):
    """A new address has a part of which the walk does not know what to put there."""


def patterns() -> list[str]:
    """All routes, such as ``desk/catalogue/<int:pk>/``."""
    return [one for one in _walk(get_resolver().url_patterns, "") if not one.startswith(LEFT_OUT)]


def addresses(pattern: str, known: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """A route with everything known put in, in all combinations.

    Raises:
        UnknownPartError: nothing is known for a part.
    """
    names = PART.findall(pattern)
    for name in names:
        if name not in known:
            raise UnknownPartError(f"{pattern}: say in tests/walks what to put for <{name}>")
    for values in itertools.product(*(known[name] for name in names)):
        given = iter(values)
        yield "/" + PART.sub(lambda _: str(next(given)), pattern)  # noqa: B023  used at once


def _walk(found: Sequence[object], before: str) -> Iterator[str]:
    for one in found:
        part = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, part)
        else:
            yield part
