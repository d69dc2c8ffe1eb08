"""The desk's requests: somebody is logged in, and what that person may do is known."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ, User
from gongkai.organs.queries import Standing

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of a person at the desk; ``StaffMiddleware`` sees to it that there is one."""

    user: User  # type: ignore[assignment]  never anonymous here

View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """Let only people with this permission, in any organ, see a page; the view asks again about rows."""

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return guarded

    return mark


def working_organ(request: StaffRequest) -> Organ:
    """The organ in whose name this person works here.

    Raises:
        PermissionDenied: the person has no role today.
    """
    organ_id = cast(Standing, request.user.standing).organ_id
    if organ_id is None:
        raise PermissionDenied("no role")
    return Organ.objects.get(pk=organ_id)


def accepted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run an act with a valid form's data; a refusal becomes an error of the form, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        act()
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    return True
