"""Who is trying to log in, as django-axes counts it: by the e-mail typed and the address it comes from."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from axes.utils import reset
from django.http import HttpRequest


def username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The e-mail typed, whatever its case; allauth names it otherwise than axes expects."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()


def address(request: HttpRequest) -> str:
    """Where a request comes from, as far as our own proxies vouch for it."""
    return str(get_adapter(request).get_client_ip(request))


def forgive(email: str) -> None:
    """Forget wrong passwords: whoever chose a new one has shown to own the mailbox."""
    reset(username=email.strip().lower())
