"""A real mail server on this machine; the local part of an address decides what it does."""

import asyncio
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Handler:
    """Keeps what it accepts. ``unknown@`` is refused for good, ``later@`` for now, ``spam@`` at the end."""

    def __init__(self):
        self.accepted = []
        self.envelopes = []
        self.ciphers = []  # how each mail was encrypted on its way, if it was
        self.hangs = False
        self.asked = 0  # how many recipients it was asked about

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        self.asked += 1
        if self.hangs:
            await asyncio.sleep(60)
        answers = {
            "unknown": "550 5.1.1 <unknown@justice.example>: Recipient address rejected",
            "later": "450 4.2.0 Greylisted, see you later",
        }
        answer = answers.get(address.partition("@")[0])
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802  aiosmtpd's name
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 5.7.1 Looks like spam"
        self.accepted.append(message_from_bytes(envelope.content, policy=policy.default))
        self.ciphers.append(session.ssl and session.ssl["cipher"])
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 OK"


class RudeAtTheEnd(SMTP):
    """Takes the mail and then answers the good-bye with an error."""

    async def smtp_QUIT(self, _arg):  # noqa: N802  aiosmtpd's name
        await self.push("451 4.3.0 I am confused")
        self.transport.close()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server(Controller):
    kind = SMTP

    def factory(self):
        return self.kind(self.handler, **self.SMTP_kwargs)
