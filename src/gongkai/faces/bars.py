"""Charts of bars as pictures that a page holds itself; a table beside them holds the same figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 8, 12, 32  # what the axes' words need
STEPS = 4
FILLED = 0.72  # how much of its place a group of bars takes
BAR = '<rect class="bars-{}" x="{}" y="{}" width="{}" height="{}"><title>{} {} {}</title></rect>'
EVERY = 16  # more words than this below the axis would run into each other


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that stand together: a word below them, and a figure for each series."""

    label: str
    figures: Sequence[int]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: what it shows, the names of its series, and its groups from left to right."""

    title: str
    series: Sequence[str]
    groups: Sequence[Group]

    @property
    def top(self) -> int:
        """The figure at the upper end of the scale: the next round one that divides evenly."""
        largest = max((figure for group in self.groups for figure in group.figures), default=0)
        return next(found for found in _round_figures() if found >= max(largest, STEPS))

    def drawn(self) -> SafeString:
        """The picture."""
        return format_html(
            '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
            WIDTH,
            HEIGHT,
            self.title,
            format_html_join(
                "", '<path class="bars-line" d="M{} {}H{}"/><text x="{}" y="{}">{}</text>', self._scale()
            ),
            format_html_join("", "{}", ((one,) for one in self._bars())),
        )

    def _scale(self) -> Iterator[tuple[object, ...]]:
        for step in range(STEPS + 1):
            y = self._y(self.top * step // STEPS)
            yield LEFT, _plain(y), WIDTH - RIGHT, LEFT - 6, _plain(y + 4), f"{self.top * step // STEPS:,}"

    def _bars(self) -> Iterator[SafeString]:
        place = (WIDTH - LEFT - RIGHT) / max(len(self.groups), 1)
        wide = place * FILLED / max(len(self.series), 1)
        sparse = max(1, -(-len(self.groups) // EVERY))
        for at, group in enumerate(self.groups):
            start = LEFT + place * at + place * (1 - FILLED) / 2
            for which, figure in enumerate(group.figures):
                y = self._y(figure)
                yield format_html(
                    BAR,
                    which + 1,
                    _plain(start + wide * which),
                    _plain(y),
                    _plain(wide),
                    _plain(HEIGHT - BOTTOM - y),
                    group.label,
                    self.series[which],
                    f"{figure:,}",
                )
            if at % sparse == 0:
                middle = LEFT + place * (at + 0.5)
                yield format_html(
                    '<text class="bars-word" x="{}" y="{}">{}</text>',
                    _plain(middle),
                    HEIGHT - 10,
                    group.label,
                )

    def _y(self, figure: int) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * figure / self.top


def _round_figures() -> Iterator[int]:
    for power in count():
        yield from (step * 10**power for step in (4, 8, 12, 20, 32))


def _plain(number: float) -> str:
    return f"{number:.1f}"
