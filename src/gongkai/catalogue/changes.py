"""The turn to change what is out: changes are numbered one transaction after the other."""

from django.db import connection

# the lock that the database takes, too, wherever a publication is written (migration 0006)
TURN = "SELECT pg_advisory_xact_lock(hashtext('catalogue_publication.change'))"


def take_turn() -> None:
    """Wait for the turn and keep it until the transaction ends.

    Whoever changes what is out asks before locking anything else, so that two never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(TURN)
