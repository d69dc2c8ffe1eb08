"""Codes that open something without a log-in: an applicant's 查询码, and the address of a calendar."""

import secrets

from gongkai.sealing import digest

# Without signs that are mistaken for others on paper or by telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4
TOKEN_BYTES = 32


def new_code() -> str:
    """A code that nobody guesses: 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(code: str) -> str:
    """The code in groups, as letters and pages show it.

    >>> printed("23456789ABCD")
    '2345-6789-ABCD'
    """
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def code_digest(organ: int, typed: str) -> str:
    """How a code is kept and looked up, however it was typed."""
    bare = "".join(sign for sign in typed.upper() if sign in ALPHABET)
    return digest("query code", str(organ), bare)


def new_token() -> str:
    """What stands in the address of a calendar; nobody guesses it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """How such an address is kept and looked up."""
    return digest("calendar", token)
