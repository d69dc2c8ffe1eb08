"""Reading what mail systems report of mails that did not arrive (RFC 3464), or of what they did instead."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
LARGEST = 1 << 20
SENT_TO = ("Delivered-To", "X-Original-To", "To")
ORIGINALS = ("message/rfc822", "text/rfc822-headers")


class NotAReportError(ValueError):
    """A message is no report about one of our mails; the words say why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a mail: its id, the status code such as 5.1.1, and the words that go with it."""

    mail: UUID
    code: str
    told: str

    @property
    def is_final(self) -> bool:
        """Whether it will never arrive; a code that begins with 4 tells of a delay only."""
        return self.code.startswith("5")


def read(message: bytes) -> Report:
    """The report that a message holds.

    Raises:
        NotAReportError: it holds none, or it names no mail of ours.
    """
    if len(message) > LARGEST:
        raise NotAReportError("邮件超过1 MB，不像是投递报告，没有登记")
    parsed = message_from_bytes(message, policy=policy.default)
    if not isinstance(parsed, EmailMessage):
        raise NotAReportError("读不出这封邮件，没有登记")
    blocks = [block for part in parsed.walk() for block in _status_blocks(part)]
    found = next((block for block in blocks if STATUS.search(str(block.get("Status", "")))), None)
    if found is None:
        raise NotAReportError("这不是投递报告：里面没有投递状态，没有登记")
    code = STATUS.search(str(found["Status"]))
    told = str(found.get("Diagnostic-Code", "")) or str(found["Status"])
    assert code is not None  # noqa: S101  it was found above
    return Report(_mail(parsed), code.group(), told)


def _status_blocks(part: EmailMessage) -> list[EmailMessage]:
    if part.get_content_type() != "message/delivery-status":
        return []
    blocks = part.get_payload()
    return [block for block in blocks if isinstance(block, EmailMessage)] if isinstance(blocks, list) else []


def _mail(parsed: EmailMessage) -> UUID:
    """The mail that a report is about: named by the address it came to, or by the mail it encloses."""
    texts = [str(value) for name in SENT_TO for value in parsed.get_all(name, [])]
    texts += [_enclosed(part) for part in parsed.walk() if part.get_content_type() in ORIGINALS]
    for text in texts:
        if found := ID.search(text.lower()):
            return UUID(found.group())
    raise NotAReportError("投递报告里找不到本系统邮件的编号，没有登记")


def _enclosed(part: EmailMessage) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return " ".join(str(inner["Message-ID"]) for inner in payload if isinstance(inner, EmailMessage))
    raw = part.get_payload(decode=True)
    return str(message_from_bytes(raw, policy=policy.default)["Message-ID"]) if isinstance(raw, bytes) else ""
