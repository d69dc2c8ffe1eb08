"""Lines that come in pages: running heads and page numbers are no part of the report."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.audit.lines import is_page_number
from gongkai.audit.source import Line

FIRST, LAST = 0, -1
LEAST_FULL = 2
LONGEST_LINE = 60
Page = Sequence[Line]


def without_numbers(pages: Sequence[Page]) -> Iterator[Line]:
    """The pages' lines, without page numbers and without what most pages repeat at their edges.

    A bare number is a page number only where those of other pages count on from it.
    """
    filled = [[line for line in page if line.text.strip()] for page in pages]
    edges = [{edge: page[edge].text.strip() for edge in (FIRST, LAST)} if page else {} for page in filled]
    running = {edge: _running(edges, edge) for edge in (FIRST, LAST)}
    for number, page in enumerate(filled):
        left_out = {
            id(page[edge]) for edge in edges[number] if _mark(edges[number][edge], number) in running[edge]
        }
        yield from (line for line in page if id(line) not in left_out and not is_page_number(line.text))


def full_width(lines: Sequence[Line]) -> float:
    """How many characters fill a line; 0 where paragraphs are not broken into lines."""
    widest = sorted((width(line.text) for line in lines), reverse=True)[: LEAST_FULL + 1]
    return widest[-1] if len(widest) > LEAST_FULL and widest[0] <= LONGEST_LINE else 0


def width(text: str) -> float:
    """How wide the text is, in Chinese characters."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def _running(edges: Sequence[dict[int, str]], edge: int) -> frozenset[str | int]:
    """What stands at that edge of most pages; of a number, how far it is ahead of its page."""
    marks = Counter(_mark(page[edge], number) for number, page in enumerate(edges) if page)
    return frozenset(mark for mark, count in marks.items() if count > 1 and count * 2 > len(edges))


def _mark(text: str, number: int) -> str | int:
    return int(text) - number if text.isdecimal() and len(text) <= len("5000") else "".join(text.split())
