"""A bare line among a table's lines: whether it is one, and its words and figures."""

import re

from gongkai.audit.figures import figure
from gongkai.audit.labels import Label, Token, classify

LONGEST, LONGEST_ROW = 70, 2000
PROSE = re.compile("[。！？；]|(?<!区分处理的)(?<!之和)[，,](?!\\d|不计其他|只计这)|如下[:：]?$")
FIGURES = re.compile(r"(?: [-+]?\d[\d,.]*){3,}$")
PAGE = re.compile(r"\s*(?:[-—–·]+\s*\d{1,4}\s*[-—–·]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})\s*")
NUMERAL = re.compile(r"\s*\d{1,2}\s*[.．、]?\s*[^\d\s.．、,，+-]")
STROKES = frozenset({"-", "—", "－", "--", "——", "/", "／", "–"})


def is_prose(text: str) -> bool:
    """Whether the line is a sentence rather than a part of a table."""
    if len(text) > LONGEST_ROW:
        return True
    text = " ".join(text.split())
    return FIGURES.search(text) is None and (len(text) > LONGEST or PROSE.search(text) is not None)


def is_page_number(text: str) -> bool:
    """Whether the line is a page number that says so (- 5 -, 第5页, 5/8)."""
    return PAGE.fullmatch(text) is not None


def take_apart(text: str) -> list[tuple[str, list[Token]]]:
    """The line as runs of words, each with the figures that follow it; strokes are blank figures.

    >>> take_apart("一、本年新收 政府信息公开申请数量 3 -")
    [('一、本年新收政府信息公开申请数量', [3, None])]
    """
    pieces = text.split()
    if isinstance(classify(text), Label) and all(figure(piece) is None for piece in pieces[1:]):
        return [("".join(pieces), [])]
    words, figures = "", list[Token]()
    runs = []
    is_numbered = NUMERAL.match(text) is not None
    for at, piece in enumerate(pieces):
        value = None if at == 0 and is_numbered else figure(piece)
        if value is not None or piece in STROKES:
            figures.append(value)
            continue
        if figures:
            runs.append((words, figures))
            words, figures = "", []
        words += piece
    return [*runs, (words, figures)]
