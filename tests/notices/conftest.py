from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from tests.notices import certificate
from tests.notices.smtp import Handler, Server, free_port

from gongkai.jobs.acting import acting
from gongkai.notices import outbox
from gongkai.notices.models import Mail

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)  # ten in the morning in China, a Wednesday
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@contextmanager
def running(settings, **more):
    """A mail server that the settings name, for the time of a block."""
    server = Server(Handler(), hostname="127.0.0.1", port=free_port(), **more)
    server.start()
    settings.EMAIL_BACKEND = SMTP_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 1
    yield server
    server.stop()


@pytest.fixture
def post_office(settings):
    """A mail server that runs, and that the settings name."""
    with running(settings) as server:
        yield server


@pytest.fixture
def locked_post_office(settings, tmp_path):
    """One that takes nothing before STARTTLS; gives it and its certificate."""
    found = certificate.make(tmp_path)
    settings.EMAIL_USE_TLS = True
    with running(settings, tls_context=certificate.serving(found), require_starttls=True) as server:
        yield server, found


def mails(cast):
    with acting([cast.justice.pk]):
        return set(Mail.objects.values_list("pk", flat=True))


@pytest.fixture
def posted(cast):
    """Post a mail in the name of the justice bureau; gives its id. It is sent when the test says so."""

    def post(to="li@justice.example", subject="答复期限", text="请看", **more):
        before = mails(cast)
        with cast.entered(cast.wang):
            outbox.post_mail(
                to, outbox.Letter(subject=subject, text=text), organ=cast.justice.pk, at=NOW, **more
            )
        (new,) = mails(cast) - before
        return str(new)

    return post
