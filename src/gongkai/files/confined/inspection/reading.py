"""Which reader looks through which kind of file, also through files inside files."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai.audit.source import UnreadableError
from gongkai.files.confined import texts
from gongkai.files.confined.inspection import office, pdf, sheets, slides, word
from gongkai.files.confined.inspection.passages import Mark, Passage
from gongkai.files.confined.names import PASSAGES

MOST_CHARACTERS = 8_000_000
DEEPEST = 2
READERS: Mapping[str, Callable[[zipfile.ZipFile], Iterator[Passage]]] = {
    "docx": word.passages,
    "xlsx": sheets.passages,
    "pptx": slides.passages,
}
MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OLD = "旧版格式里的隐藏内容检查不出，请另存为新版格式（docx、xlsx、pptx）"
UNREAD: Mapping[str, str] = {
    **dict.fromkeys(("doc", "xls", "ppt"), OLD),
    **dict.fromkeys(("jpeg", "png", "gif", "tiff"), "图片里的文字机器读不出，请人工核对"),
    "zip": "压缩包里的文件没有逐个检查，请解开后分别添加",
}


def inspect(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write what stands in the file, seen or unseen, into the folder ``target``."""
    target.mkdir(exist_ok=True)
    left, count = MOST_CHARACTERS, 0
    with (target / PASSAGES).open("w", encoding="utf-8") as file:
        for passage in _passages(kind, source):
            count += 1
            left -= len(passage.text)
            if left < 0:
                passage = Passage("后面的内容", "文件过大，没有检查完", Mark.UNREADABLE)  # noqa: PLW2901  the last
            file.write(
                json.dumps(asdict(passage), ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
            )
            if left < 0:
                break
    return {"passages": count}


def _passages(kind: str, source: Path) -> Iterator[Passage]:
    try:
        if kind in READERS:
            with zipfile.ZipFile(source) as package:
                yield from _of_package(kind, package, depth=1)
        elif kind == "pdf":
            yield from pdf.passages(source)
        else:
            yield from (Passage("正文", line) for line in texts.words(kind, source).splitlines() if line)
    except UnreadableError as error:
        yield Passage("文件", f"没有检查完：{error}", Mark.UNREADABLE)
    if kind in UNREAD:
        yield Passage("文件", UNREAD[kind], Mark.UNREADABLE)


def _of_package(kind: str, package: zipfile.ZipFile, *, depth: int) -> Iterator[Passage]:
    yield from READERS[kind](package)
    yield from office.properties(package)
    for name in office.embedded(package):
        yield Passage(f"嵌入的文件（{office.base(name)}）", office.base(name), Mark.EMBEDDED)
        if depth < DEEPEST:
            yield from _of_embedded(package, name, depth)


def _of_embedded(package: zipfile.ZipFile, name: str, depth: int) -> Iterator[Passage]:
    with package.open(name) as file:
        content = file.read(office.LARGEST_PART)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        kind = next((MAIN[part] for part in inner.namelist() if part in MAIN), "")
        if kind:
            for passage in _of_package(kind, inner, depth=depth + 1):
                yield Passage(
                    f"嵌入的文件（{office.base(name)}）：{passage.place}", passage.text, passage.mark
                )
