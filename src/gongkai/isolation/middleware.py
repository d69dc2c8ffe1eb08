"""A transaction around each request, in the scope of the face that the page belongs to."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from gongkai.isolation import scope
from gongkai.isolation.roles import Role

RETRY_AFTER = "30"
SERVER_ERROR = 500
NO_ROOM = 507  # a refusal like any other: what was received before it stays
AWAY = (OperationalError, InterfaceError)
log = structlog.get_logger(__name__)


class ScopeMiddleware:
    """Opens the transaction outside everything that asks the database, sessions and log-in included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.WITHOUT_DATABASE):
            return self.get_response(request)
        try:
            with scope.entered(scope.Scope(role=face(request.path))):
                response = self.get_response(request)
                if response.status_code >= SERVER_ERROR and response.status_code != NO_ROOM:
                    transaction.set_rollback(True)
                return response
        except AWAY as error:
            connection.close()
            return _away(error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:  # noqa: ARG002
        """Undo what a view did before it failed; Django makes the error page after this.

        Where the database went away in the middle, the page says so as it does at the beginning.
        """
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        return _away(exception) if isinstance(exception, AWAY) else None


def face(path: str) -> Role:
    """The role that pages below this path run as."""
    for prefix, role in settings.SCOPES.items():
        if path.startswith(prefix):
            return Role(role)
    return Role.PORTAL


def _away(error: Exception) -> HttpResponse:
    """A database that is away is no fault of the code: a line will do, without a trace."""
    log.warning("database unreachable", error=type(error).__name__)
    return unavailable()


def unavailable() -> HttpResponse:
    """The page shown while the database cannot be reached; it needs nothing but its template."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response
