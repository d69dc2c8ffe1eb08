"""What a file truly is, by its first bytes, within the bounds that keep reading quick."""

import os
from collections.abc import Callable
from pathlib import Path

from gongkai.audit.readers import docx, html, pdf, text, xlsx
from gongkai.audit.readers.packages import unpack
from gongkai.audit.source import Source, UnreadableError

Reader = Callable[[bytes], Source]
MEGABYTE = 1 << 20
LARGEST = 50 * MEGABYTE
LARGEST_TEXT = 10 * MEGABYTE
HEAD = 1024
PDF, PACKAGE, OLE, RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
PAGE_STARTS = (b"<!doctype html", b"<html", b"<!doctype", b"<head", b"<body", b"<table", b"<div", b"<meta")
PAGE_SUFFIXES = (".html", ".htm", ".mht", ".shtml")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
RAR, SEVEN_ZIP = b"Rar!", b"7z\xbc\xaf"


def contents(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        UnreadableError: it is a folder, missing, too large, or may not be read.
    """
    try:
        with path.open("rb") as file:
            # Room is made for as much as is asked for; a pipe does not tell how much it has.
            size = os.fstat(file.fileno()).st_size or LARGEST
            return file.read(min(size, LARGEST) + 1)
    except IsADirectoryError as error:
        raise UnreadableError("这是文件夹，请给出其中的文件") from error
    except FileNotFoundError as error:
        raise UnreadableError("没有这个文件，请核对文件名") from error
    except PermissionError as error:
        raise UnreadableError("没有读取权限，请检查文件权限") from error
    except (OSError, ValueError) as error:
        raise UnreadableError("文件打不开，请检查文件名和磁盘") from error


def reader(name: str, data: bytes) -> Reader:
    """The reader for what the bytes are; the name's suffix decides only between kinds of text.

    Raises:
        UnreadableError: no reader reads such files, or the file is too large or empty.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"文件超过 {LARGEST // MEGABYTE} MB，不像一份年度报告，请另存为较小的文件")
    head = data[:HEAD]
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableError("文件是空的，请换一份完整的文件")
    if PDF in head:
        return pdf.read
    if data.startswith(PACKAGE):
        return _of_package(data)
    _refuse_foreign(data)
    if len(data) > LARGEST_TEXT:
        raise UnreadableError(f"文字超过 {LARGEST_TEXT // MEGABYTE} MB，不像一份年度报告，请给出报告本身")
    return html.read if _is_page(name, head) else text.read


def _of_package(data: bytes) -> Reader:
    names = set(unpack(data).namelist())
    if "word/document.xml" in names:
        return docx.read
    if "xl/workbook.xml" in names:
        return xlsx.read
    if "content.xml" in names or "ppt/presentation.xml" in names:
        raise UnreadableError("这种文件读不了，请另存为 .docx、.pdf 或 .html 后再试")
    raise UnreadableError("这是压缩包，请解压后给出其中的报告文件")


def _refuse_foreign(data: bytes) -> None:
    """Refuse what is no text: old Office files, pictures, archives.

    Raises:
        UnreadableError: always, if it is such a file; the message says what to do.
    """
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise UnreadableError("文件加了密码，请去掉密码另存后再试")
        raise UnreadableError("这是旧版 Office 文件（.doc、.xls、.wps），请另存为 .docx 或 .xlsx 后再试")
    if data.startswith(RTF):
        raise UnreadableError("这是 RTF 文件，请用 Word 或 WPS 另存为 .docx 后再试")
    if data.startswith(IMAGES):
        raise UnreadableError("这是图片，没有文字，请先做文字识别，或者取得文字版")
    if data.startswith((RAR, SEVEN_ZIP, b"PK")):
        raise UnreadableError("这是压缩包或不完整的 Office 文件，请解压或重新取得文件")


def _is_page(name: str, head: bytes) -> bool:
    start = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip().lower()
    return start.startswith(PAGE_STARTS) or (b"<" in start and name.lower().endswith(PAGE_SUFFIXES))
