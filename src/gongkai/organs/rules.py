"""Who may do what, by role. The database's policies stand below and are coarser."""

import rules

from gongkai.ledger.actions import Recorded
from gongkai.organs.models import Role, User


def holds(*roles: Role) -> rules.Predicate:
    """Whether a person has one of these roles in the organ of a row, or anywhere where no row is given."""

    @rules.predicate(name=f"holds {' '.join(roles)}")
    def predicate(user: User, about: Recorded | None = None) -> bool:
        if user.standing is None:
            return False
        if about is None:
            return any(user.standing.has_anywhere(role) for role in roles)
        return any(user.standing.has(role, about.organ_id) for role in roles)

    return predicate


OFFICERS = (Role.CLERK, Role.REVIEWER, Role.HEAD, Role.LEADER, Role.SECRECY, Role.LEGAL, Role.PUBLISHER)

rules.add_perm("organs.administer", holds(Role.ADMINISTRATOR))
rules.add_perm(
    "ledger.review", holds(Role.HEAD, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR)
)
