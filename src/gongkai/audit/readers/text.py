"""Plain text and Markdown: lines, tables drawn with ``|``, and cells between ``|`` without rows."""

import re
from collections.abc import Iterator
from itertools import groupby

from gongkai.audit.lines import is_prose
from gongkai.audit.outline import heading
from gongkai.audit.readers.decoding import decode
from gongkai.audit.readers.pages import without_numbers
from gongkai.audit.source import Block, Cells, Grid, Line, Run, Source, UnreadableError

BARS = str.maketrans("｜│┃¦", "||||")
RULE = re.compile(r"[:|\s]*[-—=_+]{2,}[-—=_+:|\s]*")
LEAST_BARS = 4
LONGEST_GAP = 2
LONGEST_CELL = 100
MOST_LINES = 50_000


def read(data: bytes) -> Source:
    """The text's blocks; form feeds end pages."""
    text, doubts, _ = decode(data)
    return Source(list(blocks(text)), doubts=doubts)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in reading order.

    Raises:
        UnreadableError: it has more lines than any report.
    """
    if text.count("\n") > MOST_LINES:
        raise UnreadableError(f"文字超过{MOST_LINES}行，不像一份年度报告，请给出报告本身")
    pages = [
        [Line(line, page=number) for line in page.splitlines()]
        for number, page in enumerate(text.translate(BARS).split("\f"))
    ]
    lines = [line for line in without_numbers(pages) if not RULE.fullmatch(line.text)]
    at = 0
    while at < len(lines):
        end = _end_of_stretch(lines, at)
        if end == at:
            yield lines[at]
            at += 1
            continue
        own = lines[at:end]
        if _is_run(own):
            yield Run(_cells(own))
        else:
            yield from _rows(own)
        at = end


def _end_of_stretch(lines: list[Line], start: int) -> int:
    """The end of a stretch drawn with bars that begins there; ``start`` itself where none does."""
    if "|" not in lines[start].text:
        opens = _may_be_cell(lines[start]) and start + 1 < len(lines) and lines[start + 1].text.strip() == "|"
        return _end_of_stretch(lines, start + 1) if opens else start
    last = start
    for at in range(start + 1, len(lines)):
        if "|" in lines[at].text:
            last = at
        elif at - last > LONGEST_GAP or not _may_be_cell(lines[at]):
            break
    is_open = lines[last].text.strip() == "|" and last + 1 < len(lines) and _may_be_cell(lines[last + 1])
    return last + 2 if is_open else last + 1


def _may_be_cell(line: Line) -> bool:
    return len(line.text) < LONGEST_CELL and heading(line.text.strip()) is None and not is_prose(line.text)


def _is_run(lines: list[Line]) -> bool:
    """Whether bars part single cells here, rather than the cells of rows."""
    inner = [_bare(line.text) for line in lines if "|" in line.text]
    return len(inner) >= LEAST_BARS and sum("|" in text for text in inner) * 2 < len(inner)


def _bare(text: str) -> str:
    """The line without a bar at either end."""
    return text.strip().removeprefix("|").removesuffix("|").strip()


def _cells(lines: list[Line]) -> Cells:
    texts = [line.text.strip() for line in lines]
    if all(len(text) > 1 and text.startswith("|") and text.endswith("|") for text in texts):
        return [_bare(text) for text in texts]
    cells = [cell.strip() for cell in "\n".join(texts).split("|")]
    is_closed = not cells[0] or sum("|" in text for text in texts) * 2 > len(texts) + 2
    return cells[not cells[0] : len(cells) - (is_closed and not cells[-1])]


def _rows(lines: list[Line]) -> Iterator[Block]:
    """Rows drawn with bars as grids; lines without bars among them stay lines."""
    for drawn, group in groupby(lines, key=lambda line: "|" in line.text):
        own = list(group)
        if drawn:
            yield Grid(_split(line.text.strip() for line in own))
        else:
            yield from own


def _split(rows: Iterator[str]) -> list[Cells]:
    texts = list(rows)
    if all(text.startswith("|") for text in texts):
        texts = [text[1:] for text in texts]
    if all(text.endswith("|") for text in texts):
        texts = [text[:-1] for text in texts]
    return [[cell.strip() for cell in text.split("|")] for text in texts]
