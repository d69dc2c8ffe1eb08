"""What is due in the catalogue: items to publish in time, reviews to make, refusals to assess again."""

from collections.abc import Iterator
from datetime import date

from gongkai import facts
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import UNDER_REVIEW, Item
from gongkai.catalogue.queries.desk import on_the_way, to_assess
from gongkai.catalogue.rules import TURNS
from gongkai.notices.due import DueItem
from gongkai.organs.models import Role
from gongkai.organs.queries import running

SOON = 5  # working days


def items_due(organ: int, on: date) -> Iterator[DueItem]:
    """What is under review, and what else must be published soon, for those whose turn it is.

    Titles of what is not published yet do not go out by mail: the item's number stands for it.
    """
    last = facts.calendar().add_workdays(on, SOON)
    holders = _holders(organ, on)
    for item in on_the_way(organ).filter(due_on__isnull=False):
        if item.state in UNDER_REVIEW or (item.due_on or last) <= last:
            yield _due(
                item,
                f"{item.get_state_display()}的公开条目（编号 {item.pk}）",
                item.due_on,
                _people(item, holders),
            )
    for item in to_assess(organ, on):
        title = f"需要重新评估的不公开信息（编号 {item.pk}）"
        yield _due(item, title, item.review_on, holders.get(Role.HEAD, frozenset()))


def _holders(organ: int, on: date) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for role, user in running(on).filter(organ=organ).values_list("role", "user"):
        found.setdefault(role, set()).add(user)
    return {role: frozenset(users) for role, users in found.items()}


def _people(item: Item, holders: dict[str, frozenset[int]]) -> frozenset[int]:
    if item.state == State.DRAFT:
        return frozenset({item.drafted_by_id})
    roles = TURNS.get(item.state, TURNS[State.READY])
    people = frozenset[int]().union(*(holders.get(role, frozenset()) for role in roles))
    return people - {item.submitted_by_id} if item.submitted_by_id and item.state in UNDER_REVIEW else people


def _due(item: Item, title: str, due: date | None, people: frozenset[int]) -> DueItem:
    return DueItem(
        title=title,
        due=due or item.drafted_on,
        url=f"/desk/catalogue/{item.pk}/",
        organ=item.organ_id,
        people=people,
    )
