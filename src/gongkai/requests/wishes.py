"""What a person keeps for own use: filters under a name, a calendar of due dates.

No act of the office, so not in the ledger.
"""

from datetime import datetime

from gongkai.organs.models import Organ, User
from gongkai.requests import codes
from gongkai.requests.models import Feed, SavedView


def keep_view(person: User, name: str, query: str, *, organ: Organ) -> SavedView:
    """Keep filters under a name; the name's earlier ones are replaced."""
    kept, _ = SavedView.objects.update_or_create(
        user=person, name=name, defaults={"query": query, "organ": organ}
    )
    return kept


def forget_view(view: SavedView) -> None:
    """Forget kept filters."""
    view.delete()


def make_feed(person: User, *, organ: Organ, at: datetime) -> str:
    """Give a person a calendar; an address given before is worth nothing from now on.

    Returns:
        The token in its address, which is kept nowhere.
    """
    revoke_feed(person, at=at)
    token = codes.new_token()
    Feed.objects.create(user=person, organ=organ, token_digest=codes.token_digest(token), made_at=at)
    return token


def revoke_feed(person: User, *, at: datetime) -> None:
    """Let the address of a person's calendar be worth nothing from now on."""
    Feed.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=at)
