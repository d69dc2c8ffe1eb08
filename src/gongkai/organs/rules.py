"""Who may do what, by role. The database's policies stand below and are coarser."""

from typing import cast

from rules.permissions import add_perm
from rules.predicates import Predicate, predicate

from gongkai.ledger.subjects import Recorded
from gongkai.organs.models import Role, User


def holds(*roles: Role) -> Predicate:
    """Whether a person has one of these roles in the organ of a row, or anywhere where no row is given."""

    @predicate(name=f"holds {' '.join(roles)}")
    def held(user: User, about: Recorded | None = None) -> bool:
        if user.standing is None:
            return False
        if about is None:
            return any(user.standing.has_anywhere(role) for role in roles)
        organ_id = about.organ_id
        return organ_id is not None and any(user.standing.has(role, organ_id) for role in roles)

    return cast(Predicate, held)


@predicate
def looks_after(user: User, about: Recorded | None = None) -> bool:
    """Whether a person administers the organ of a row or one above it; any organ where no row is given."""
    if user.standing is None:
        return False
    if about is None:
        return user.standing.has_anywhere(Role.ADMINISTRATOR)
    return about.organ_id is not None and user.standing.looks_after(about.organ_id)


@predicate
def supervises(user: User, about: Recorded | None = None) -> bool:
    """Whether a person supervises the organ of a row from one above; any organ where no row is given."""
    if user.standing is None:
        return False
    if about is None:
        return user.standing.has_anywhere(Role.SUPERVISOR)
    return about.organ_id is not None and user.standing.supervises(about.organ_id)


OFFICERS = (Role.CLERK, Role.REVIEWER, Role.HEAD, Role.LEADER, Role.SECRECY, Role.LEGAL, Role.PUBLISHER)

add_perm("organs.view", holds(*Role))
add_perm("organs.administer", looks_after)
add_perm("ledger.review", holds(Role.HEAD, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
