"""Django's sessions in the database, but for keys that no session of ours can have."""

import re

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(DatabaseStore):
    """A cookie may hold anything, even what PostgreSQL cannot be asked for; such a session does not exist."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and KEY.fullmatch(key))
