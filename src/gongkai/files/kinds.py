"""What a file truly is, by its content, and whether such files are kept at all."""

import re
from dataclasses import dataclass
from pathlib import Path

import olefile  # type: ignore[import-untyped]  # it ships no types
import puremagic

from gongkai.files import names, packages
from gongkai.files.confined.encodings import BYTE_ORDERS, decoded
from gongkai.ledger.actions import RefusedError

HEAD, TAIL = 8192, 4096
PDF, PDF_END, OLE = b"%PDF-", b"%%EOF", olefile.MAGIC
WORD, SHEETS, SLIDES = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"
FOREIGN = {"mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "META-INF/container.xml"}
# Pages and programs that would run where they are opened, though they are text.
ACTIVE = re.compile(
    r"\s*(<!doctype|<html|<head|<body|<script|<svg|<\?php|<\?xml|#!|mime-version:)", re.IGNORECASE
)
LARGEST_TEXT = 32 << 20
COMPOUND = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
PICTURES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}


class KindError(RefusedError):
    """A file is of a kind that is not kept, broken, or two things at once; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept.

    Attributes:
        code: its name in the database.
        label: its name for people.
        suffixes: those that fit; the first is given to files whose own does not.
        media_type: what browsers are told.
        is_picture: whether it is redrawn, without what the camera wrote into it.
    """

    code: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    is_picture: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "PDF 文档", (".pdf",), "application/pdf"),
        Kind("ofd", "OFD 版式文档", (".ofd",), "application/ofd"),
        Kind("docx", "Word 文档", (".docx",), f"{_OFFICE}wordprocessingml.document"),
        Kind("xlsx", "Excel 表格", (".xlsx",), f"{_OFFICE}spreadsheetml.sheet"),
        Kind("pptx", "PowerPoint 演示文稿", (".pptx",), f"{_OFFICE}presentationml.presentation"),
        Kind("doc", "旧版 Word 文档", (".doc", ".wps"), "application/msword"),
        Kind("xls", "旧版 Excel 表格", (".xls", ".et"), "application/vnd.ms-excel"),
        Kind("ppt", "旧版演示文稿", (".ppt", ".dps"), "application/vnd.ms-powerpoint"),
        Kind("jpeg", "JPEG 图片", (".jpg", ".jpeg"), "image/jpeg", is_picture=True),
        Kind("png", "PNG 图片", (".png",), "image/png", is_picture=True),
        Kind("gif", "GIF 图片", (".gif",), "image/gif", is_picture=True),
        Kind("tiff", "TIFF 图片", (".tif", ".tiff"), "image/tiff", is_picture=True),
        Kind("text", "文本", (".txt", ".csv"), "text/plain"),
        Kind("zip", "压缩包", (".zip",), "application/zip"),
    )
}
KEPT = (
    "可以上传：PDF、OFD、Word、Excel、PowerPoint、"
    "图片（JPG、PNG、GIF、TIFF）、文本（TXT、CSV）和 ZIP 压缩包。"
)
ACCEPT = ",".join(suffix for kind in KINDS.values() for suffix in kind.suffixes)
BROKEN = "文件不完整或已损坏。请重新取得完整的文件后再上传。"
TWO_AT_ONCE = "文件里还藏着另一个文件（同时是两种格式），没有保存。请用原来的软件打开后另存，再上传。"
LOCKED = "文件加了密码，无法检查，没有保存。请去掉密码后再上传。"
MACROS = "文件里有宏（可自动运行的程序），没有保存。请另存为不含宏的格式后再上传。"


def recognise(path: Path) -> Kind:
    """The kind of a file, whatever it is called.

    Raises:
        KindError: no such files are kept, or it is broken, locked, or two things at once.
        PackageError: it is a package that holds what it must not.
    """
    head, tail = _ends(path)
    if not head.strip(b"\0 \t\r\n"):
        raise KindError("文件是空的，没有保存。请核对后重新选择文件。")
    if head.startswith(packages.START):
        return _of_package(path)
    kind = _of_head(path, head, tail) or _text(path, head)
    if kind is None:
        raise KindError(f"{_called(head)}，没有保存。{KEPT}")
    if packages.is_package(path):
        raise KindError(TWO_AT_ONCE)
    return kind


def fitting_name(name: str, kind: Kind) -> str:
    """The name, harmless, and with a suffix that tells the truth."""
    harmless = names.neutral(name)
    return (
        harmless if names.suffix(harmless) in kind.suffixes else names.with_suffix(harmless, kind.suffixes[0])
    )


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - TAIL))
        return head, file.read(TAIL)


def _of_package(path: Path) -> Kind:
    parts = packages.look_through(path)
    for part, code in ((WORD, "docx"), (SHEETS, "xlsx"), (SLIDES, "pptx"), ("OFD.xml", "ofd")):
        if part in parts:
            return KINDS[code]
    if parts & FOREIGN or "[Content_Types].xml" in parts:
        raise KindError(f"这种文件不能保存，请另存为 PDF 或 Word 后再上传。{KEPT}")
    return KINDS["zip"]


def _of_head(path: Path, head: bytes, tail: bytes) -> Kind | None:
    if head.startswith(PDF):
        return _pdf(tail)
    if head.startswith(OLE):
        return _compound(path)
    for start, code in PICTURES.items():
        if head.startswith(start):
            return KINDS[code]
    return None


def _pdf(tail: bytes) -> Kind:
    _, end, rest = tail.rpartition(PDF_END)
    if not end:
        raise KindError(BROKEN)
    if rest.strip(b"\0 \t\r\n"):
        raise KindError(TWO_AT_ONCE)
    return KINDS["pdf"]


def _compound(path: Path) -> Kind:
    """Old Office files keep their parts in a file system of their own."""
    try:
        with olefile.OleFileIO(path) as file:
            parts = {name for entry in file.listdir(streams=True, storages=True) for name in entry}
    except (OSError, ValueError, IndexError) as error:
        raise KindError(BROKEN) from error
    if "EncryptedPackage" in parts:
        raise KindError(LOCKED)
    if parts & {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise KindError(MACROS)
    for part, code in COMPOUND.items():
        if part in parts:
            return KINDS[code]
    raise KindError(f"这种文件不能保存，请另存为 PDF 或 Word 后再上传。{KEPT}")


def _text(path: Path, head: bytes) -> Kind | None:
    if b"\0" in head and not head.startswith(BYTE_ORDERS):
        return None
    if path.stat().st_size > LARGEST_TEXT:
        raise KindError(f"文本超过 {LARGEST_TEXT >> 20} MB，没有保存。请压缩为 ZIP 后再上传。")
    text = decoded(path.read_bytes())
    if text is None:
        return None
    if ACTIVE.match(text.lstrip("\ufeff")):
        raise KindError("这是网页或程序代码，打开时可能自动运行，没有保存。请打印或另存为 PDF 后再上传。")
    return KINDS["text"]


def _called(head: bytes) -> str:
    """What the file seems to be, for the message."""
    try:
        found = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return "无法识别这个文件的真实类型"
    return f"这个文件的内容其实是“{found.lstrip('.')}”类型，不在可以上传的范围内"
