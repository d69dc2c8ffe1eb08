"""Sessions where people log in and work, and none on the public's pages."""

from django.contrib.sessions.middleware import SessionMiddleware as DjangosMiddleware
from django.http import HttpRequest, HttpResponse

from gongkai.isolation.middleware import face
from gongkai.isolation.roles import Role


class SessionMiddleware(DjangosMiddleware):
    """Django's, but for the public's pages: whoever reads there stays unknown, staff too.

    Their database role could not read a session either.
    """

    def process_request(self, request: HttpRequest) -> None:
        if face(request.path) is Role.PORTAL:
            request.session = self.SessionStore()
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if face(request.path) is Role.PORTAL:
            return response
        return super().process_response(request, response)
