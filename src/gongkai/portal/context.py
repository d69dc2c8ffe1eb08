"""What every page of the portal says of the site as a whole, whichever organ it is about."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.letters.models import Letterhead
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed


@dataclass(frozen=True, slots=True)
class Host:
    """The organ that keeps the site, and how to reach it where readers may know."""

    organ: Organ
    head: Letterhead | None


def site(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  Django hands it in
    """``host`` keeps the site and is read only where a page asks; ``site_domain`` is the site's host name.

    The domain is the configured one: an answer that is kept must not repeat what somebody sent as host.
    """
    return {"host": SimpleLazyObject(host), "site_domain": urlsplit(settings.SITE_URL).hostname}


def host() -> Host | None:
    """The highest organ here: pages about no organ are its, and so is the site of organs without one.

    Pages for logging in, which wear the portal's dress, may not read letterheads.
    """
    if scope.current().role is not Role.PORTAL:
        organ = listed().first()
        return Host(organ, None) if organ else None
    organ = listed().select_related("letterhead").first()
    return Host(organ, getattr(organ, "letterhead", None)) if organ else None
