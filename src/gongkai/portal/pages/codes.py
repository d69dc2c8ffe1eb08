"""The QR code of an address, as a drawing."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno

MARGIN = 4  # modules of white around it, as the standard asks


def drawing(address: str) -> str:
    """The code as SVG, dark on white whatever is behind it."""
    rows = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=MARGIN)]
    dark = "".join(f"M{left} {row}h{wide}v1h-{wide}z" for row, left, wide in _stretches(rows))
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{dark}"/></svg>\n'
    )


def _stretches(rows: Iterable[Iterable[int]]) -> Iterator[tuple[int, int, int]]:
    """Each run of dark modules: its row, where it begins, how long it is."""
    for row, modules in enumerate(rows):
        for is_dark, run in groupby(enumerate(modules), key=lambda pair: pair[1]):
            columns = [column for column, _ in run]
            if is_dark:
                yield row, columns[0], len(columns)
