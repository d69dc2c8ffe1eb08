"""Jobs about requests: the receipt that follows from a request handed in on the website (条例 31)."""

from uuid import UUID, uuid5

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate, now

from gongkai.jobs.acting import system_id
from gongkai.jobs.job import job
from gongkai.ledger.models import Entry
from gongkai.notices.outbox import Letter, post_mail
from gongkai.notices.wording import absolute
from gongkai.organs.models import User
from gongkai.requests import codes
from gongkai.requests.actions.answering import RECEIPT, give_receipt
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import applicant_of, letters_of

MAILS = UUID("4f0d6a52-6a55-4d0b-9a4e-6c1f0f6f3d1e")  # one receipt a request: its mail always has the same id


@job(name="requests.mail_receipt", label="发送申请回执邮件")
def mail_receipt(*, entry: int, organ: int) -> None:
    """Send number and query code to who gave an e-mail address; nothing else about the person."""
    request = handed_in_online(entry)
    data = applicant_of(request) if request else {}
    if request and data.get("email") and data.get("code"):
        key = uuid5(MAILS, str(request.pk))
        post_mail(data["email"], receipt_mail(request, data["code"]), organ=organ, at=now(), key=key)


@job(name="requests.write_receipt", label="出具申请登记回执")
def write_receipt(*, entry: int, organ: int) -> None:  # noqa: ARG001  every job is of an organ
    """Make the receipt as a letter, unless it was made before."""
    request = handed_in_online(entry)
    if request and not letters_of(request).filter(letter__code=RECEIPT).exists():
        give_receipt(request, on=localdate(), at=now(), by=User.objects.get(pk=system_id()))


@job(name="requests.mail_parts", label="发送拆分各件查询码邮件")
def mail_parts(*, entry: int, organ: int) -> None:
    """Send the number and query code of each part to who gave an e-mail address when asking for the whole."""
    split = Entry.objects.get(pk=entry)
    _, _, key = split.about.partition(":")
    parts = InfoRequest.objects.select_related("organ", "parent").filter(parent=int(key))
    for part in parts.order_by("number"):
        data = applicant_of(part)
        if part.serial in split.data["children"] and data.get("email") and data.get("code"):
            mail = part_mail(part, data["code"])
            post_mail(data["email"], mail, organ=organ, at=now(), key=uuid5(MAILS, str(part.pk)))


def handed_in_online(entry: int) -> InfoRequest | None:
    """The request that an entry tells of, if it came by the website's form: such a form has an id of its own.

    Not the parts into which it was split later: ``mail_parts`` tells of them, and their receipts are the
    office's to write.
    """
    _, _, key = Entry.objects.get(pk=entry).about.partition(":")
    return InfoRequest.objects.select_related("organ").filter(pk=int(key), once__isnull=False).first()


def receipt_mail(request: InfoRequest, code: str) -> Letter:
    """The mail with number and code."""
    return _mail(f"申请已收到，登记编号{request.serial}", "receipt", request, code)


def part_mail(part: InfoRequest, code: str) -> Letter:
    """The mail with number and code of what was split off."""
    return _mail(f"申请已拆分办理，新的登记编号{part.serial}", "part", part, code)


def _mail(title: str, template: str, request: InfoRequest, code: str) -> Letter:
    follow = absolute(reverse("portal:follow", args=[request.organ.slug]))
    context = {"request": request, "code": codes.printed(code), "follow": follow}
    return Letter(subject=title, text=render_to_string(f"requests/mail/{template}.txt", context))
