"""Against machines and guessing, without third parties, and without throwing anything away.

A request that looks as if a machine had sent it is taken in like any other once a plain question is answered.
A name or the provider of a mailbox is never a sign. Wrong query codes are counted by address and by number.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from allauth.core.ratelimit import consume
from django.core import signing
from django.http import HttpRequest, QueryDict

TRAP = "homepage"  # a field that nobody sees
LEAST = timedelta(seconds=4)  # nobody fills the form and checks it sooner
ANSWERABLE = timedelta(hours=2)
STAMPS = signing.TimestampSigner(salt="portal.requests.stamp")
QUESTIONS = signing.TimestampSigner(salt="portal.requests.question")
DIGITS = "零一二三四五六七八九"
WRITTEN = {**{digit: str(value) for value, digit in enumerate(DIGITS)}, "十": "10"}
WRITTEN |= {f"十{DIGITS[ones]}": str(10 + ones) for ones in range(1, 10)}


def stamp() -> str:
    """What tells of a form that was handed out: which, and since when."""
    return STAMPS.sign(str(uuid4()))


def once(stamped: str, *sent: str) -> UUID:
    """The same for the same form sent twice; another one where the same form was filled in anew."""
    try:
        form = UUID(STAMPS.unsign(stamped))
    except (signing.BadSignature, ValueError):
        form = uuid5(NAMESPACE_OID, stamped)
    return uuid5(form, "\x1f".join(sent))


def looks_automatic(request: HttpRequest, post: QueryDict, *, action: str = "portal_ask") -> bool:
    """Whether a plain question comes first: it was too quick, too often, or fell into the trap.

    ``action`` names the limit of how often, in the settings.
    """
    is_often = not consume(request, action=action)
    return is_often or bool(post.get(TRAP)) or _is_quick(post.get("stamp", ""))


def _is_quick(stamped: str) -> bool:
    try:
        STAMPS.unsign(stamped, max_age=LEAST)
    except signing.SignatureExpired:
        return False
    except signing.BadSignature:
        return True
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """A sum that a person does in the head; ``token`` tells which."""

    words: str
    token: str


def question() -> Question:
    """A new one."""
    first, second = (2 + secrets.randbelow(8) for _ in range(2))
    token = QUESTIONS.sign(f"{first + second}-{uuid4()}")
    return Question(f"{DIGITS[first]}加{DIGITS[second]}等于几？", token)


def is_answered(post: QueryDict) -> bool:
    """Whether the question that was asked is answered, in whatever digits."""
    try:
        wanted = QUESTIONS.unsign(post.get("question", ""), max_age=ANSWERABLE).partition("-")[0]
    except signing.BadSignature:
        return False
    given = unicodedata.normalize("NFKC", post.get("answer", "")).strip()
    return WRITTEN.get(given, given) == wanted


def may_try(request: HttpRequest, number: str) -> bool:
    """Whether another code may be tried: neither from this place nor for this number were too many wrong."""
    limits = {"portal_code": None, "portal_number": number}
    return all(consume(request, action=action, key=key, dry_run=True) for action, key in limits.items())


def count_wrong(request: HttpRequest, number: str) -> None:
    """Remember a wrong code."""
    consume(request, action="portal_code")
    consume(request, action="portal_number", key=number)
