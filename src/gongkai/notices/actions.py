"""What is written down of mails: that one came back, for whoever relied on it must know."""

from datetime import date, datetime

from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.notices.events import MailBounced
from gongkai.notices.models import Mail, State
from gongkai.notices.wording import line
from gongkai.organs.models import User

LONGEST = 300


class BouncedAlreadyError(RefusedError):
    """That this mail came back is known."""


@action
def bounce(mail: Mail, *, code: str, answer: str, at: datetime, on: date, by: User) -> Mail:
    """Write down that a mail could not be delivered and will not be.

    Raises:
        BouncedAlreadyError: it was written down before.
    """
    lock(mail)
    if mail.state == State.BOUNCED:
        raise BouncedAlreadyError("此邮件已经记为退回，无需再次登记。")
    mail.state = State.BOUNCED
    mail.bounced_at = at
    mail.last_error = line(answer, LONGEST)
    mail.text = mail.html = ""
    mail.save(update_fields=["state", "bounced_at", "last_error", "text", "html"])
    record(MailBounced(code=code), about=mail, on=on, by=by)
    return mail
