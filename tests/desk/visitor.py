"""Somebody who has logged in and looks at pages of the desk."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import login
from django.test import Client, RequestFactory

from gongkai.isolation import scope

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(person):
    """A browser in which this person has logged in; the log-in has an address, which Django's own lacks."""
    client = Client()
    request = RequestFactory().get("/accounts/login/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    with scope.entered(scope.GATE):
        login(request, person, backend=BACKEND)
        request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client
