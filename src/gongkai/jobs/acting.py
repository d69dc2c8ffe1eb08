"""As whom jobs run: the system, for organs that the code names."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import cache

from gongkai.isolation import scope
from gongkai.organs.models import User
from gongkai.organs.queries import active_organs


def acting(organs: Iterable[int]) -> AbstractContextManager[None]:
    """A transaction in which the system acts for these organs."""
    return scope.entered(scope.acting_for(organs, user=system_id()))


@cache
def system_id() -> int:
    """The id of the system's own user; a migration creates it, and it never changes."""
    with scope.entered(scope.GATE):
        return User.objects.values_list("pk", flat=True).get(email=User.SYSTEM_EMAIL)


def every_organ() -> list[int]:
    """The ids of all organs in use, for jobs that look after all of them."""
    with scope.entered(scope.GATE):
        return list(active_organs().values_list("pk", flat=True))
