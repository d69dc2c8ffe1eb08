"""Words in the cells of sheets that others open."""

import re

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(words: str) -> str:
    """Words such that a spreadsheet shows them and runs nothing.

    >>> harmless("=1+1"), harmless("-5")
    ("'=1+1", '-5')
    """
    return f"'{words}" if words.startswith(FORMULA) and not NUMBER.fullmatch(words) else words
