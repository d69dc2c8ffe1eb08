"""PowerPoint files: slides, hidden ones, speaker notes, comments."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from gongkai.files.confined.inspection.office import numbered, opened, paragraphs, pictures, words
from gongkai.files.confined.inspection.passages import Mark, Passage

SLIDES = re.compile(r"ppt/slides/slide\d+\.xml")
NOTES = re.compile(r"ppt/notesSlides/notesSlide\d+\.xml")
COMMENTS = re.compile(r"ppt/comments/\w+\.xml")
DIGITS = re.compile(r"\d+")
FEW = 20
OFF = {"0", "false"}


def passages(package: zipfile.ZipFile) -> Iterator[Passage]:
    """All that stands in a PowerPoint file."""
    length = 0
    for name in numbered(package.namelist(), SLIDES):
        for passage in _of_slide(opened(package, name), f"第{_number(name)}张幻灯片"):
            length += len(passage.text)
            yield passage
    for name in numbered(package.namelist(), NOTES):
        # A slide number alone is no note.
        text = "\n".join(line for line in paragraphs(opened(package, name)) if not line.strip().isdecimal())
        if text:
            yield Passage(f"第{_number(name)}页备注", text, Mark.SPEAKER_NOTES)
    for name in numbered(package.namelist(), COMMENTS):
        for node in opened(package, name).iter("{*}cm"):
            yield Passage("批注", words(node), Mark.COMMENT)
    if length < FEW and pictures(package):
        yield Passage("幻灯片", "只有图片，没有文字", Mark.UNREADABLE)


def _of_slide(root: etree._Element, place: str) -> Iterator[Passage]:
    if root.get("show") in OFF:
        yield Passage(place, f"{place}被隐藏", Mark.HIDDEN_SLIDE)
    yield from (Passage(place, text) for text in paragraphs(root))


def _number(name: str) -> str:
    digits: list[str] = DIGITS.findall(name)
    return digits[-1]
