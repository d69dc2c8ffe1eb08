"""查询码: what an applicant needs, beside the number, to follow a request without logging in."""

import secrets

from gongkai.sealing import digest

# Without signs that are mistaken for others on paper or by telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4


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
