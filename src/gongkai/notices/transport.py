"""Handing a mail to the server, and what its answers mean."""

import smtplib
import ssl
import uuid
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from gongkai.jobs.errors import JobError
from gongkai.notices.models import Mail, domain

PERMANENT = 500  # codes from here on will not change by waiting


class RecipientRefusedError(Exception):
    """The server will never deliver this mail; ``code`` is its answer's number."""

    def __init__(self, code: int, answer: str) -> None:
        self.code = code
        super().__init__(answer)


class NotAcceptedError(JobError):
    """The server did not take the mail now."""


def hand_over(mail: Mail) -> None:
    """Give a mail to the server and come back when it has said that it took it.

    Raises:
        RecipientRefusedError: it refused the recipient, or the mail, for good.
        NotAcceptedError: it could not be reached or asked to wait.
    """
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
        connection.send_messages([compose(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _meaning(code, answer) from error
    except smtplib.SMTPDataError as error:
        raise _meaning(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotAcceptedError("邮件服务器不接受登录，请系统管理员核对邮件账号和密码设置") from error
    except smtplib.SMTPSenderRefused as error:
        raise NotAcceptedError("邮件服务器不接受发件人地址，请系统管理员核对发件人设置") from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotAcceptedError("邮件服务器不支持所设的加密方式，请系统管理员核对邮件设置") from error
    except ssl.SSLCertVerificationError as error:
        raise NotAcceptedError(
            "邮件服务器的证书不受信任，或者与所填的服务器名不符，请系统管理员核对邮件设置；邮件没有发出，也没有丢失"
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotAcceptedError("邮件服务器暂时无法使用，系统会自动重试；邮件没有丢失") from error
    finally:
        # It has the mail or not; how the talk ends changes nothing.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def compose(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it is sent. Its bounces come back to an address that names it."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=return_path(mail.pk),
        to=[mail.to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": mail.message_id,
            # so that absence notes do not answer
            "Auto-Submitted": "auto-generated",
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def return_path(mail: uuid.UUID) -> str:
    """Where the mail system reports that a mail could not be delivered, as ``bounces+ID@…``."""
    if not settings.MAIL_BOUNCES:
        return str(settings.DEFAULT_FROM_EMAIL)
    local = settings.MAIL_BOUNCES.rpartition("@")[0]
    return f"{local}+{mail}@{domain(settings.MAIL_BOUNCES)}"


def _meaning(code: int, answer: bytes | str) -> Exception:
    told = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    if code >= PERMANENT:
        return RecipientRefusedError(code, told)
    return NotAcceptedError("收件方的邮件服务器要求稍后再试，系统会自动重试；邮件没有丢失")
