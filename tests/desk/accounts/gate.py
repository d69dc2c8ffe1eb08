"""A browser before the gate, and what comes out of it."""

from django.core.cache import cache
from django.test import Client
from tests.cast import PASSWORD

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.notices.models import Mail

LOGIN = "/accounts/login/"


def log_in(person, password=PASSWORD, client=None, **more):
    """Post the form of the log-in page; gives the browser and the answer."""
    client = client or Client()
    email = person if isinstance(person, str) else person.email
    return client, client.post(LOGIN, {"login": email, "password": password}, **more)


def inside(person):
    """A browser in which somebody has logged in and just proven it."""
    client, answer = log_in(person)
    assert answer.status_code == 302
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    cache.clear()
    return client


def works(client):
    """Whether this browser is let into the desk."""
    return client.get("/desk/").status_code == 200


def at_gate(ask):
    """What can be read where people log in."""
    with scope.entered(scope.GATE):
        return ask()


def mails(organ):
    with acting([organ.pk]):
        return list(Mail.objects.order_by("created_at"))


def link_in(mail):
    """The path of the link to choose a password."""
    (line,) = [line for line in mail.text.splitlines() if "/accounts/password/reset/key/" in line]
    return line.removeprefix("http://127.0.0.1:8000")
