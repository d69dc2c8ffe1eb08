"""Bar charts drawn on the server: each bar with its label and its figure, and the same data as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 360
LABELS = 128  # where labels end and bars begin
BARS = 176  # the longest bar
GAP = 8
ROW, HEAD, BETWEEN = 26, 24, 10
BAR = 16
TEXT_DOWN = 12  # from the top of a bar to the base line of its text


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted, once for each category; a figure that is not known is ``None``."""

    label: str
    figures: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar where it stands, in units of the drawing; ``place`` is that of its series."""

    label: str
    told: str
    place: int
    y: int
    length: float

    @property
    def text_y(self) -> int:
        """The base line of its words."""
        return self.y + TEXT_DOWN

    @property
    def figure_x(self) -> float:
        """Where its figure begins."""
        return LABELS + self.length + GAP


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a category above its bars, where there are several of them."""

    label: str
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures by category, one bar each; never told by colour alone, for each bar bears its label.

    Attributes:
        id: unique on the page.
        title: what the figures are.
        unit: of the figures, as 件.
        by: what the categories are, as 年度.
        categories: by what the figures are told, in reading order.
        series: one or more; with several, each category has a heading.
    """

    id: str
    title: str
    unit: str
    by: str
    categories: Sequence[str]
    series: Sequence[Series]

    left, width = LABELS, WIDTH
    label_x = LABELS - GAP
    thickness = BAR

    @property
    def description(self) -> str:
        """All figures in a sentence, for who hears the drawing."""
        rows = (
            f"{category}{'、'.join(self._in_words(series, place) for series in self.series)}"
            for place, category in enumerate(self.categories)
        )
        return "；".join(rows) + "。"

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table: each category with a figure for each series; what is not known is a dash."""
        return [
            (category, [_told(series.figures[place]) for series in self.series])
            for place, category in enumerate(self.categories)
        ]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return len(self.categories) * self._category_height

    @property
    def heads(self) -> list[Head]:
        """The headings of the categories; none where each has one bar, which bears its name."""
        if len(self.series) == 1:
            return []
        return [
            Head(category, place * self._category_height + TEXT_DOWN)
            for place, category in enumerate(self.categories)
        ]

    @property
    def bars(self) -> list[Bar]:
        """All bars from top to bottom."""
        return list(self._bars())

    @property
    def _head_height(self) -> int:
        return HEAD if len(self.series) > 1 else 0

    @property
    def _category_height(self) -> int:
        between = BETWEEN if len(self.series) > 1 else 0
        return self._head_height + len(self.series) * ROW + between

    def _bars(self) -> Iterator[Bar]:
        most = max((figure or 0 for series in self.series for figure in series.figures), default=0)
        for place, category in enumerate(self.categories):
            top = place * self._category_height + self._head_height
            for number, series in enumerate(self.series):
                figure = series.figures[place]
                yield Bar(
                    label=series.label if len(self.series) > 1 else category,
                    told=_told(figure),
                    place=number,
                    y=top + number * ROW,
                    length=round(BARS * (figure or 0) / most, 1) if most else 0,
                )

    def _in_words(self, series: Series, place: int) -> str:
        name = series.label if len(self.series) > 1 else ""
        figure = series.figures[place]
        return f"{name}没有数据" if figure is None else f"{name}{figure}{self.unit}"


def _told(figure: int | None) -> str:
    return "—" if figure is None else str(figure)
