"""The desk's requests: somebody is logged in, and what that person may do is known."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase

from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ, User
from gongkai.organs.queries import Standing


class StaffRequest(HttpRequest):
    """A request of a person at the desk; ``StaffMiddleware`` sees to it that there is one."""

    user: User


V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def needs(permission: str) -> Callable[[V], V]:
    """Let only people with this permission, in any organ, see a page; the view asks again about rows."""

    def mark(view: V) -> V:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return cast(V, guarded)

    return mark


def standing_of(request: StaffRequest) -> Standing:
    """What the person is today; ``StaffMiddleware`` has found it."""
    return cast(Standing, request.user.standing)


def working_organ(request: StaffRequest) -> Organ:
    """The organ in whose name this person works here.

    Raises:
        PermissionDenied: the person has no role today.
    """
    organ_id = standing_of(request).organ_id
    if organ_id is None:
        raise PermissionDenied("no role")
    return Organ.objects.get(pk=organ_id)


def sees_one_organ(request: StaffRequest) -> bool:
    """Whether all that this person sees is of one organ, so that naming it tells nothing."""
    return len(standing_of(request).scope.organs) == 1


def accepted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run an act with a valid form's data; a refusal becomes the form's error, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        act()
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    return True
