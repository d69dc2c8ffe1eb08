"""A letter as files, each read again before it is kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from gongkai.audit.lines import is_page_number
from gongkai.audit.readers.pdf import lines
from gongkai.audit.sniffing import reader
from gongkai.audit.source import Grid, Run, Source
from gongkai.documents import docx, pdf
from gongkai.documents.letter import build
from gongkai.law.letters import Letter

SPACE = re.compile(r"\s+")


class MisprintError(RuntimeError):
    """A file that was made does not say what the letter says; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The files of a letter, and the check value of its words."""

    docx: bytes
    pdf: bytes
    sha256: str


def words_digest(letter: Letter) -> str:
    """The check value of a letter's words."""
    return sha256(letter.text.encode()).hexdigest()


def printed(letter: Letter) -> Printed:
    """The letter as Word and PDF.

    Raises:
        MisprintError: a file reads back differently.
        UnprintableTextError: a text holds a character that no document can carry.
    """
    document = build(letter)
    made = Printed(docx.render(document), pdf.render(document), words_digest(letter))
    _compare(letter, "letter.docx", _texts(reader("letter.docx", made.docx)(made.docx)))
    # The organ's name above the title and over the seal of the next page is no running head.
    _compare(letter, "letter.pdf", lines(made.pdf))
    return made


def _compare(letter: Letter, name: str, told: Iterable[str]) -> None:
    read = _bare("".join(text for text in told if not is_page_number(text)))
    for wanted in (letter.number, letter.addressee, *letter.paragraphs, letter.signer, letter.contact):
        if _bare(wanted) not in read:
            raise MisprintError(f"{name} 与文书内容不一致：缺少“{wanted[:20]}”")


def _texts(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if not isinstance(block, Grid):
            yield "".join(block.cells) if isinstance(block, Run) else str(getattr(block, "text", block))


def _bare(text: str) -> str:
    return SPACE.sub("", text)
