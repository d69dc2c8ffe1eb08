"""allauth's forms in our words: labels that need no placeholder, and answers that cannot break a page."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.core.exceptions import ValidationError
from django.forms import BaseForm, CharField, TextInput

from gongkai.desk.accounts.fields import CodeField, CredentialField

UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError)


class Plain(BaseForm):
    """Labels say what a field is for; placeholders vanish when one types, and repeat the label."""

    words: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


class LoginForm(Plain, account.LoginForm):
    words = {"login": "电子邮箱", "password": "密码"}
    hints = {"password": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    words = {"email": "电子邮箱"}


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    words = {"password1": "新密码", "password2": "再输入一次新密码"}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    words = {"oldpassword": "当前密码", "password1": "新密码", "password2": "再输入一次新密码"}
    hints = {"oldpassword": ""}


class SetPasswordForm(Plain, account.SetPasswordForm):
    words = {"password1": "密码", "password2": "再输入一次密码"}


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    words = {"password": "密码"}
    hints = {"password": ""}


def code_field(hint: str) -> CodeField:
    """A field for the digits that an app shows."""
    widget = TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return CodeField(label="验证码", max_length=20, widget=widget, help_text=hint)


class AuthenticateForm(Plain, factor.AuthenticateForm):
    code = code_field("验证器应用里现在显示的6位数字；手机不在身边时，可以输入一个没有用过的备用码。")


class ReauthenticateWithCodeForm(Plain, factor.ReauthenticateForm):
    code = code_field("验证器应用里现在显示的6位数字，或者一个没有用过的备用码。")


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):
    code = code_field("扫码后，验证器应用里显示的6位数字。")


class Answered(BaseForm):
    """A passkey's answer that makes no sense is refused in words, as a wrong one is."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except UNREADABLE:
            self.add_error("credential", ValidationError(CredentialField.default_error_messages["invalid"]))


class AddWebAuthnForm(Answered, Plain, passkey.AddWebAuthnForm):
    name = CharField(
        label="名称", required=False, max_length=60, help_text="便于以后辨认，例如“办公室电脑”。"
    )
    credential = CredentialField()
    words = {"passwordless": "可以代替密码登录"}
    hints = {
        "passwordless": "勾选后，登录时不必输入邮箱和密码，但要用指纹、面容或者设备密码确认；"
        "不勾选则只作第二步验证。"
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(Plain, passkey.EditWebAuthnForm):
    name = CharField(label="名称", max_length=60)


class LoginWebAuthnForm(Answered, passkey.LoginWebAuthnForm):
    credential = CredentialField()


class AuthenticateWebAuthnForm(Answered, passkey.AuthenticateWebAuthnForm):
    credential = CredentialField()


class ReauthenticateWebAuthnForm(Answered, passkey.ReauthenticateWebAuthnForm):
    credential = CredentialField()
