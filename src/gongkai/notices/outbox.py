"""The outbox: what is to be sent is written with the act that it tells of, and sent by a job after it.

Not acts themselves, so not in the ledger. Whoever writes a message needs no right to read any.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime, now  # noqa: TID251  its jobs ask the clock

from gongkai.jobs.acting import acting, system_id
from gongkai.jobs.errors import JobError
from gongkai.jobs.job import job
from gongkai.notices import sms, transport, wording
from gongkai.notices.actions import bounce
from gongkai.notices.models import Mail, Message, Sms, State
from gongkai.notices.queries import when_free
from gongkai.organs.models import User

SUBJECT, SMS, ERROR = 200, 500, 300
M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says."""

    subject: str
    text: str
    html: str = ""


def post_mail(
    to: str,
    letter: Letter,
    *,
    organ: int,
    at: datetime,
    quiet_for: int | None = None,
    key: UUID | None = None,
) -> None:
    """Put a mail into the outbox; once it is committed a job sends it.

    Args:
        to: the address.
        letter: what it says.
        organ: in whose name.
        at: now.
        quiet_for: the person whose quiet hours hold; nobody's for what a person waits for.
        key: makes a mail that a job posts again the same mail.

    Raises:
        AddressError: the address is none.
    """
    mail = Mail(
        id=key or uuid4(),
        organ_id=organ,
        quiet_for_id=quiet_for,
        to=wording.address(to),
        subject=wording.line(letter.subject, SUBJECT),
        text=wording.text(letter.text),
        html=wording.text(letter.html),
        created_at=at,
    )
    # Says nothing of an earlier one of the same key, and reads nothing back.
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    send_mail.defer(organ=organ, mail=str(mail.pk))


def post_sms(to: str, text: str, *, organ: int, at: datetime, quiet_for: int, key: UUID) -> None:
    """Put a text message into the outbox, as ``post_mail`` does a mail; ``to`` is a mobile number."""
    message = Sms(
        id=key,
        organ_id=organ,
        quiet_for_id=quiet_for,
        to=to,
        text=wording.line(text, SMS),
        created_at=at,
    )
    Sms.objects.bulk_create([message], ignore_conflicts=True)
    send_sms.defer(organ=organ, message=str(message.pk))


@job(name="notices.send_mail", label="发送邮件", in_transaction=False)
def send_mail(*, organ: int, mail: str) -> None:
    """Send a mail that waits, outside of quiet hours.

    Sent is marked after the server took it; if the worker dies in between, it is sent again, under the same
    Message-ID. What the server answered is kept even where the job has to be tried again.

    Raises:
        NotAcceptedError: the server did not take it now.
    """
    failure: JobError | None = None
    with acting([organ]):
        waiting = _waiting(Mail.objects.filter(pk=mail))
        if waiting and (free := _put_off(waiting)):
            send_mail.defer(after=free, organ=organ, mail=mail)
        elif waiting:
            failure = _try_mail(waiting)
    if failure:
        raise failure


@job(name="notices.send_sms", label="发送短信", in_transaction=False)
def send_sms(*, organ: int, message: str) -> None:
    """Send a text message that waits, as ``send_mail`` does a mail.

    Raises:
        JobError: the provider did not take it.
    """
    failure: JobError | None = None
    with acting([organ]):
        waiting = _waiting(Sms.objects.filter(pk=message))
        if waiting and (free := _put_off(waiting)):
            send_sms.defer(after=free, organ=organ, message=message)
        elif waiting:
            failure = _try_sms(waiting)
    if failure:
        raise failure


def _waiting(messages: QuerySet[M]) -> M | None:
    """A message that is still to be sent and that no other worker is sending."""
    return messages.select_for_update(skip_locked=True).filter(state=State.WAITING).first()


def _put_off(message: Message) -> datetime | None:
    """When a message may be sent, if that is not now."""
    at = localtime(now())
    free = when_free(message.quiet_for_id, at)
    return free if free > at else None


def _try_mail(mail: Mail) -> JobError | None:
    _count(mail)
    try:
        transport.hand_over(mail)
    except transport.RecipientRefusedError as error:
        system = User.objects.get(pk=system_id())
        bounce(mail, code=str(error.code), answer=str(error), at=now(), on=localdate(), by=system)
    except transport.NotAcceptedError as error:
        return _keep_error(mail, error)
    else:
        mail.state, mail.sent_at, mail.last_error = State.SENT, now(), ""
        mail.text = mail.html = ""
        mail.save(update_fields=["state", "sent_at", "last_error", "text", "html"])
    return None


def _try_sms(message: Sms) -> JobError | None:
    _count(message)
    try:
        sms.backend().send(key=str(message.pk), to=message.to, text=message.text)
    except JobError as error:
        return _keep_error(message, error)
    message.state, message.sent_at, message.last_error, message.text = State.SENT, now(), "", ""
    message.save(update_fields=["state", "sent_at", "last_error", "text"])
    return None


def _count(message: Message) -> None:
    message.attempts += 1
    message.save(update_fields=["attempts"])


def _keep_error(message: Message, error: JobError) -> JobError:
    message.last_error = wording.line(str(error), ERROR)
    message.save(update_fields=["last_error"])
    return error
