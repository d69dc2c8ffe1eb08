"""Somebody who has logged in and looks at pages of the desk."""

from django.test import Client

from gongkai.isolation import scope

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(person):
    """A browser in which this person has logged in."""
    client = Client()
    with scope.entered(scope.GATE):
        client.force_login(person, backend=BACKEND)
    return client
