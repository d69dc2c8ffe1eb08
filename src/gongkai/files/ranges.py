"""Which bytes of a file a request asks for (RFC 9110, 14): one range, or all."""

import re

RANGE = re.compile(r"bytes=\s*(?:(\d{1,19})-(\d{0,19})|-(\d{1,19}))\s*")


class UnsatisfiableError(ValueError):
    """The range lies outside the file."""


def asked(header: str, size: int) -> tuple[int, int] | None:
    """The bytes asked for as start and end, the end not included; nothing where all are to be sent.

    Several ranges at once, and what is no range, are answered with the whole, as the standard allows.

    >>> asked("bytes=0-499", 1000), asked("bytes=-200", 1000), asked("bytes=900-", 1000), asked("", 1000)
    ((0, 500), (800, 1000), (900, 1000), None)

    Raises:
        UnsatisfiableError: nothing of the range is in the file.
    """
    found = RANGE.fullmatch(header)
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        if not int(suffix) or not size:
            raise UnsatisfiableError
        return max(0, size - int(suffix)), size
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < start:
        return None  # not a valid range: ignored
    if start >= size:
        raise UnsatisfiableError
    return start, end
