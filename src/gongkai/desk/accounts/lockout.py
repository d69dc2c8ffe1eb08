"""Who guesses passwords is stopped, in two ways.

Quick guessing from one place: five wrong passwords for an e-mail from an address stop that pair for a quarter
of an hour. Slow guessing from many places: after ``MOST`` wrong passwords for an e-mail within a day, from
wherever, a password opens that account only at addresses where its owner has logged in before. So a stranger
who keeps guessing cannot keep an official from the usual desk; elsewhere a passkey, single sign-on, or a new
password chosen by mail opens the account at once.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessFailureLog, AccessLog
from axes.utils import reset
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.timezone import now

GUESSED = "is_guessed"
MOST, WITHIN = 30, timedelta(days=1)


class Handler(AxesDatabaseHandler):
    """django-axes' own, which counts by e-mail and address; and by e-mail alone."""

    def is_locked(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        email = username(request, credentials)
        is_guessed = guessed(email, at=now()) and not is_known(email, address(request))
        setattr(request, GUESSED, is_guessed)  # so that the page says which it is
        return is_guessed


def guessed(email: str, *, at: datetime) -> bool:
    """Whether too many wrong passwords were tried for an e-mail within a day, from wherever."""
    since = max(at - WITHIN, cache.get(_forgiven(email), at - WITHIN))
    tried: int = AccessFailureLog.objects.filter(username=email, attempt_time__gt=since).count()
    return tried >= MOST


def is_known(email: str, place: str) -> bool:
    """Whether the person has logged in from an address as long as the log reaches back, by any means."""
    return bool(AccessLog.objects.filter(username__iexact=email, ip_address=place).exists())


def username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The e-mail typed, whatever its case; allauth names it otherwise than axes expects."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()


def address(request: HttpRequest) -> str:
    """Where a request comes from, as far as our own proxies vouch for it."""
    return str(get_adapter(request).get_client_ip(request))


def forgive(email: str) -> None:
    """Forget wrong passwords: whoever chose a new one has shown to own the mailbox."""
    email = email.strip().lower()
    reset(username=email)
    cache.set(_forgiven(email), now(), WITHIN.total_seconds())


def _forgiven(email: str) -> str:
    return f"forgiven:{hashlib.sha256(email.encode()).hexdigest()}"
