"""How often something may be asked for, counted for all processes together."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache


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
