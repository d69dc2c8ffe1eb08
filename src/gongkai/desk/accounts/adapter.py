"""Where gongkai differs from allauth's ways: nobody signs up by himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest

from gongkai.notices.backend import OutboxBackend


class AccountAdapter(DefaultAccountAdapter):
    """People are invited by their organ's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """A mail of the account pages; it goes through the outbox, so that no page waits for a server."""
        message: EmailMessage = super().render_mail(*args, **kwargs)
        message.connection = OutboxBackend()
        return message


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds a person who was invited; it never creates one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        return False
