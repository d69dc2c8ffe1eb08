"""How often something may be asked for, counted for all processes together."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from gongkai.sealing import digest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times in each window of so many seconds."""

    name: str
    most: int
    seconds: int

    def is_reached(self, by: str, at: datetime) -> bool:
        """Whether somebody may not ask again in this window."""
        return int(cache.get(self._key(by, at), 0)) >= self.most

    def count(self, by: str, at: datetime) -> None:
        """Remember that somebody asked."""
        key = self._key(by, at)
        cache.set(key, int(cache.get(key, 0)) + 1, self.seconds)

    def _key(self, by: str, at: datetime) -> str:
        return f"{self.name}:{by}:{int(at.timestamp()) // self.seconds}"


def is_often(limit: Limit, request: HttpRequest, at: datetime) -> bool:
    """Whether an address asked too often; if not, that it asked is counted, with a digest of it only."""
    by = digest(str(get_adapter(request).get_client_ip(request)))
    if limit.is_reached(by, at):
        return True
    limit.count(by, at)
    return False
