"""Where the limits on tries are counted: in files that all processes of an installation share.

Counted in memory, each web process would allow the whole number. Counted in the database, what a refused
request counted would depend on its transaction.
"""

import fcntl
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedCache(FileBasedCache):
    """Django's cache in files, with an ``add`` that only one process wins; allauth locks by it."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self._lock = Path(folder) / "lock"

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self._lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            return bool(super().add(key, value, timeout, version))
