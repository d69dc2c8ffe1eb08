"""One at a time where files of an organ are put in place or cleared away, until the transaction ends."""

from django.db import connection

FILES = 0x66696C65  # this lock's space among the advisory locks


def alone(organ: int) -> None:
    """Wait until nobody else places or clears away files of this organ."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [FILES, organ])
