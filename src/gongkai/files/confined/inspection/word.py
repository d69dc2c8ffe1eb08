"""Word files: paragraphs, comments, tracked changes, hidden text."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.files.confined.inspection.office import numbered, opened, pictures
from gongkai.files.confined.inspection.passages import Mark, Passage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
PARTS = (
    (re.compile(r"word/document\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/glossary/document\.xml"), "文档部件"),
)
COMMENTS = re.compile(r"word/comments\.xml")
OFF = {"0", "false", "off", "none"}
PALE = re.compile(r"F[A-F0-9]F[A-F0-9]F[A-F0-9]", re.IGNORECASE)
TINY = 4  # half-points: no reader sees letters of two points
FEW = 20


@dataclass(slots=True)
class _Line:
    place: str
    seen: str = ""
    hidden: str = ""
    deleted: str = ""
    inserted: str = ""

    def passages(self) -> Iterator[Passage]:
        whole = self.seen + self.inserted
        if whole.strip():
            yield Passage(self.place, whole)
        for text, mark, word in (
            (self.hidden, Mark.HIDDEN_TEXT, "隐藏文字"),
            (self.deleted, Mark.REVISION, "修订：删除的文字"),
            (self.inserted, Mark.REVISION, "修订：插入的文字"),
        ):
            if text.strip():
                yield Passage(f"{self.place}（{word}）", text, mark)


def passages(package: zipfile.ZipFile) -> Iterator[Passage]:
    """All that stands in a Word file."""
    length = 0
    for pattern, label in PARTS:
        for name in numbered(package.namelist(), pattern):
            for found in _of_part(opened(package, name), label):
                length += len(found.text.strip())
                yield found
    for name in numbered(package.namelist(), COMMENTS):
        for comment in opened(package, name).iter(f"{W}comment"):
            text = "".join(node.text or "" for node in comment.iter(f"{W}t"))
            yield Passage("批注", text, Mark.COMMENT)
    if length < FEW and pictures(package):
        yield Passage("正文", "只有图片，没有文字", Mark.UNREADABLE)


def _of_part(root: etree._Element, label: str) -> Iterator[Passage]:
    number = 1
    for paragraph in root.iter(f"{W}p"):
        line = _Line(f"{label}第{number}段")
        for run in paragraph.iter(f"{W}r"):
            # A text box stands inside a run of another paragraph; its own paragraphs come by themselves.
            if next(run.iterancestors(f"{W}p"), None) is paragraph:
                _add(line, run)
        found = list(line.passages())
        number += bool(found)  # people do not count empty paragraphs
        yield from found
    fields = "".join(node.text or "" for node in root.iter(f"{W}instrText"))
    if fields.strip():
        yield Passage(f"{label}的域代码", fields)


def _add(line: _Line, run: etree._Element) -> None:
    holders = {etree.QName(node).localname for node in run.iterancestors()}
    text = "".join(_piece(node) for node in run)
    if "del" in holders or "moveFrom" in holders:
        line.deleted += "".join(node.text or "" for node in run.iter(f"{W}delText", f"{W}t"))
    elif _is_hidden(run):
        line.hidden += text
    elif "ins" in holders or "moveTo" in holders:
        line.inserted += text
    else:
        line.seen += text


def _piece(node: etree._Element) -> str:
    match etree.QName(node).localname:
        case "t":
            return node.text or ""
        case "tab" | "br" | "cr":
            return " "
    return ""


def _is_hidden(run: etree._Element) -> bool:
    told = run.find(f"{W}rPr")
    if told is None:
        return False
    vanish = told.find(f"{W}vanish")
    if vanish is not None and vanish.get(f"{W}val", "1") not in OFF:
        return True
    size, colour = told.find(f"{W}sz"), told.find(f"{W}color")
    if size is not None and (size.get(f"{W}val") or "").isdecimal() and int(size.get(f"{W}val", "0")) <= TINY:
        return True
    is_pale = colour is not None and bool(PALE.fullmatch(colour.get(f"{W}val") or ""))
    return is_pale and told.find(f"{W}shd") is None and told.find(f"{W}highlight") is None
