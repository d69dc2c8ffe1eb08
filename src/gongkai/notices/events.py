"""What can happen to mails. The ledger is never purged: it holds neither addresses nor a server's words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MailBounced:
    code: str
