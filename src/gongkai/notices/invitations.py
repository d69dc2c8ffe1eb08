"""The mail that asks an invited person to choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.isolation import scope
from gongkai.notices.outbox import Letter
from gongkai.notices.wording import absolute
from gongkai.organs.models import User

A_DAY = 24 * 60 * 60


def invitation(user: User) -> Letter:
    """The mail. Its link holds until a password was chosen, or for as long as a forgotten password's."""
    # What the link's key is made of can be read at the gate only.
    with scope.entered(scope.GATE):
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _, rest = key.partition("-")
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
    context = {
        "person": user,
        "link": absolute(link),
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
        "log_in": absolute(reverse(settings.LOGIN_URL)),
    }
    return Letter(subject="请设置登录密码", text=render_to_string("notices/mail/invitation.txt", context))
