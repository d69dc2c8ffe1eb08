"""A back end for Django's mails, such as those of the account pages: into the outbox, not to the server.

So a page never waits for a mail server, and a mail is not sent whose page failed.
"""

from collections.abc import Sequence

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now  # noqa: TID251  the pages that send do not pass the time

from gongkai.notices.outbox import Letter, post_mail
from gongkai.organs.models import User

log = structlog.get_logger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Posts each mail in the name of the organ that its recipient works for; others are not sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._post(message, to) for message in email_messages for to in message.recipients())

    def _post(self, message: EmailMessage, to: str) -> bool:
        person = User.objects.filter(email__iexact=to, is_active=True, organ__isnull=False).first()
        if person is None or person.organ_id is None:
            log.warning("mail to nobody known, not sent")
            return False
        pages = getattr(message, "alternatives", None) or ()
        html = next((str(body) for body, kind in pages if kind == "text/html"), "")
        # To the address we know, however the one typed was written.
        post_mail(
            person.email,
            Letter(subject=str(message.subject), text=str(message.body), html=html),
            organ=person.organ_id,
            at=now(),
        )
        return True
