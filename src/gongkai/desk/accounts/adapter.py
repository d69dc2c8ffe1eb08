"""Where gongkai differs from allauth's ways: nobody signs up by himself."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """People are invited by their organ's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds a person who was invited; it never creates one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        return False
