"""What a person keeps for own use: filters under a name. No act of the office, so not in the ledger."""

from gongkai.organs.models import Organ, User
from gongkai.requests.models import SavedView


def keep_view(person: User, name: str, query: str, *, organ: Organ) -> SavedView:
    """Keep filters under a name; the name's earlier ones are replaced."""
    kept, _ = SavedView.objects.update_or_create(
        user=person, name=name, defaults={"query": query, "organ": organ}
    )
    return kept


def forget_view(view: SavedView) -> None:
    """Forget kept filters."""
    view.delete()
