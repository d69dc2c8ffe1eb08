"""Type size and column widths for a table of figures, so that no figure is broken or clipped."""

from collections.abc import Sequence

from gongkai.documents.model import width

MM_PER_PT = 25.4 / 72
# The widest digits that may be met, where a machine lacks 宋体, whose digits are half a character.
NARROW_EM = 0.64
PADDING_MM = 1.6
SIZES_PT = (9.0, 8.0, 7.0, 6.0, 5.0)


def text_width_mm(text: str, size_pt: float) -> float:
    """The width of the longest line of a text, with the padding of a cell."""
    ems = max(width(line, narrow=NARROW_EM) for line in text.split("\n"))
    return ems * size_pt * MM_PER_PT + PADDING_MM


def fitted(widths_mm: Sequence[float], least_mm: Sequence[float]) -> tuple[float, ...] | None:
    """The widths, changed only so far that no column is below its least; None where all cannot be.

    What some columns gain the others lose, in proportion to what they have to spare.
    """
    pairs = list(zip(widths_mm, least_mm, strict=True))
    lacking = sum(max(0.0, least - wide) for wide, least in pairs)
    spare = sum(max(0.0, wide - least) for wide, least in pairs)
    if lacking > spare:
        return None
    share = lacking / spare if spare else 0.0
    return tuple(least if least > wide else wide - (wide - least) * share for wide, least in pairs)


def size_and_widths(
    widths_mm: Sequence[float], columns: Sequence[Sequence[str]], sizes_pt: Sequence[float] = SIZES_PT
) -> tuple[float, tuple[float, ...]]:
    """The largest type size at which every text of every column fits unbroken, and the widths.

    ``columns`` has, for each column, the texts that must not be broken; ``sizes_pt`` are tried in turn. At
    the smallest size the widths stay as they are where even that is too large.
    """
    for size in sizes_pt:
        least = [max((text_width_mm(text, size) for text in texts), default=0.0) for texts in columns]
        if (found := fitted(widths_mm, least)) is not None:
            return size, found
    return sizes_pt[-1], tuple(widths_mm)
