"""Mails of the account pages go through the outbox."""

import pytest
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.notices.backend import OutboxBackend
from gongkai.notices.models import Mail


@pytest.fixture
def away(settings):
    """The mail server that the settings name is away."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def mails(cast):
    with acting([cast.city.pk, cast.justice.pk, cast.finance.pk]):
        return list(Mail.objects.all())


@pytest.mark.usefixtures("away")
def test_a_forgotten_password_does_not_wait_for_the_mail_server(cast):
    cache.clear()  # other tests forgot passwords at this address a moment ago
    answer = Client().post("/accounts/password/reset/", {"email": "LI@justice.example"})
    assert answer.status_code == 302
    (mail,) = mails(cast)
    assert (mail.to, mail.organ_id, mail.quiet_for_id) == ("li@justice.example", cast.justice.pk, None)
    assert "/accounts/password/reset/key/" in mail.text


def test_an_address_that_nobody_has_is_sent_nothing(cast):
    Client().post("/accounts/password/reset/", {"email": "stranger@evil.example"})
    assert mails(cast) == []


def test_a_mail_of_django_keeps_its_page(cast):
    with scope.entered(scope.GATE):
        message = EmailMultiAlternatives(
            "主题", "正文", to=["li@justice.example"], connection=OutboxBackend()
        )
        message.attach_alternative("<p>正文</p>", "text/html")
        assert message.send() == 1
        assert send_mail("x", "y", None, ["nobody@justice.example"], connection=OutboxBackend()) == 0
    (mail,) = mails(cast)
    assert (mail.subject, mail.text, mail.html) == ("主题", "正文", "<p>正文</p>")
