"""Mistakes in tables that people bring in, each told with its cell."""

from dataclasses import dataclass

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class CellError:
    """A mistake: the cell, as ``B7``, its column's title, what stands there, and what to do about it."""

    cell: str
    title: str
    value: str
    message: str


class CellMistakeError(ValueError):
    """A cell does not hold what its column is for; the message says what to write."""


def letters(place: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    first, last = divmod(place, len(ALPHABET))
    return (ALPHABET[first - 1] if first else "") + ALPHABET[last]
