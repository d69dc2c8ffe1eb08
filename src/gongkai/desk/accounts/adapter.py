"""Where gongkai differs from allauth's ways: nobody signs up by himself, and mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from gongkai.desk.accounts.lockout import forgive
from gongkai.desk.accounts.sealing import seal, unseal
from gongkai.notices.backend import OutboxBackend
from gongkai.notices.wording import absolute
from gongkai.organs.models import User

LINK = "account_reset_password_from_key"


class AccountAdapter(DefaultAccountAdapter):
    """People are invited by their organ's administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "邮箱或密码不正确，请核对后重新输入；连续输错5次将暂停登录15分钟。",
        "enter_current_password": "当前密码不正确，请重新输入。",
        "incorrect_code": "验证码不正确或者已经过期，请输入最新的一个。",
        "incorrect_password": "密码不正确，请重新输入。",
        "invalid_password_reset": "链接已经失效，请重新申请。",
        "rate_limited": "尝试次数过多，请过5分钟再试。",
        "too_many_login_attempts": "尝试次数过多，请过5分钟再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by django-axes, which tells staff; allauth counts wrong codes."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether a person who is logged in knows the password; counted like a log-in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        forgive(user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail; it names our own address, whatever host the request named."""
        uid, _, rest = key.partition("-")
        return absolute(reverse(LINK, kwargs={"uidb36": uid, "key": rest}))

    def format_email_subject(self, subject: str) -> str:
        return subject

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """A mail of the account pages; it goes through the outbox, so that no page waits for a server."""
        message: EmailMessage = super().render_mail(*args, **kwargs)
        message.connection = OutboxBackend()
        return message


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are sealed, so that a copy of the database does not give them away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "没有通过：验证码不对或者已经过期，或者通行密钥没有确认。请再试一次。",
        "cannot_delete_authenticator": "现在不能停用两步验证。",
        "cannot_generate_recovery_codes": "请先启用验证器或添加通行密钥，再生成备用码。",
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return str(user.email)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  allauth's signature
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"通行密钥{number}"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds a person who was invited; it never creates one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        return False
